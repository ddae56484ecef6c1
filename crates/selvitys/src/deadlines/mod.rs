//! Every date that binds a project, with its basis and how it stands with it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::subject::{self, Scope};
use crate::assess::{Told, placeholders};
use crate::check::{Context, Quantity, Reading, Reckoning, Subject, Texts, Thing};
use crate::finding::{Asked, Operand, Place, Step, Truth};
use crate::index::Index;
use crate::model::{PartialDate, Project, Round, SelfAssessment};
use crate::place::At;
use crate::range::Range;
use crate::rulebook::{Bases, Bound, Has, Id, Rulebook, Rulebooks, Stage, Unit};

mod ics;

/// The dates that bind a project, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Deadlines {
    /// The project, by its id.
    pub project: String,
    /// The day for which it is told how it stands with them.
    pub as_of: Date,
    /// The dates, the earliest first; those that are not known come last.
    pub dates: Vec<Deadline>,
}

/// A date that binds a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// What is due or happens, by the id that its rulebook gives it.
    pub id: String,
    /// The rulebook.
    pub book: Id,
    /// The call that it concerns, by the id of its rulebook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// The round of self-assessment, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
    /// What in the document it concerns.
    pub place: Place,
    /// The first day that the date may be: the day itself, where it is known to the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day that the date may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The day on which it was done, as the document states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<PartialDate>,
    /// How it stands with it.
    pub state: DeadlineState,
    /// What would have to be known for the date to be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Asked>,
    /// The values that the date was reckoned from, and where they come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
    /// How the date was reckoned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// On what it rests.
    pub basis: Bases,
}

/// How it stands with a date.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineState {
    /// The day is not past.
    Coming,
    /// What was due was done in time.
    Met,
    /// What was due was done after the day.
    Late,
    /// What was due was done; whether in time cannot be told from coarse dates.
    Done,
    /// The day is past; the document does not say that what was due was done.
    Past,
    /// The date is not known.
    Unknown,
}

impl DeadlineState {
    /// The word in data.
    pub fn key(self) -> &'static str {
        match self {
            DeadlineState::Coming => "coming",
            DeadlineState::Met => "met",
            DeadlineState::Late => "late",
            DeadlineState::Done => "done",
            DeadlineState::Past => "past",
            DeadlineState::Unknown => "unknown",
        }
    }
}

/// Every date that the rulebooks of a project's calls, and the project itself, bind it to.
///
/// ```
/// use selvitys::{deadlines, DeadlineState, Project, Rulebooks};
/// let project = Project::from_json(r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"},
///     "grants": [{"id": "tsk", "call": "tsk-2020", "status": "granted",
///                 "period": {"start": "2020-08-01", "end": "2022-10-31"}}]}"#)?;
/// let dates = deadlines(&project, Rulebooks::builtin(), jiff::civil::date(2023, 1, 2));
/// let account = dates.dates.iter().find(|date| date.id == "final-account").unwrap();
/// // Six months end on Sunday 30 April 2023, the eve of May Day.
/// assert_eq!(account.until, Some(jiff::civil::date(2023, 5, 2)));
/// assert_eq!(account.state, DeadlineState::Coming);
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub fn deadlines(project: &Project, books: &Rulebooks, as_of: Date) -> Deadlines {
    let all = [Index::new(project)];
    let texts = Texts::new(placeholders(books));
    let mut dates = Vec::new();
    for book in books.books() {
        let [index] = &all;
        let ctx = Context {
            index,
            all: &all,
            books,
            book: &book.file.id,
            as_of,
            stage: Stage::Final,
            texts: &texts,
        };
        let scope = Scope::new(book, &ctx);
        for (id, bound) in &book.file.deadlines {
            let subjects = scope.subjects(bound.over, &ctx).unwrap_or_default();
            of_bound(id, bound, book, subjects, &ctx, &mut dates);
        }
    }
    let last = |date: &Deadline| date.until.unwrap_or(Date::MAX);
    dates.sort_by(|one, other| {
        let key = |date: &Deadline| (last(date), date.from, date.id.clone(), date.place.clone());
        key(one).cmp(&key(other))
    });
    Deadlines {
        project: project.id.clone(),
        as_of,
        dates,
    }
}

fn of_bound(
    id: &str,
    bound: &Bound,
    book: &Rulebook,
    subjects: &[Subject<'_>],
    ctx: &Context<'_>,
    dates: &mut Vec<Deadline>,
) {
    for one in subjects {
        let has = |has: &Has| subject::has(*has, one, ctx);
        if !bound.applies.has.iter().all(has) {
            continue;
        }
        match (&bound.due, &bound.rounds) {
            (Some(due), _) => dates.extend(of_subject(id, bound, due, book, one, ctx)),
            (None, Some(rounds)) => of_rounds(id, bound, rounds, book, one, ctx, dates),
            (None, None) => {}
        }
    }
}

fn of_subject(
    id: &str,
    bound: &Bound,
    due: &Quantity,
    book: &Rulebook,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
) -> Option<Deadline> {
    let reading = due.read(Unit::Date, subject, ctx).ok()?;
    let done = bound.done.as_ref();
    let done = done.and_then(|done| done.read(Unit::Date, subject, ctx).ok());
    let at = match subject.thing {
        Thing::Project | Thing::Grant(_) => reading.at.unwrap_or(subject.thing.at()),
        thing => thing.at(),
    };
    let values = due.params().filter_map(|name| ctx.param(name, subject));
    let basis = values.fold(bound.basis.clone(), |known, (_, value)| {
        known.with(&value.basis)
    });
    let range = reading.date();
    let known = !range.is_unknown();
    // Only what binds a grant or the project is worth a line without a day.
    if !known && !matches!(subject.thing, Thing::Project | Thing::Grant(_)) {
        return None;
    }
    let mut how = Reckoning::default();
    how.read(&reading, subject, ctx);
    let told = Told {
        all: ctx.all,
        document: 0,
        together: false,
    };
    let (operands, steps) = told.reckoning(how);
    Some(Deadline {
        from: range.low,
        until: range.high,
        state: state(range, done.as_ref().map(Reading::date), ctx.as_of),
        done: done.and_then(|done| done.stated),
        missing: reading.missing.filter(|_| !known),
        operands,
        steps,
        basis,
        ..named(id, book, subject, at, ctx)
    })
}

fn of_rounds(
    id: &str,
    bound: &Bound,
    rounds: &str,
    book: &Rulebook,
    subject: &Subject<'_>,
    ctx: &Context<'_>,
    dates: &mut Vec<Deadline>,
) {
    let Some((_, value)) = ctx.param(rounds, subject) else {
        return;
    };
    let given = &ctx.index.project.self_assessments;
    for round in &value.rounds {
        let position = given.iter().position(|one| one.round == round.round);
        // A round whose headings stand empty is not given.
        let says = |one: &&SelfAssessment| {
            one.entries.is_empty() || one.entries.iter().any(|entry| entry.text.is_some())
        };
        let found = position.and_then(|number| given.get(number)).filter(says);
        let done = found.and_then(|one| one.given);
        let range = Range::exact(round.due);
        let state = match (found.is_some(), done) {
            (true, None) => DeadlineState::Done,
            (_, done) => state(range, done.map(|day| Range::of(Some(day))), ctx.as_of),
        };
        let at = position.map_or(At::Field("self_assessments"), At::Round);
        dates.push(Deadline {
            round: Some(round.round),
            from: Some(round.due),
            until: Some(round.due),
            done,
            state,
            basis: bound.basis.with(&value.basis),
            ..named(id, book, subject, at, ctx)
        });
    }
}

/// A date with its name, and nothing else told of it yet.
fn named(id: &str, book: &Rulebook, subject: &Subject<'_>, at: At, ctx: &Context<'_>) -> Deadline {
    Deadline {
        id: id.to_owned(),
        book: book.file.id.clone(),
        call: ctx.grant(subject).map(|grant| grant.call.clone()),
        round: None,
        place: at.place(ctx.index),
        from: None,
        until: None,
        done: None,
        state: DeadlineState::Unknown,
        missing: None,
        operands: Vec::new(),
        steps: Vec::new(),
        basis: Bases::default(),
    }
}

/// How it stands with something that is due, on a day.
pub(crate) fn state(due: Range<Date>, done: Option<Range<Date>>, as_of: Date) -> DeadlineState {
    if due.is_unknown() {
        return DeadlineState::Unknown;
    }
    match done.filter(|done| !done.is_unknown()) {
        Some(done) => match done.at_most(due) {
            Truth::Yes => DeadlineState::Met,
            Truth::No => DeadlineState::Late,
            Truth::Unknown => DeadlineState::Done,
        },
        None if due.high.is_none_or(|last| as_of <= last) => DeadlineState::Coming,
        None => DeadlineState::Past,
    }
}
