//! The words of reports (`texts.toml`), of explanations, of comparisons and for those who write
//! rulebooks (`texts/`), three languages side by side.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Lang;
use crate::rulebook::Localized;

type Table = BTreeMap<String, Localized>;

/// Words by section and key.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Texts {
    sections: BTreeMap<String, Table>,
}

/// The files of words; a section stands in one of them.
const FILES: &[&str] = &[
    include_str!("../../texts.toml"),
    include_str!("../../texts/compare.toml"),
    include_str!("../../texts/explain.toml"),
    include_str!("../../texts/authors.toml"),
    include_str!("../../texts/what-if.toml"),
    include_str!("../../texts/repair.toml"),
    include_str!("../../texts/reckoning.toml"),
    include_str!("../../texts/reports.toml"),
    include_str!("../../texts/pictures.toml"),
    include_str!("../../texts/spreadsheet.toml"),
    include_str!("../../texts/plan.toml"),
    include_str!("../../texts/account.toml"),
];

#[expect(clippy::expect_used, reason = "a test reads the files: they are sound")]
static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    let mut sections = BTreeMap::new();
    for file in FILES {
        let texts: Texts = toml::from_str(file).expect("the words are sound");
        sections.extend(texts.sections);
    }
    Texts { sections }
});

impl Texts {
    pub(crate) fn get() -> &'static Texts {
        &TEXTS
    }

    /// A text; nothing when the key is not there.
    pub(crate) fn find(&self, section: &str, key: &str) -> Option<&Localized> {
        self.sections.get(section)?.get(key)
    }

    /// The keys of a section.
    #[cfg(test)]
    pub(crate) fn section(&self, section: &str) -> impl Iterator<Item = &str> {
        let table = self.sections.get(section);
        table.into_iter().flatten().map(|(key, _)| key.as_str())
    }

    /// A word, or its key where it has none: keys are English.
    pub(crate) fn word(&self, section: &str, key: &str, lang: Lang) -> String {
        let key = key.replace('-', "_");
        self.find(section, &key)
            .map_or(key, |text| text.get(lang).to_owned())
    }

    /// A text with its values filled in.
    pub(crate) fn fill(
        &self,
        section: &str,
        key: &str,
        lang: Lang,
        values: &[(&str, &str)],
    ) -> String {
        let known = |name: &str| {
            let found = values.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        self.find(section, key)
            .map_or_else(|| key.to_owned(), |text| text.fill(lang, known))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use schemars::JsonSchema;
    use serde::Serialize;

    use super::*;
    use crate::check::{Check, DateOf, Identifier, SetOf, Sum, Whose};
    use crate::finding::{Answer, Asked, Side, Verdict};
    use crate::model::{
        BodyKind, Countable, Direction, Figure, GrantStatus, How, ImpactKind, OrganisationKind,
        PackageKind, Role, Season, Status, Version,
    };
    use crate::rulebook::{By, Has, Over, Rank, Severity, Stage};

    #[test]
    fn every_text_stands_in_three_languages_with_the_same_values() {
        for (section, table) in &Texts::get().sections {
            for (key, text) in table {
                let of = |lang| {
                    let mut names = text.placeholders(lang);
                    names.sort_unstable();
                    names
                };
                for lang in Lang::ALL {
                    assert!(!text.get(lang).trim().is_empty(), "{section}.{key}");
                    assert_eq!(of(lang), of(Lang::Fi), "{section}.{key}");
                }
            }
        }
    }

    fn word_of(section: &str, value: impl Serialize) {
        let json = serde_json::to_value(value).unwrap();
        let key = json.as_str().unwrap().replace('-', "_");
        assert!(
            Texts::get().find(section, &key).is_some(),
            "{section}.{key}"
        );
    }

    #[test]
    fn every_closed_set_has_its_words() {
        let schema = schemars::schema_for!(Asked).to_value();
        let all = schema["oneOf"].as_array().unwrap();
        assert!(all.len() > 30);
        for asked in all {
            word_of("asked", &asked["const"]);
        }
        for one in Verdict::ALL {
            word_of("verdict", one);
        }
        for one in Stage::ALL {
            word_of("stage", one);
        }
        for answer in [
            Answer::NotCompliant,
            Answer::Incomplete,
            Answer::CompliantWithRemarks,
            Answer::Compliant,
        ] {
            word_of("answer", answer);
            word_of("answer_text", answer);
        }
        for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
            word_of("severity", severity);
        }
        for rank in [
            Rank::Act,
            Rank::Decree,
            Rank::Decision,
            Rank::Call,
            Rank::Guide,
        ] {
            word_of("rank", rank);
        }
        for side in [
            Side::Within,
            Side::Short,
            Side::Over,
            Side::Early,
            Side::Late,
            Side::Apart,
            Side::Lacking,
        ] {
            word_of("distance", side);
        }
        for one in Figure::ALL {
            word_of("figure", one);
        }
        for status in Status::ALL {
            word_of("status", status);
        }
        for version in [Version::Applied, Version::Decided, Version::Amended] {
            word_of("version", version);
        }
        for status in [
            GrantStatus::Possible,
            GrantStatus::Applied,
            GrantStatus::Granted,
            GrantStatus::Refused,
        ] {
            word_of("grant_status", status);
        }
        for season in [Season::Spring, Season::Autumn, Season::Baseline] {
            word_of("season", season.key());
        }
    }

    /// Every value of a closed set, as data writes it.
    fn values_of<T: JsonSchema>() -> Vec<serde_json::Value> {
        let schema = schemars::schema_for!(T).to_value();
        let all = schema["oneOf"].as_array().unwrap();
        all.iter().map(|one| one["const"].clone()).collect()
    }

    #[test]
    fn every_closed_set_of_rules_and_documents_has_its_words() {
        for (section, values) in [
            ("over", values_of::<Over>()),
            ("has", values_of::<Has>()),
            ("chosen_by", values_of::<By>()),
            ("whose", values_of::<Whose>()),
            ("date_of", values_of::<DateOf>()),
            ("sum", values_of::<Sum>()),
            ("set", values_of::<SetOf>()),
            ("identifier", values_of::<Identifier>()),
            ("countable", values_of::<Countable>()),
            ("how", values_of::<How>()),
            ("package_kind", values_of::<PackageKind>()),
            ("role", values_of::<Role>()),
            ("organisation_kind", values_of::<OrganisationKind>()),
            ("body_kind", values_of::<BodyKind>()),
            ("impact_kind", values_of::<ImpactKind>()),
            ("direction", values_of::<Direction>()),
        ] {
            assert!(!values.is_empty(), "{section}");
            let known = Texts::get().sections.get(section).unwrap();
            for value in &values {
                word_of(section, value);
            }
            assert_eq!(
                known.len(),
                values.len(),
                "[{section}] has words for nothing"
            );
        }
    }

    #[test]
    fn every_operator_has_its_sentence_and_no_sentence_is_left_over() {
        let operators = values_of::<crate::finding::Op>();
        for op in &operators {
            word_of("op", op);
        }
        // Some operators have a sentence of their own where they are used on more.
        let more = ["equals_within", "has_all_barred", "is_present_unless"];
        for more in more {
            word_of("op", more);
        }
        assert_eq!(
            Texts::get().sections["op"].len(),
            operators.len() + more.len()
        );
    }

    /// The code of each kind of check, with the kind's name.
    fn kinds() -> Vec<(&'static str, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check");
        let code = |kind: &&'static str| {
            let file = folder.join(format!("{}.rs", kind.replace('-', "_")));
            (*kind, std::fs::read_to_string(file).unwrap())
        };
        Check::KINDS.iter().map(code).collect()
    }

    #[test]
    fn every_kind_says_why_it_is_met() {
        for (kind, code) in kinds() {
            let body = code.split("fn evidence(&self)").nth(1);
            let body = body.map(|body| body.split("\n    }\n").next().unwrap());
            let own = body.is_none_or(|body| body.contains("Self::NAME"));
            if own {
                word_of("kind_met", kind);
            }
            for key in body.unwrap_or_default().split('"').skip(1).step_by(2) {
                word_of("kind_met", key);
            }
        }
    }

    #[test]
    fn every_formula_of_the_code_has_its_line_and_no_line_is_left_over() {
        let mut named = BTreeSet::new();
        for (kind, code) in kinds() {
            for body in code.split("fn formula(&self) ->").skip(1) {
                let body = body.split("\n    }\n").next().unwrap();
                let literals = body.split('"').skip(1).step_by(2);
                let keys = literals.filter(|one| Texts::get().find("formula", one).is_some());
                let keys: Vec<String> = keys.map(str::to_owned).collect();
                assert!(!keys.is_empty(), "{kind}: no formula");
                named.extend(keys);
            }
        }
        let known = &Texts::get().sections["formula"];
        assert!(known.keys().eq(&named), "{:?}", known.keys());
    }

    #[test]
    fn every_rule_is_told_in_words_alone() {
        let books = crate::rulebook::Rulebooks::builtin();
        for lang in Lang::ALL {
            let says = crate::words::Presenter::new(books, lang);
            for (_, rule) in books.rules() {
                let formula = says.formula(rule);
                assert!(!formula.contains(['{', '_']), "{}: {formula}", rule.id);
                if let Check::Declared(declared) = &rule.check {
                    word_of("statement", &declared.statement);
                }
            }
        }
    }

    fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(path);
            }
        }
    }

    /// Pairs of texts that stand next to one another as arguments: `("report", "basis"`.
    fn pairs(code: &str) -> Vec<(String, String)> {
        let literals: Vec<&str> = code.split('"').collect();
        let asks = |before: &str| {
            ["word(", "fill(", "phrase("]
                .iter()
                .any(|one| before.trim_end().ends_with(one))
        };
        let fours = literals.windows(4).step_by(2);
        let pairs = fours.filter(|four| asks(four[0]) && four[2].trim() == ",");
        pairs
            .map(|four| (four[1].to_owned(), four[3].to_owned()))
            .collect()
    }

    #[test]
    fn every_text_that_the_code_names_is_there() {
        let mut files = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../selvitys-cli/src"),
            &mut files,
        );
        let mut named = 0;
        for file in files {
            let code = std::fs::read_to_string(&file).unwrap();
            for (section, key) in pairs(&code) {
                if Texts::get().sections.contains_key(&section) && !key.is_empty() {
                    assert!(
                        Texts::get().find(&section, &key).is_some(),
                        "{}: {section}.{key}",
                        file.display()
                    );
                    named += 1;
                }
            }
        }
        assert!(
            named > 20,
            "only {named} found: does the test still see them?"
        );
    }

    #[test]
    fn every_field_that_a_path_can_show_has_its_name() {
        let code =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/place.rs"))
                .unwrap();
        let arms = code.split("fn field_of").nth(1).unwrap();
        for literal in arms.split('"').skip(1).step_by(2) {
            // What is no part of a document has no field.
            for field in literal.split('/').filter(|field| !field.is_empty()) {
                assert!(Texts::get().find("field", field).is_some(), "field.{field}");
            }
        }
    }
}
