//! Findings on a terminal, a block a cause: excerpt and caret, title, why, what to do, basis.

use std::io::{self, Write};

use annotate_snippets::{Annotation, Group, Level, Snippet};
use selvitys::{
    About, Assessment, Cause, Concern, Finding, Place, Presenter, Severity, SourceMap, Verdict,
};

use super::{excerpt, renderer};
use crate::input::Document;

/// How many places are shown with an excerpt in one block; the others follow as lines.
const EXCERPTS: usize = 3;

/// Everything that is not met or cannot be told, the gravest first, a block a cause.
pub(crate) fn findings(
    assessment: &Assessment,
    documents: &[Document],
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let texts = Texts {
        documents,
        maps: documents
            .iter()
            .map(|document| SourceMap::new(&document.text).ok())
            .collect(),
    };
    for concern in assessment.concerns() {
        let block = match concern.about {
            About::Cause(group) => of_cause(&concern, &group.cause, &texts, says),
            About::Rule(outcome) => of_rule(&concern, &outcome.rule, &texts, says),
        };
        writeln!(out, "{}\n", renderer().render(&[block]))?;
    }
    Ok(())
}

/// The documents with the places of their values.
struct Texts<'a> {
    documents: &'a [Document],
    maps: Vec<Option<SourceMap>>,
}

impl<'a> Texts<'a> {
    /// The line that a place is on, with a caret below the value and a label.
    fn snippet(&self, place: &Place, label: String) -> Option<Snippet<'a, Annotation<'a>>> {
        let number = match &place.document {
            None => 0,
            Some(id) => self
                .documents
                .iter()
                .position(|document| document.project.id == *id)?,
        };
        let (document, map) = (
            self.documents.get(number)?,
            self.maps.get(number)?.as_ref()?,
        );
        let marked = map.mark(&document.text, &place.pointer);
        let marked = marked.start..marked.end;
        excerpt(&document.name, &document.text, marked, label)
    }
}

fn head<'a>(concern: &Concern<'a>, title: String, says: &Presenter<'_>) -> (Level<'a>, String) {
    let level = match (concern.verdict, concern.severity) {
        (Verdict::NotMet, Severity::Error) => Level::ERROR,
        (Verdict::NotMet, Severity::Warning) => Level::WARNING,
        (Verdict::NotMet, Severity::Advice) => Level::INFO,
        _ => Level::NOTE,
    };
    (
        level.with_name(says.label(concern.verdict, concern.severity)),
        title,
    )
}

/// A rule with its findings, and why it is there.
fn of_rule<'a>(
    concern: &Concern<'a>,
    rule: &'a str,
    texts: &Texts<'a>,
    says: &Presenter<'_>,
) -> Group<'a> {
    let (level, title) = head(concern, says.title_of(concern), says);
    let group = level
        .primary_title(title)
        .id(rule)
        .elements(Vec::<Snippet<'_, Annotation<'_>>>::new());
    let places = concern.findings.iter();
    let places = places.map(|finding| {
        (
            finding.place.as_ref(),
            said(finding, says),
            said(finding, says),
        )
    });
    let group = shown(group, places, texts, says);
    let group = group.element(note("why", says.why(rule), says));
    ending(group, concern, says)
}

/// A cause with all the rules that depend on it.
fn of_cause<'a>(
    concern: &Concern<'a>,
    cause: &'a Cause,
    texts: &Texts<'a>,
    says: &Presenter<'_>,
) -> Group<'a> {
    let (level, title) = head(concern, says.title_of(concern), says);
    let group = level
        .primary_title(title)
        .elements(Vec::<Snippet<'_, Annotation<'_>>>::new());
    let places = cause.places().iter();
    let places = places.map(|place| (place.as_ref(), says.place(place), says.place(place)));
    let group = shown(group, places, texts, says);
    let mut lines = vec![says.rules_of_cause(concern.findings.iter().copied())];
    for finding in &concern.findings {
        let label = says.member_label(finding);
        let basis = says.basis(&finding.basis).join("; ");
        let said = [Some(label), says.member_text(finding, cause)];
        let said: Vec<String> = said.into_iter().flatten().collect();
        lines.push(format!("- [{}] {} ({basis})", finding.rule, said.join(" ")));
    }
    let group = group.element(Level::NOTE.no_name().message(lines.join("\n")));
    ending(group, concern, says)
}

/// Places with their labels: the first in their lines, the others as lines.
fn shown<'a, 'p>(
    mut group: Group<'a>,
    places: impl Iterator<Item = (&'p Place, String, String)>,
    texts: &Texts<'a>,
    says: &Presenter<'_>,
) -> Group<'a> {
    let mut rest = Vec::new();
    for (number, (place, label, line)) in places.enumerate() {
        if number >= EXCERPTS {
            rest.push(line);
            continue;
        }
        group = match texts.snippet(place, label) {
            Some(snippet) => group.element(snippet),
            None => group.element(Level::NOTE.no_name().message(line)),
        };
    }
    if rest.is_empty() {
        return group;
    }
    let label = says.word("cli", "also");
    group.element(Level::NOTE.with_name(label).message(rest.join("\n")))
}

fn ending<'a>(group: Group<'a>, concern: &Concern<'a>, says: &Presenter<'_>) -> Group<'a> {
    let help = Level::HELP.with_name(says.word("report", "what_to_do"));
    let group = group.element(help.message(says.what_to_do_about(concern)));
    match concern.about {
        // Each rule of a cause has its own beside it.
        About::Cause(_) => group,
        About::Rule(_) => {
            let basis = says.basis(&concern.basis()).join("; ");
            group.element(note("basis", basis, says))
        }
    }
}

fn note<'a>(label: &str, text: String, says: &Presenter<'_>) -> annotate_snippets::Message<'a> {
    Level::NOTE
        .with_name(says.word("report", label))
        .message(text)
}

/// A finding in one line: where, and its words.
pub(super) fn said(finding: &Finding, says: &Presenter<'_>) -> String {
    let place = says.place(&finding.place);
    let message = says.message(finding);
    if place.is_empty() {
        message
    } else {
        format!("{place}: {message}")
    }
}
