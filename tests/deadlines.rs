//! The dates that bind a project, and the calendar file of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
use jiff::civil::{Date, date};
use selvitys::{
    Deadline, DeadlineState, Deadlines, Lang, Presenter, Project, Rulebooks, deadlines,
};
use selvitys_tests::{CASES, text};

/// The model project of the rulebooks with changes.
fn model(changes: &[(&str, serde_json::Value)]) -> Project {
    let base = Rulebooks::builtin().base("tsk-2020").unwrap();
    let mut json: serde_json::Value = serde_json::from_str(base).unwrap();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        json.pointer_mut(parent).unwrap()[key] = value.clone();
    }
    Project::from_json(&json.to_string()).unwrap()
}

fn told(project: &Project, as_of: Date) -> Deadlines {
    deadlines(project, Rulebooks::builtin(), as_of)
}

fn one<'a>(dates: &'a Deadlines, id: &str) -> &'a Deadline {
    dates.dates.iter().find(|date| date.id == id).unwrap()
}

#[test]
fn the_final_account_is_due_on_a_working_day_and_stands_as_it_stands() {
    let granted = ("/grants/0/status", "granted".into());
    let project = model(std::slice::from_ref(&granted));
    for (as_of, state) in [
        (date(2023, 5, 2), DeadlineState::Coming),
        (date(2023, 5, 3), DeadlineState::Past),
    ] {
        let dates = told(&project, as_of);
        let account = one(&dates, "final-account");
        assert_eq!(account.until, Some(date(2023, 5, 2)));
        assert_eq!(account.state, state, "{as_of}");
        assert_eq!(account.steps.len(), 2, "months, then the working day");
    }
    for (given, state) in [
        ("2023-05-02", DeadlineState::Met),
        ("2023-05-03", DeadlineState::Late),
        ("2023-05", DeadlineState::Done),
    ] {
        let account = (
            "/grants/0/final_account",
            serde_json::json!({ "given": given }),
        );
        let project = model(&[granted.clone(), account]);
        let dates = told(&project, date(2023, 6, 1));
        assert_eq!(one(&dates, "final-account").state, state, "{given}");
    }
}

#[test]
fn a_round_whose_headings_stand_empty_is_not_given() {
    let lappi = Project::from_json(&text("lappi")).unwrap();
    let dates = told(&lappi, date(2021, 12, 1));
    let rounds: Vec<(String, DeadlineState)> = dates
        .dates
        .iter()
        .filter_map(|date| Some((date.round?.to_string(), date.state)))
        .collect();
    let wanted = [
        ("baseline-2020", DeadlineState::Past),
        ("spring-2021", DeadlineState::Done),
        ("autumn-2021", DeadlineState::Past),
        ("spring-2022", DeadlineState::Coming),
        ("autumn-2022", DeadlineState::Coming),
    ];
    assert_eq!(
        rounds,
        wanted.map(|(round, state)| (round.to_owned(), state))
    );
}

#[test]
fn what_the_decision_does_not_set_is_open_and_says_what_is_missing() {
    let project = model(&[("/grants/1/status", "granted".into())]);
    let dates = told(&project, date(2022, 1, 1));
    let account = one(&dates, "ru-final-account");
    assert_eq!(account.state, DeadlineState::Unknown);
    assert_eq!((account.from, account.until), (None, None));
    assert_eq!(account.missing, Some(selvitys::Asked::FinalAccountDue));
    assert_eq!(
        dates.dates.last().unwrap().until,
        None,
        "what is open comes last"
    );
}

#[test]
fn every_date_has_a_basis_and_words_in_three_languages() {
    let books = Rulebooks::builtin();
    for case in CASES {
        let project = Project::from_json(&text(case.name)).unwrap();
        let dates = told(&project, date(2022, 6, 1));
        for lang in Lang::ALL {
            let says = Presenter::new(books, lang);
            for date in &dates.dates {
                assert!(!says.basis(&date.basis).concat().is_empty(), "{}", date.id);
                assert_ne!(says.deadline(date), date.id);
            }
        }
    }
}

#[test]
fn a_calendar_library_reads_the_file_as_it_is_meant() {
    let long =
        "Välivaihe; jossa on pilkku, puolipiste; ja kenoviiva \\ sekä kirjaimia äöå ".repeat(4);
    let milestones = serde_json::json!([
        { "title": { "fi": long }, "date": "2021-12" },
        { "title": { "fi": "Alku" }, "date": "2020-08-01" },
    ]);
    let project = model(&[
        ("/grants/0/status", "granted".into()),
        ("/schedule/milestones", milestones),
    ]);
    let dates = told(&project, date(2022, 6, 1));
    let says = Presenter::new(Rulebooks::builtin(), Lang::Fi);
    let file = dates.to_ics(&says);
    assert_eq!(file, dates.to_ics(&says), "the same bytes again");
    // RFC 5545 asks for 75 bytes; the library lets the last line of a fold have one more.
    let widest = file.lines().map(str::len).max();
    assert!(widest <= Some(76), "{widest:?}");
    let calendar = ICalendar::parse(&file).unwrap();
    let events: Vec<_> = calendar
        .components
        .iter()
        .filter(|one| one.component_type == ICalendarComponentType::VEvent)
        .collect();
    let known: Vec<&Deadline> = dates
        .dates
        .iter()
        .filter(|one| one.until.is_some())
        .collect();
    assert_eq!(events.len(), known.len());
    let mut ids = std::collections::BTreeSet::new();
    for (event, date) in events.iter().zip(&known) {
        let text = |name: ICalendarProperty| {
            let entry = event.property(&name).unwrap();
            entry
                .values
                .first()
                .unwrap()
                .as_text()
                .unwrap_or_default()
                .to_owned()
        };
        let day = |name: ICalendarProperty| {
            let entry = event.property(&name).unwrap();
            let value = entry
                .values
                .first()
                .unwrap()
                .as_partial_date_time()
                .unwrap();
            let part = |number: Option<u8>| i8::try_from(number.unwrap()).unwrap();
            let year = i16::try_from(value.year.unwrap()).unwrap();
            Date::new(year, part(value.month), part(value.day)).unwrap()
        };
        assert_eq!(text(ICalendarProperty::Summary), says.deadline(date));
        assert_eq!(Some(day(ICalendarProperty::Dtstart)), date.from);
        let last = day(ICalendarProperty::Dtend).yesterday().unwrap();
        assert_eq!(Some(last), date.until, "the end is the day after the last");
        assert!(
            ids.insert(text(ICalendarProperty::Uid)),
            "each has an id of its own"
        );
    }
    let month = known
        .iter()
        .find(|one| one.from == Some(date(2021, 12, 1)))
        .unwrap();
    assert_eq!(
        month.until,
        Some(date(2021, 12, 31)),
        "some day in the month"
    );
}

#[test]
fn dates_as_data_are_valid_against_their_schema() {
    let schemas = selvitys::schemas();
    let (_, schema) = schemas
        .iter()
        .find(|(name, _)| *name == "deadlines")
        .unwrap();
    let schema = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for case in CASES {
        let project = Project::from_json(&text(case.name)).unwrap();
        let json = serde_json::to_value(told(&project, date(2022, 6, 1))).unwrap();
        assert!(validator.is_valid(&json), "{}", case.name);
    }
}
