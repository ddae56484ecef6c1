//! Whether something that a rule asks for is in the document: not empty and not a placeholder.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::key_of;
use crate::finding::{Asked, Value};
use crate::model::Text;

mod found;
mod presence;

pub(crate) use presence::Presence;
pub(super) use presence::{declaration, same_text};

/// Something that a rule asks a document for: a part of the model, or `contents.<id>` for what a
/// call defines beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentOf {
    /// A part of the model.
    Part(Asked),
    /// A content of the call, by its id.
    Call(String),
}

impl ContentOf {
    fn name(&self) -> String {
        match self {
            ContentOf::Part(asked) => key_of(asked),
            ContentOf::Call(id) => format!("contents.{id}"),
        }
    }

    /// Whether a document can leave it open whether it must be there at all.
    pub(crate) fn may_be_open(&self) -> bool {
        matches!(
            self,
            ContentOf::Part(
                Asked::PrivateServiceParticipation
                    | Asked::ExperienceAccount
                    | Asked::FundingShares
                    | Asked::CommittedParties
            )
        )
    }

    /// What findings call it.
    pub(crate) fn asked(&self) -> Asked {
        match self {
            ContentOf::Part(asked) => *asked,
            ContentOf::Call(_) => Asked::Content,
        }
    }
}

impl fmt::Display for ContentOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl Serialize for ContentOf {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.name())
    }
}

impl<'de> Deserialize<'de> for ContentOf {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        match name.strip_prefix("contents.") {
            Some(id) => Ok(ContentOf::Call(id.to_owned())),
            None => {
                let name = serde::de::value::StringDeserializer::<D::Error>::new(name);
                Asked::deserialize(name).map(ContentOf::Part)
            }
        }
    }
}

impl JsonSchema for ContentOf {
    fn schema_name() -> Cow<'static, str> {
        "ContentOf".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let part = generator.subschema_for::<Asked>();
        json_schema!({
            "description": "A part of the model, or `contents.<id>` for what a call defines beyond it.",
            "anyOf": [part, {
                "description": "`contents.<id>`, a content of the call by the id that it has under `[call.contents]`",
                "type": "string",
                "pattern": "^contents\\.[a-z0-9-]+$"
            }]
        })
    }
}

/// Texts that stand in for a text, folded to lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    placeholders: Vec<String>,
    /// No text with more bytes than this, marks aside, is a placeholder.
    longest: usize,
}

impl Texts {
    pub(crate) fn new<'a>(placeholders: impl Iterator<Item = &'a str>) -> Self {
        let placeholders: Vec<String> = placeholders.map(fold).collect();
        // Folding case may change how many bytes a letter takes, at most threefold.
        let longest = placeholders.iter().map(String::len).max().unwrap_or(0) * 3;
        Texts {
            placeholders,
            longest,
        }
    }

    /// Whether a text is only a placeholder, apart from case, spaces and closing marks.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        let bare = strip(text);
        if bare.len() > self.longest {
            return false;
        }
        // Most texts begin as no placeholder does, and need not be folded whole.
        let first = bare.chars().next();
        let first = first.and_then(|letter| letter.to_lowercase().next());
        let mut alike = self.placeholders.iter();
        alike.any(|one| one.chars().next() == first)
            && self.placeholders.contains(&bare.to_lowercase())
    }

    /// Whether a text says something in at least one language.
    pub(crate) fn says(&self, text: &Text) -> bool {
        text.each().any(|(_, text)| self.says_plainly(text))
    }

    /// Whether a text without languages says something.
    pub(crate) fn says_plainly(&self, text: &str) -> bool {
        !text.trim().is_empty() && !self.is_placeholder(text)
    }

    /// How long a text is, in the language in which it is longest: a short one as it is.
    pub(crate) fn measure(&self, text: &Text) -> Value {
        let longest = text
            .each()
            .max_by_key(|(_, text)| strip(text).chars().count());
        self.measured(longest.map_or("", |(_, text)| text))
    }

    /// How long a text is: a short one as it is.
    pub(crate) fn measured(&self, text: &str) -> Value {
        let words = strip(text);
        let signs = words.chars().count();
        if words.len() <= self.longest {
            Value::Code(words.to_owned())
        } else {
            Value::Signs(signs as u64)
        }
    }

    fn any<'a>(&self, texts: impl IntoIterator<Item = &'a Text>) -> bool {
        texts.into_iter().any(|text| self.says(text))
    }
}

/// A text without spaces and closing marks at its ends.
fn strip(text: &str) -> &str {
    let marks =
        |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '!' | ':' | '[' | ']' | '<' | '>');
    text.trim_matches(marks)
}

fn fold(text: &str) -> String {
    strip(text).to_lowercase()
}
