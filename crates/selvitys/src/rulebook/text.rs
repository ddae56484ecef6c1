//! Texts of rules: three languages, with the names of values in braces.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Lang, Text};

/// A text in all three languages. A rulebook that lacks one does not load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Text in three languages")]
pub struct Localized {
    /// In Finnish.
    pub fi: String,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

impl Localized {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fi => &self.fi,
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }

    /// The text with `{name}` replaced by what `value` gives; names that it does not know stay.
    pub fn fill(&self, lang: Lang, mut value: impl FnMut(&str) -> Option<String>) -> String {
        let mut rest = self.get(lang);
        let mut filled = String::with_capacity(rest.len() + 32);
        while let Some((before, name, after)) = next_placeholder(rest) {
            filled.push_str(before);
            match value(name) {
                Some(text) => filled.push_str(&text),
                None => {
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The names in braces, in one language.
    pub fn placeholders(&self, lang: Lang) -> Vec<&str> {
        let mut names = Vec::new();
        let mut rest = self.get(lang);
        while let Some((_, name, after)) = next_placeholder(rest) {
            names.push(name);
            rest = after;
        }
        names
    }

    /// As a text of a document.
    pub fn to_text(&self) -> Text {
        Text {
            fi: Some(self.fi.clone()),
            sv: Some(self.sv.clone()),
            en: Some(self.en.clone()),
        }
    }
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_their_names_stood() {
        let text = Localized {
            fi: "Enintään: {limit}. On: {actual}.".into(),
            sv: "Högst: {limit}.".into(),
            en: "{unknown} {".into(),
        };
        let fill = |lang| text.fill(lang, |name| (name == "limit").then(|| "80 %".to_owned()));
        assert_eq!(fill(Lang::Fi), "Enintään: 80 %. On: {actual}.");
        assert_eq!(fill(Lang::Sv), "Högst: 80 %.");
        assert_eq!(fill(Lang::En), "{unknown} {");
        assert_eq!(text.placeholders(Lang::Fi), ["limit", "actual"]);
    }
}
