//! JUnit XML: a suite a document, a case a rule.

use super::{Checked, Sources, findings_of};
use crate::assess::Assessment;
use crate::finding::{Counts, Outcome, Verdict};
use crate::words::Presenter;
use crate::xml::{NONE, Xml};

pub(super) fn render(checked: &Checked<'_>, sources: &Sources<'_>, says: &Presenter<'_>) -> String {
    let all = checked.parts().map(|(_, assessment)| assessment.counts);
    let all = all.fold(Counts::default(), |sum, one| Counts {
        met: sum.met + one.met,
        not_met: sum.not_met + one.not_met,
        cannot_tell: sum.cannot_tell + one.cannot_tell,
        not_applicable: sum.not_applicable + one.not_applicable,
        waived: sum.waived + one.waived,
    });
    let mut xml = Xml::indented();
    xml.declaration();
    xml.inside("testsuites", &counted("selvitys", all), |xml| {
        for (number, assessment) in checked.parts() {
            // The suite of all documents together has no file to be named by.
            let name = number.map_or("together", |_| sources.name(number));
            xml.inside("testsuite", &counted(name, assessment.counts), |xml| {
                suite(xml, number, assessment, sources, says);
            });
        }
    });
    xml.finish()
}

fn counted(name: &str, counts: Counts) -> Vec<(&'static str, String)> {
    let tests =
        counts.met + counts.not_met + counts.cannot_tell + counts.not_applicable + counts.waived;
    vec![
        ("name", name.to_owned()),
        ("tests", tests.to_string()),
        ("failures", counts.not_met.to_string()),
        ("errors", counts.cannot_tell.to_string()),
        (
            "skipped",
            (counts.not_applicable + counts.waived).to_string(),
        ),
    ]
}

fn suite(
    xml: &mut Xml,
    number: Option<usize>,
    assessment: &Assessment,
    sources: &Sources<'_>,
    says: &Presenter<'_>,
) {
    let record = &assessment.record;
    let facts = [
        ("engine", record.engine.clone()),
        ("as-of", record.as_of.to_string()),
        ("stage", record.stage.key().to_owned()),
        ("answer", assessment.answer.key().to_owned()),
    ];
    xml.inside("properties", NONE, |xml| {
        for (name, value) in facts {
            xml.empty("property", &[("name", name.to_owned()), ("value", value)]);
        }
    });
    for outcome in &assessment.outcomes {
        let case = [
            ("classname", outcome.book.clone()),
            ("name", outcome.rule.clone()),
        ];
        xml.inside("testcase", &case, |xml| {
            result(xml, number, outcome, assessment, sources, says);
        });
    }
}

fn result(
    xml: &mut Xml,
    number: Option<usize>,
    outcome: &Outcome,
    assessment: &Assessment,
    sources: &Sources<'_>,
    says: &Presenter<'_>,
) {
    let body = || {
        let mut lines: Vec<String> = Vec::new();
        for finding in findings_of(outcome, assessment) {
            let document = sources.document(number, &finding.place);
            let name = sources.name(document);
            let at = match sources.region(document, &finding.place.pointer) {
                Some(region) => format!("{name}:{}:{}", region.line, region.column),
                None => name.to_owned(),
            };
            let said = [at, says.place(&finding.place), says.message(finding)];
            let said = said.into_iter().filter(|one| !one.is_empty());
            lines.push(said.collect::<Vec<_>>().join(": "));
        }
        lines.push(says.what_to_do(outcome));
        lines.push(says.basis(&outcome.basis).join("; "));
        lines.join("\n")
    };
    let heading = || ("message", says.heading(outcome));
    match outcome.verdict {
        Verdict::Met => xml.text("system-out", NONE, &says.evidence(outcome)),
        Verdict::NotMet => {
            let kind = ("type", outcome.severity.key().to_owned());
            xml.text("failure", &[heading(), kind], &body());
        }
        Verdict::CannotTell => {
            let kind = ("type", outcome.verdict.key().to_owned());
            xml.text("error", &[heading(), kind], &body());
        }
        Verdict::Waived => {
            xml.empty("skipped", &[("message", says.verdict(outcome.verdict))]);
            xml.text("system-out", NONE, &body());
        }
        Verdict::NotApplicable => {
            let reasons = outcome.reasons.iter().map(|reason| says.reason(reason));
            let reasons = reasons.collect::<Vec<_>>().join(" ");
            xml.empty("skipped", &[("message", reasons)]);
        }
    }
}
