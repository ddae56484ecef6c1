//! Free text in up to three languages, and links.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Deserialize as DeriveDeserialize, Serialize};

/// A language that a text or a report is in.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    DeriveDeserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Lang {
    /// All three, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::Fi, Lang::Sv, Lang::En];

    /// The BCP 47 tag: `fi`, `sv` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Fi => "fi",
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }
}

/// A free text of the document, in at least one of the three languages.
///
/// ```
/// use selvitys::{Lang, Text};
/// let text: Text = serde_json::from_str(r#"{"fi": "Hoitotakuu", "sv": "Vårdgarantin"}"#)?;
/// assert_eq!(text.get(Lang::Sv), ("Vårdgarantin", Lang::Sv));
/// // What is not there in the wanted language comes in the one that is, and says so.
/// assert_eq!(text.get(Lang::En), ("Hoitotakuu", Lang::Fi));
/// assert!(serde_json::from_str::<Text>("{}").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Text {
    /// In Finnish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fi: Option<String>,
    /// In Swedish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sv: Option<String>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// A text in Finnish alone.
    pub fn fi(text: impl Into<String>) -> Self {
        Text {
            fi: Some(text.into()),
            ..Text::default()
        }
    }

    /// The text in the wanted language, else in the first language that it has; and which.
    pub fn get(&self, lang: Lang) -> (&str, Lang) {
        let of = |lang| match lang {
            Lang::Fi => self.fi.as_deref(),
            Lang::Sv => self.sv.as_deref(),
            Lang::En => self.en.as_deref(),
        };
        std::iter::once(lang)
            .chain(Lang::ALL)
            .find_map(|lang| of(lang).map(|text| (text, lang)))
            .unwrap_or(("", lang))
    }

    /// The text in each language that it has.
    pub fn each(&self) -> impl Iterator<Item = (Lang, &str)> {
        let all = [
            (Lang::Fi, &self.fi),
            (Lang::Sv, &self.sv),
            (Lang::En, &self.en),
        ];
        all.into_iter()
            .filter_map(|(lang, text)| text.as_deref().map(|text| (lang, text)))
    }

    /// Whether no language has a visible character.
    pub fn is_blank(&self) -> bool {
        self.each().all(|(_, text)| text.trim().is_empty())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(DeriveDeserialize)]
        #[serde(deny_unknown_fields)]
        struct Fields {
            fi: Option<String>,
            sv: Option<String>,
            en: Option<String>,
        }
        let Fields { fi, sv, en } = Fields::deserialize(from)?;
        if fi.is_none() && sv.is_none() && en.is_none() {
            return Err(D::Error::custom(
                "a text needs at least one of `fi`, `sv` and `en`",
            ));
        }
        Ok(Text { fi, sv, en })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A free text in at least one of Finnish, Swedish and English.",
            "type": "object",
            "properties": {
                "fi": { "description": "In Finnish.", "type": "string" },
                "sv": { "description": "In Swedish.", "type": "string" },
                "en": { "description": "In English.", "type": "string" }
            },
            "additionalProperties": false,
            "minProperties": 1
        })
    }
}

/// A page elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveDeserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What the page is about.
    pub title: Text,
    /// Its address; absent when the source names the page without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The programme or shared part of the strategy that the page belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}
