//! `selvitys new-rule`: the file that a rule is begun with.

use std::io::Write;
use std::path::Path;

use selvitys::{Lang, Over, Rule, RulebookFiles, Skeleton, closed_words, phrase};

use crate::arguments::NewRule;
use crate::failure::Failure;
use crate::output::Staged;

pub(crate) fn run(new: &NewRule, lang: Lang, out: &mut dyn Write) -> Result<u8, Failure> {
    let NewRule { id, book, kind, .. } = new;
    let shown = book.display().to_string();
    let cannot = |error| Failure::File(book.clone(), error);
    // A folder that cannot be looked into is not told to hold no rulebook.
    std::fs::read_dir(book).map_err(cannot)?;
    if !book.join("rulebook.toml").is_file() {
        return Err(Failure::NewRule("no_rulebook", vec![("path", shown)]));
    }
    if !Rule::is_id(id) {
        return Err(Failure::NewRule("not_an_id", vec![("id", id.clone())]));
    }
    // By their files: a rule that does not load yet has taken its id too.
    let files = RulebookFiles::read(&[book.as_path()])?;
    if let Some((taken, _)) = files.rules().find(|(_, known)| known == id) {
        let values = vec![("id", id.clone()), ("book", taken.to_owned())];
        return Err(Failure::NewRule("taken", values));
    }
    let schema = schema_of_rules(book).map_err(cannot)?;
    let skeleton = Skeleton {
        id,
        kind,
        over: new.over,
        severity: new.severity,
        schema: schema.as_deref(),
    };
    if let (Some(over), Some(known)) = (new.over, skeleton.only_over())
        && !known.contains(&over)
    {
        let known: Vec<&str> = known.into_iter().map(word).collect();
        let values = vec![
            ("kind", kind.clone()),
            ("over", word(over).to_owned()),
            ("known", known.join(", ")),
        ];
        return Err(Failure::NewRule("over_not_of_kind", values));
    }
    let text = skeleton.toml().unwrap_or_default();
    let rules = book.join("rules");
    let path = rules.join(format!("{id}.toml"));
    let staged = Staged::new(&rules)?;
    staged.add(&path, text.as_bytes())?;
    staged.keep_new()?;
    let path = path.display().to_string();
    let values = [("path", path.as_str()), ("book", &shown)];
    writeln!(out, "{}", phrase("new_rule", "written", lang, &values))?;
    Ok(crate::CLEAN)
}

/// The word of data for what a rule ranges over.
fn word(over: Over) -> &'static str {
    let words = closed_words::<Over>().into_iter();
    let mut words = words.filter_map(|(word, one)| (one == over).then_some(word));
    words.next().unwrap_or_default()
}

/// Where the schema of rules lies, seen from the rules of a rulebook: in `schemas` of a folder above.
fn schema_of_rules(book: &Path) -> std::io::Result<Option<String>> {
    const SCHEMA: &str = "schemas/rule.schema.json";
    let book = book.canonicalize()?;
    let found = book
        .ancestors()
        .position(|above| above.join(SCHEMA).is_file());
    // One step up from `rules` to the rulebook, and one more for each folder above it.
    Ok(found.map(|steps| format!("{}{SCHEMA}", "../".repeat(steps + 1))))
}
