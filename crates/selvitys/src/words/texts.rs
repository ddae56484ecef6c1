//! `texts.toml`: the words of reports, three languages side by side.

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

#[expect(clippy::expect_used, reason = "a test reads the file: it is sound")]
static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    toml::from_str(include_str!("../../texts.toml")).expect("texts.toml is sound")
});

impl Texts {
    pub(crate) fn get() -> &'static Texts {
        &TEXTS
    }

    /// A text; nothing when the key is not there.
    pub(crate) fn find(&self, section: &str, key: &str) -> Option<&Localized> {
        self.sections.get(section)?.get(key)
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
    use std::path::{Path, PathBuf};

    use serde::Serialize;

    use super::*;
    use crate::check::Check;
    use crate::finding::{Answer, Asked, Side, Verdict};
    use crate::model::{Figure, GrantStatus, Season, Status, Version};
    use crate::rulebook::{Rank, Severity, Stage};

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
        for status in [Status::Applied, Status::Granted, Status::Realised] {
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
        for kind in Check::KINDS {
            word_of("kind_met", kind);
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
            for field in literal.split('/') {
                assert!(Texts::get().find("field", field).is_some(), "field.{field}");
            }
        }
    }
}
