//! Where findings stand, as data.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Figure, Status, Text};

/// Where something stands in a document.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Which document, where several are assessed together: its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// JSON Pointer (RFC 6901); of what is missing, the pointer at which it would stand.
    pub pointer: String,
    /// The titles of the objects on the way there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<PathStep>,
}

/// A step of a path in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PathStep {
    /// A part of the document, by its field's name.
    Field(Cow<'static, str>),
    /// An object that has a title of its own.
    Title(Box<TitleText>),
    /// A municipality, by its code.
    Municipality(String),
    /// The call of a grant, by the id of its rulebook.
    Call(String),
    /// The figures of a budget line in one status.
    Status(Status),
    /// A figure of a budget line.
    Figure(Figure),
    /// The number of something in its list, the first being 1.
    Number(usize),
}

/// A title in the languages that it has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct TitleText {
    /// In Finnish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fi: Option<String>,
    /// In Swedish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sv: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl From<&Text> for TitleText {
    fn from(text: &Text) -> Self {
        TitleText {
            fi: text.fi.clone(),
            sv: text.sv.clone(),
            en: text.en.clone(),
        }
    }
}

impl From<&TitleText> for Text {
    fn from(title: &TitleText) -> Self {
        Text {
            fi: title.fi.clone(),
            sv: title.sv.clone(),
            en: title.en.clone(),
        }
    }
}
