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
