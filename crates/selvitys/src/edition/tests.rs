use serde_json::{Value as Json, json};

use super::*;

/// A document with secrets, each a word that is nowhere else, and the parts that are marked.
fn project(confidential: &[&str]) -> Project {
    let text = |words: &str| json!({"fi": words, "sv": words});
    let line = |id: &str, title: &str| {
        json!({"id": id, "title": text(title),
        "realised": {"total": "100.00", "own": "4321.00"}})
    };
    let parts = confidential
        .iter()
        .map(|at| json!({"at": at, "reason": text("Liikesalaisuus")}));
    let document = json!({
        "format": "1", "id": "savo", "name": text("Hanke"), "summary": text("Tiivistelmä"),
        "illustrative": text("Havainnollistava"),
        "organisations": [
            {"id": "a", "name": text("Kaupunki")}, {"id": "b", "name": text("Yritys")},
            {"id": "c", "name": text("Kunta")}
        ],
        "contacts": [
            {"role": text("Johtaja"), "organisation": "a", "person": "Henkilö", "email": "x@example.org",
             "phone": "112"},
            {"role": text("Sihteeri"), "person": "Sijainen"}
        ],
        "grants": [{"id": "g", "call": "tsk-2020", "status": "granted",
            "payments": [{"amount": "1.00"}, {"amount": "2.00"}],
            "final_account": {"results": text("Tulokset")}}],
        "budgets": [{"id": "bud", "grant": "g", "version": "applied", "lines": [
            {"id": "l0", "title": text("Kaikki"), "children": [
                line("l1", "Yksi"), line("l2", "Kaksi"), line("l3", "Kolme"), line("l4", "Neljä")
            ]}
        ]}],
        "packages": [{"id": "p", "kind": "work-package", "title": text("Paketti"), "lines": ["l2"],
            "leads": [{"organisation": "b", "tentative": true}]}],
        "contents": {"liite": {"text": text("Sisältö")}, "summa": {"money": "7.00"}},
        "risks": [{"title": text("Ensimmäinen")}, {"title": text("Toinen riski")}],
        "confidential": parts.collect::<Vec<Json>>()
    });
    Project::from_json(&document.to_string()).unwrap()
}

fn public(confidential: &[&str]) -> PublicEdition {
    project(confidential).public().unwrap()
}

fn error(confidential: &[&str]) -> String {
    project(confidential).public().unwrap_err().to_string()
}

fn pointers(edition: &PublicEdition) -> Vec<(&str, &str)> {
    let marked = edition.left_out.iter().filter(|one| one.reason.is_some());
    marked
        .map(|one| (one.whole.as_str(), one.public.as_str()))
        .collect()
}

#[test]
fn persons_are_left_out_without_being_marked() {
    let edition = public(&[]);
    let text = edition.project.to_json();
    let whole = project(&[]).to_json();
    for secret in ["Henkilö", "Sijainen", "x@example.org", "112"] {
        assert!(whole.contains(secret), "{secret}");
        assert!(!text.contains(secret), "{secret}");
    }
    assert_eq!(edition.project.contacts.len(), 2);
    assert_eq!(
        edition.project.contacts[0].organisation.as_deref(),
        Some("a")
    );
    let whole: Vec<&str> = edition
        .left_out
        .iter()
        .map(|one| one.whole.as_str())
        .collect();
    assert_eq!(
        whole,
        [
            "/contacts/0/email",
            "/contacts/0/person",
            "/contacts/0/phone",
            "/contacts/1/person"
        ]
    );
    assert_eq!(edition.project.illustrative, project(&[]).illustrative);
}

#[test]
fn nothing_of_what_is_marked_remains() {
    let edition = public(&[
        "/summary",
        "/budgets/0/lines/0/children/0/realised/own",
        "/grants/0/final_account/results",
        "/contents/summa",
        "/contents/liite/text",
        "/risks/1",
    ]);
    let text = edition.project.to_json();
    let secrets = [
        "Tiivistelmä",
        "Tulokset",
        "7.00",
        "Sisältö",
        "Toinen riski",
        "Liikesalaisuus",
        "confidential",
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} in {text}");
        assert!(project(&[]).to_json().contains(secret) || secret.starts_with(['L', 'c']));
    }
    assert_eq!(
        text.matches("4321.00").count(),
        3,
        "the other lines keep theirs"
    );
    // What was published reads back, and has nothing left to leave out.
    let again = Project::from_json(&text).unwrap().public().unwrap();
    assert_eq!((again.project, again.left_out.len()), (edition.project, 0));
}

#[test]
fn several_items_of_a_list_are_left_out_and_no_other() {
    let edition = public(&[
        "/budgets/0/lines/0/children/2",
        "/budgets/0/lines/0/children/0",
        "/budgets/0/lines/0/children/3/realised/own",
        "/risks/0",
        "/grants/0/payments/1",
    ]);
    let lines = &edition.project.budgets[0].lines[0].children;
    let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["l2", "l4"]);
    assert!(lines[0].realised.as_ref().unwrap().own.is_some());
    assert!(lines[1].realised.as_ref().unwrap().own.is_none());
    assert_eq!(
        edition.project.risks[0].title.fi.as_deref(),
        Some("Toinen riski")
    );
    assert_eq!(
        pointers(&edition),
        [
            (
                "/budgets/0/lines/0/children/0",
                "/budgets/0/lines/0/children"
            ),
            (
                "/budgets/0/lines/0/children/2",
                "/budgets/0/lines/0/children"
            ),
            // The fourth line is the second one of the public edition.
            (
                "/budgets/0/lines/0/children/3/realised/own",
                "/budgets/0/lines/0/children/1/realised/own"
            ),
            ("/grants/0/payments/1", "/grants/0/payments"),
            ("/risks/0", "/risks"),
        ]
    );
}

#[test]
fn places_beyond_nine_stand_in_the_order_of_numbers() {
    let mut project = project(&["/risks/10", "/risks/2", "/risks/9"]);
    let risk = |number: usize| crate::Risk {
        title: Text::fi(format!("riski {number}")),
        precaution: None,
    };
    project.risks = (0..12).map(risk).collect();
    let risks = project.public().unwrap().project.risks;
    let titles: Vec<&str> = risks.iter().map(|one| one.title.get(Lang::Fi).0).collect();
    let kept = [0, 1, 3, 4, 5, 6, 7, 8, 11].map(|number| format!("riski {number}"));
    assert_eq!(titles, kept);
}

#[test]
fn what_stands_within_another_part_goes_with_it() {
    let edition = public(&[
        "/contacts/0/person",
        "/risks/0/title",
        "/risks/0",
        "/risks/0",
        "/contacts/1",
    ]);
    assert_eq!(
        pointers(&edition),
        [
            ("/contacts/0/person", "/contacts/0/person"),
            ("/contacts/1", "/contacts"),
            ("/risks/0", "/risks"),
        ]
    );
    assert_eq!(edition.project.contacts.len(), 1);
}

#[test]
fn a_mark_stands_for_a_text_that_must_be_there() {
    let edition = public(&["/risks/0/title", "/name/fi"]);
    let title = &edition.project.risks[0].title;
    assert_eq!(
        title.get(Lang::Sv).0,
        "[Utelämnad ur den offentliga versionen]"
    );
    assert_eq!(
        &edition.project.name, title,
        "all languages of the name are left out"
    );
    assert_eq!(
        pointers(&edition),
        [("/name", "/name"), ("/risks/0/title", "/risks/0/title")]
    );
}

#[test]
fn a_place_tells_whether_something_was_left_out_there() {
    let edition = public(&[
        "/grants/0/final_account",
        "/risks/0",
        "/budgets/0/lines/0/children/0",
    ]);
    let whole = |pointer: &str| Some(edition.left_out_at(pointer)?.whole.as_str());
    for pointer in ["/grants/0/final_account", "/grants/0/final_account/results"] {
        assert_eq!(whole(pointer), Some("/grants/0/final_account"));
    }
    assert_eq!(whole("/grants/0/final_account_due"), None);
    assert_eq!(whole("/grants/0"), None);
    // Of a list an item is gone; the others are whole.
    assert_eq!(whole("/risks"), Some("/risks/0"));
    assert_eq!(whole("/risks/0"), None);
}

#[test]
fn a_pointer_that_leads_nowhere_is_an_error() {
    for at in [
        "/risks/2",
        "/summry",
        "risks/0",
        "/risks/-",
        "/risks/00",
        "/summary/en",
    ] {
        assert_eq!(
            error(&["/risks/0", at]),
            format!(
                "/confidential/1/at: the document has nothing at `{at}`, so it is not known what \
                 to leave out of a public edition: write where the part stands, such as \
                 `/results/0/text`"
            )
        );
    }
}

#[test]
fn what_the_rest_needs_is_left_out_with_what_it_belongs_to() {
    for (at, holder) in [
        ("/grants/0/payments/0/amount", "/grants/0/payments/0"),
        ("/contents/summa/money", "/contents/summa"),
        ("/packages/0/leads/0/tentative", "/packages/0/leads/0"),
        ("/organisations/1/id", "/organisations/1"),
    ] {
        assert_eq!(
            error(&[at]),
            format!(
                "/confidential/0/at: `{at}` cannot be left out of a public edition alone: name \
                 what it belongs to, `{holder}`"
            )
        );
    }
    for at in ["", "/id", "/format", "/illustrative"] {
        assert_eq!(
            error(&[at]),
            format!(
                "/confidential/0/at: `{at}` cannot be left out of a public edition: no document \
                 can be without it"
            )
        );
    }
}

#[test]
fn what_is_still_named_by_its_id_is_an_error() {
    for (at, by, id) in [
        ("/organisations/1", "/packages/0/leads/0/organisation", "b"),
        ("/budgets/0/lines/0/children/1", "/packages/0/lines/0", "l2"),
        // Within what is left out.
        ("/budgets/0/lines/0", "/packages/0/lines/0", "l2"),
        ("/grants/0", "/budgets/0/grant", "g"),
    ] {
        assert_eq!(
            error(&[at]),
            format!(
                "/confidential/0/at: what stands at `{at}` is left out of a public edition, but \
                 `{by}` still names it as `{id}`: list that place among the confidential parts \
                 too, or name something else there"
            )
        );
    }
    let edition = public(&["/organisations/1", "/packages/0/leads/0"]);
    assert!(!edition.project.to_json().contains("\"b\""));
    // Another line of the same id is no secret.
    assert!(project(&["/organisations/2"]).public().is_ok());
}

#[test]
fn each_error_is_told_in_three_languages() {
    for at in [
        "/risks/99",
        "/grants/0/payments/0/amount",
        "/id",
        "/grants/0",
    ] {
        let Err(error) = project(&[at]).public() else {
            panic!("{at} can be left out");
        };
        let told = Lang::ALL.map(|lang| error.message(lang));
        for text in &told {
            assert!(text.starts_with("/confidential/0/at: "), "{text}");
            assert!(text.contains(&format!("`{at}`")), "{text}");
            assert!(!text.contains(['{', '}']), "{text}");
        }
        assert_eq!(error.to_string(), error.message(Lang::En));
        let [one, two, three] = told;
        assert!(one != two && two != three && one != three, "{one}");
    }
}
