//! JUnit XML: a suite a document, a case a rule.

use quick_xml::Writer;
use quick_xml::events::{BytesStart, BytesText, Event};

use super::{Checked, Sources, findings_of};
use crate::assess::Assessment;
use crate::finding::{Counts, Outcome, Verdict};
use crate::hidden::visible;
use crate::words::Presenter;

pub(super) fn render(checked: &Checked<'_>, sources: &Sources<'_>, says: &Presenter<'_>) -> String {
    let all = checked.parts().map(|(_, assessment)| assessment.counts);
    let all = all.fold(Counts::default(), |sum, one| Counts {
        met: sum.met + one.met,
        not_met: sum.not_met + one.not_met,
        cannot_tell: sum.cannot_tell + one.cannot_tell,
        not_applicable: sum.not_applicable + one.not_applicable,
        waived: sum.waived + one.waived,
    });
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
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
    xml.inside("properties", &[], |xml| {
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
        Verdict::Met => xml.text("system-out", &[], &says.evidence(outcome)),
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
            xml.text("system-out", &[], &body());
        }
        Verdict::NotApplicable => {
            let reasons = outcome.reasons.iter().map(|reason| says.reason(reason));
            let reasons = reasons.collect::<Vec<_>>().join(" ");
            xml.empty("skipped", &[("message", reasons)]);
        }
    }
}

/// Writes elements into memory.
struct Xml(Writer<Vec<u8>>);

type Attributes<'a> = &'a [(&'static str, String)];

impl Xml {
    // INVARIANT: everything is written into memory, so that nothing can fail to be written.
    fn event(&mut self, event: Event<'_>) {
        let _ = self.0.write_event(event);
    }

    fn declaration(&mut self) {
        self.event(Event::Decl(quick_xml::events::BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            None,
        )));
    }

    fn start(name: &'static str, attributes: Attributes<'_>) -> BytesStart<'static> {
        let mut start = BytesStart::new(name);
        for (name, value) in attributes {
            start.push_attribute((*name, xml_text(value).as_str()));
        }
        start
    }

    fn inside(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        let start = Xml::start(name, attributes);
        let end = start.to_end().into_owned();
        self.event(Event::Start(start));
        content(self);
        self.event(Event::End(end));
    }

    fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.event(Event::Empty(Xml::start(name, attributes)));
    }

    fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        if text.is_empty() {
            return;
        }
        self.inside(name, attributes, |xml| {
            xml.event(Event::Text(BytesText::new(&xml_text(text))));
        });
    }

    fn finish(self) -> String {
        let mut text = String::from_utf8_lossy(&self.0.into_inner()).into_owned();
        text.push('\n');
        text
    }
}

/// A text as XML may hold it: what XML has no place for leaves a mark.
fn xml_text(text: &str) -> String {
    let mark = |character| match visible(character) {
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        visible => visible,
    };
    text.chars().map(mark).collect()
}
