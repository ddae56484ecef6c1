//! Workflow commands of GitHub Actions: an annotation a finding.

use std::fmt::Write as _;

use super::{Checked, Sources};
use crate::finding::{Finding, Verdict};
use crate::hidden::visible;
use crate::rulebook::Severity;
use crate::words::Presenter;

pub(super) fn render(checked: &Checked<'_>, sources: &Sources<'_>, says: &Presenter<'_>) -> String {
    let mut out = String::new();
    for (number, assessment) in checked.parts() {
        for finding in &assessment.findings {
            let document = sources.document(number, &finding.place);
            let _ = write!(
                out,
                "::{} file={}",
                command(finding),
                property(sources.name(document))
            );
            if let Some(region) = sources.region(document, &finding.place.pointer) {
                let (line, column) = (region.line, region.column);
                let _ = write!(out, ",line={line},endLine={line},col={column}");
                // GitHub's last column is inside.
                let _ = write!(out, ",endColumn={}", region.end_column.max(column + 1) - 1);
            }
            let title = says.heading_of(&finding.rule, finding.verdict);
            let title = format!("{title} [{}]", finding.rule);
            let _ = write!(out, ",title={}", property(&title));
            let said = [
                says.place(&finding.place),
                says.message(finding),
                says.what_to_do_about_finding(finding),
                says.basis(&finding.basis).join("; "),
            ];
            let said: Vec<String> = said.into_iter().filter(|one| !one.is_empty()).collect();
            let _ = writeln!(out, "::{}", data(&said.join("\n")));
        }
    }
    out
}

fn command(finding: &Finding) -> &'static str {
    match (finding.verdict, finding.severity) {
        (Verdict::NotMet, Severity::Error) => "error",
        (Verdict::NotMet, Severity::Warning) | (Verdict::CannotTell, Severity::Error) => "warning",
        _ => "notice",
    }
}

/// The text of a command. No carriage return is left to be escaped: it is a hidden character.
fn data(text: &str) -> String {
    let text: String = text.chars().map(visible).collect();
    text.replace('%', "%25").replace('\n', "%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_of_a_text_can_end_its_command() {
        let hostile = "100 %, a:b\r\n::error::x";
        assert_eq!(data(hostile), "100 %25, a:b\u{fffd}%0A::error::x");
        assert_eq!(
            property(hostile),
            "100 %25%2C a%3Ab\u{fffd}%0A%3A%3Aerror%3A%3Ax"
        );
    }
}
