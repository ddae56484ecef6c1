//! The report as data.

use crate::report::Report;

pub(in crate::report) fn json(report: &Report) -> String {
    // A report holds nothing that JSON cannot: the only error would be a key that is no string.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
