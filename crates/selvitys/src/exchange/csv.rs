//! A table: a row a finding, and one for each rule without any.

use super::{Checked, Sources, amount_and_unit, cause, findings_of};
use crate::assess::Assessment;
use crate::finding::{Evidence, Finding, Outcome, Verdict};
use crate::words::Presenter;

const HEADINGS: [&str; 18] = [
    "document", "as_of", "stage", "rulebook", "rule", "severity", "verdict", "title", "place",
    "pointer", "line", "column", "message", "side", "distance", "unit", "cause", "basis",
];

pub(super) fn render(checked: &Checked<'_>, sources: &Sources<'_>, says: &Presenter<'_>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![]);
    // INVARIANT: rows are of one length and go into memory, so that none can fail to be written.
    let _ = writer.write_record(HEADINGS);
    for (number, assessment) in checked.parts() {
        for outcome in &assessment.outcomes {
            let row =
                |document, finding| row(outcome, finding, assessment, document, sources, says);
            let found = findings_of(outcome, assessment);
            if found.is_empty() {
                let _ = writer.write_record(row(number, None));
            }
            for finding in found {
                let document = sources.document(number, &finding.place);
                let _ = writer.write_record(row(document, Some(finding)));
            }
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn row(
    outcome: &Outcome,
    finding: Option<&Finding>,
    assessment: &Assessment,
    document: Option<usize>,
    sources: &Sources<'_>,
    says: &Presenter<'_>,
) -> Vec<String> {
    let evidence = outcome
        .closest
        .as_ref()
        .filter(|_| outcome.verdict == Verdict::Met);
    let place = finding
        .map(|one| &one.place)
        .or(evidence.map(|one: &Evidence| &one.place));
    let region = place.and_then(|place| sources.region(document, &place.pointer));
    let distance = finding.map_or_else(
        || evidence.and_then(|one| one.distance.as_ref()),
        |finding| finding.distance.as_ref(),
    );
    let (amount, unit) = distance
        .map(|one| amount_and_unit(&one.by))
        .unwrap_or_default();
    let verdict = finding.map_or(outcome.verdict, |finding| finding.verdict);
    let message = match finding {
        Some(finding) => says.message(finding),
        None if verdict == Verdict::NotApplicable => {
            let reasons = outcome.reasons.iter().map(|reason| says.reason(reason));
            reasons.collect::<Vec<_>>().join(" ")
        }
        None => says.evidence(outcome),
    };
    let severity = finding.map_or(outcome.severity, |finding| finding.severity);
    let basis = finding.map_or(&outcome.basis, |finding| &finding.basis);
    let record = &assessment.record;
    let cells = [
        sources.name(document).to_owned(),
        record.as_of.to_string(),
        record.stage.key().to_owned(),
        outcome.book.to_string(),
        outcome.rule.to_string(),
        severity.key().to_owned(),
        verdict.key().to_owned(),
        says.heading_of(&outcome.rule, verdict),
        place.map(|place| says.place(place)).unwrap_or_default(),
        place.map(|place| place.pointer.clone()).unwrap_or_default(),
        region
            .map(|region| region.line.to_string())
            .unwrap_or_default(),
        region
            .map(|region| region.column.to_string())
            .unwrap_or_default(),
        message,
        distance
            .map(|one| one.side.key().to_owned())
            .unwrap_or_default(),
        amount,
        unit.to_owned(),
        finding
            .and_then(|one| cause(one, assessment, says))
            .unwrap_or_default(),
        says.basis(basis).join("; "),
    ];
    cells.into_iter().map(harmless).collect()
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    // Full-width signs too: some spreadsheets read them as the plain ones.
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_cell_is_never_a_formula() {
        for formula in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1",
        ] {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
        for plain in ["", "40000.00", "/a/b", "a=b", "'x"] {
            assert_eq!(harmless(plain.to_owned()), plain);
        }
    }
}
