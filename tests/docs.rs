//! The generated documentation is that of the rulebooks: a page a rule and their index.

use std::collections::BTreeSet;

use selvitys::{
    Lang, Presenter, Rulebooks, document_reference, rule_index, rule_page, rulebook_reference,
};
use selvitys_tests::{generated, root};

const FOLDER: &str = "docs/rules";

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let books = Rulebooks::builtin();
    let mut pages = BTreeSet::from(["README.md".to_owned()]);
    generated(&format!("{FOLDER}/README.md"), &rule_index(books));
    for (_, rule) in books.rules() {
        let page = rule_page(books, &rule.id, &Lang::ALL).unwrap();
        generated(&format!("{FOLDER}/{}.md", rule.id), &page);
        pages.insert(format!("{}.md", rule.id));
    }
    let folder = root().join(FOLDER);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if pages.contains(&name) {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::remove_file(folder.join(&name)).unwrap();
        } else {
            panic!("{FOLDER}/{name} is of no rule: `make generated` removes it");
        }
    }
}

#[test]
fn the_references_of_the_formats_are_those_of_the_types() {
    generated("docs/document-reference.md", &document_reference());
    let page = rulebook_reference(Rulebooks::builtin());
    generated("docs/rulebook-reference.md", &page);
}

#[test]
fn explanations_are_valid_against_their_schema() {
    let schemas = selvitys::schemas();
    let (_, schema) = schemas
        .iter()
        .find(|(name, _)| *name == "explanation")
        .unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let books = Rulebooks::builtin();
    let says = Presenter::new(books, Lang::Sv);
    for (_, rule) in books.rules() {
        let json = says.explain(&rule.id).unwrap().to_json();
        let json = serde_json::from_str(&json).unwrap();
        assert!(schema.is_valid(&json), "{}", rule.id);
    }
}
