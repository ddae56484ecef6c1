//! Everything as data: the assessments whole, and for each finding its place in the text and its
//! words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Checked, Sources};
use crate::assess::Assessment;
use crate::model::{FormatVersion, Lang};
use crate::words::Presenter;

/// What `selvitys check --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckReport {
    /// The version of this format.
    pub format: FormatVersion,
    /// The language of the words.
    pub lang: Lang,
    /// A part for each document, in the order in which they were given; then, where there are
    /// several, one for all of them together, which names no document.
    pub parts: Vec<CheckedPart>,
}

/// What was found of one document, or of all together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckedPart {
    /// The document's file; absent for all documents together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// What the rules say.
    pub assessment: Assessment,
    /// The findings of the assessment, in its order, as people read them.
    pub shown: Vec<Shown>,
}

/// A finding as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The document's file.
    pub document: String,
    /// Where in its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Where, by the titles on the way there.
    pub place: String,
    /// What heads it: the fault, or what is asked while that is open.
    pub title: String,
    /// What it says, with its values.
    pub message: String,
}

/// A part of a line of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The line, from 1.
    pub line: usize,
    /// The first column, in characters from 1.
    pub column: usize,
    /// The column after the last.
    pub end_column: usize,
    /// Whether the thing itself stands there, and not only what is nearest to where it is missing.
    pub exact: bool,
}

pub(super) fn render(checked: &Checked<'_>, sources: &Sources<'_>, says: &Presenter<'_>) -> String {
    let parts = checked.parts().map(|(number, assessment)| {
        let shown = assessment.findings.iter().map(|finding| {
            let document = sources.document(number, &finding.place);
            Shown {
                document: sources.name(document).to_owned(),
                region: sources.region(document, &finding.place.pointer),
                place: says.place(&finding.place),
                title: says.heading_of(&finding.rule, finding.verdict),
                message: says.message(finding),
            }
        });
        CheckedPart {
            document: number.map(|_| sources.name(number).to_owned()),
            shown: shown.collect(),
            assessment: assessment.clone(),
        }
    });
    let report = CheckReport {
        format: FormatVersion::V1,
        lang: says.lang(),
        parts: parts.collect(),
    };
    // Nothing of it refuses to be written: the only error would be a key that is no string.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
