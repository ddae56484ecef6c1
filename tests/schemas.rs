//! The committed schemas are those of the types, and the examples are valid against them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use selvitys_tests::{CASES, generated, text};

#[test]
fn committed_schemas_are_those_of_the_types() {
    for (name, schema) in selvitys::schemas() {
        // Those who read schemas write other languages.
        assert!(!schema.contains("```"), "{name} shows code");
        generated(&format!("schemas/{name}.schema.json"), &schema);
    }
}

fn validator(name: &str) -> jsonschema::Validator {
    let schemas = selvitys::schemas();
    let (_, schema) = schemas.iter().find(|(known, _)| *known == name).unwrap();
    jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap()
}

#[test]
fn every_example_is_valid_for_an_independent_validator() {
    let validator = validator("project");
    for case in CASES {
        let document = serde_json::from_str(&text(case.name)).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", case.name);
    }
}

#[test]
fn the_schema_refuses_what_the_model_refuses() {
    let validator = validator("project");
    for wrong in [
        r#"{"format": "1", "id": "x"}"#,
        r#"{"format": "2", "id": "x", "name": {"fi": "y"}}"#,
        r#"{"format": "1", "id": "x", "name": {}}"#,
        r#"{"format": "1", "id": "x", "name": {"fi": "y"}, "unknown": 1}"#,
        r#"{"format": "1", "id": "x", "name": {"fi": "y"}, "created": "1.1.2020"}"#,
        r#"{"format": "1", "id": "x", "name": {"fi": "y"}, "grants": [{"id": "g", "call": "c", "status": "applied", "applied": 12.5}]}"#,
    ] {
        assert!(
            !validator.is_valid(&serde_json::from_str(wrong).unwrap()),
            "{wrong}"
        );
        assert!(selvitys::Project::from_json(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn assessments_and_reports_are_valid_against_their_schemas() {
    let (assessments, reports) = (validator("assessment"), validator("report"));
    for case in CASES {
        let assessment = case.assess();
        let json = serde_json::to_value(&assessment).unwrap();
        let errors: Vec<String> = assessments
            .iter_errors(&json)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .take(3)
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", case.name);
        for kind in selvitys::Kind::ALL {
            let report = selvitys::Report::new(
                kind,
                &case.project(),
                &assessment,
                selvitys::Rulebooks::builtin(),
            );
            let json = serde_json::to_value(&report).unwrap();
            assert!(reports.is_valid(&json), "{} {}", case.name, kind.key());
        }
    }
}

#[test]
fn what_would_be_is_valid_against_its_schema() {
    let validator = validator("what-if");
    let asked = [
        ("/schedule/period/end=2030-12-31", "/schedule/period/end"),
        ("/name/sv=Projekt", "/created"),
    ];
    for case in CASES {
        for (change, pointer) in asked {
            let edits = [selvitys::Edit::parse(change).unwrap()];
            let solve = [pointer.to_owned()];
            let day = case.as_of.parse().unwrap();
            let books = selvitys::Rulebooks::builtin();
            let then = selvitys::what_if(&case.project(), &edits, &solve, books, day, case.stage);
            let json = serde_json::to_value(then.unwrap()).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&json)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .take(3)
                .collect();
            assert!(errors.is_empty(), "{} {change}: {errors:#?}", case.name);
        }
    }
}

#[test]
fn rulebooks_are_valid_against_the_schemas_that_editors_use() {
    let (rules, books) = (validator("rule"), validator("rulebook"));
    let (mut seen, mut headings) = (0, 0);
    let valid = |path: &std::path::Path, schema: &jsonschema::Validator| {
        let text = std::fs::read_to_string(path).unwrap();
        let file: serde_json::Value = toml::from_str(&text).unwrap();
        let errors: Vec<String> = schema
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    };
    let root = selvitys_tests::root().join("crates/selvitys/rulebooks");
    for folder in std::fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        valid(&folder.join("rulebook.toml"), &books);
        headings += 1;
        let Ok(files) = std::fs::read_dir(folder.join("rules")) else {
            continue;
        };
        for file in files {
            valid(&file.unwrap().path(), &rules);
            seen += 1;
        }
    }
    let builtin = selvitys::Rulebooks::builtin();
    assert_eq!(seen, builtin.rules().len());
    assert_eq!(headings, builtin.books().count());
    // And a heading that is no rulebook's is refused, as loading refuses it.
    let wrong = serde_json::json!({ "id": "x", "version": "1", "title": { "fi": "y" } });
    assert!(!books.is_valid(&wrong));
}
