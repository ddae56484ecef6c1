//! Findings on a terminal: excerpt and caret, title, why, what to do, basis.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use selvitys::{
    Assessment, Finding, Lang, Outcome, Place, Presenter, ReadError, Severity, SourceMap, Verdict,
};

use crate::input::{Document, When};

/// How many places of one rule are shown with an excerpt; the others follow as lines.
const EXCERPTS: usize = 3;

fn renderer() -> Renderer {
    Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .term_width(120)
}

/// Everything that is not met or cannot be told, the gravest first, a block a rule.
pub(crate) fn findings(
    assessment: &Assessment,
    documents: &[Document],
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let maps: Vec<Option<SourceMap>> = documents
        .iter()
        .map(|document| SourceMap::new(&document.text).ok())
        .collect();
    for outcome in by_weight(assessment) {
        let mut findings: Vec<&Finding> = outcome
            .findings
            .iter()
            .filter_map(|number| assessment.findings.get(*number))
            .collect();
        // What gave the rule its verdict comes first.
        findings.sort_by_key(|finding| finding.verdict != outcome.verdict);
        block(outcome, &findings, assessment, documents, &maps, says, out)?;
    }
    Ok(())
}

/// Rules with findings, the gravest first.
fn by_weight(assessment: &Assessment) -> Vec<&Outcome> {
    let mut outcomes: Vec<&Outcome> = assessment
        .outcomes
        .iter()
        .filter(|outcome| !outcome.findings.is_empty())
        .collect();
    outcomes.sort_by_key(|outcome| weight(outcome));
    outcomes
}

fn weight(outcome: &Outcome) -> u8 {
    match (outcome.verdict, outcome.severity) {
        (Verdict::NotMet, Severity::Error) => 0,
        (Verdict::NotMet, Severity::Warning) => 2,
        (Verdict::NotMet, Severity::Advice) => 3,
        (Verdict::CannotTell, Severity::Error) => 1,
        (Verdict::CannotTell, _) => 4,
        _ => 5,
    }
}

fn block(
    outcome: &Outcome,
    findings: &[&Finding],
    assessment: &Assessment,
    documents: &[Document],
    maps: &[Option<SourceMap>],
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = match outcome.verdict {
        Verdict::NotMet => says.severity(outcome.severity),
        other => says.verdict(other),
    };
    let level = match (outcome.verdict, outcome.severity) {
        (Verdict::NotMet, Severity::Error) => Level::ERROR,
        (Verdict::NotMet, Severity::Warning) => Level::WARNING,
        (Verdict::NotMet, Severity::Advice) => Level::INFO,
        _ => Level::NOTE,
    };
    let title = says.heading(outcome);
    let mut group: Group<'_> = level
        .with_name(name)
        .primary_title(title)
        .id(outcome.rule.as_str())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    // Of one place, the words and the excerpt; of the others, the place and the words.
    for finding in findings.iter().take(EXCERPTS) {
        let document = of_document(finding, documents);
        let map = document
            .and_then(|number| maps.get(number))
            .and_then(Option::as_ref);
        let text = document.and_then(|number| documents.get(number));
        let shown = map
            .zip(text)
            .and_then(|(map, document)| snippet(finding, document, map, says));
        group = match shown {
            Some(shown) => group.element(shown),
            None => group.element(Level::NOTE.no_name().message(said(finding, says))),
        };
    }
    let rest = findings.get(EXCERPTS..).unwrap_or_default();
    if !rest.is_empty() {
        let lines: Vec<String> = rest.iter().map(|finding| said(finding, says)).collect();
        let label = says.word("cli", "also");
        group = group.element(Level::NOTE.with_name(label).message(lines.join("\n")));
    }
    let mut groups: Vec<usize> = findings
        .iter()
        .filter_map(|finding| finding.group)
        .collect();
    groups.dedup();
    for group_number in groups {
        // Where the cause is the place itself, there is nothing more to say.
        let own = |cause: &Place| findings.iter().any(|finding| finding.place == *cause);
        let group_found = assessment.groups.get(group_number);
        if let Some(one) = group_found.filter(|one| !one.causes.iter().all(own)) {
            let causes: Vec<String> = one.causes.iter().map(|cause| says.place(cause)).collect();
            let label = says.word("report", "common_cause");
            group = group.element(Level::NOTE.with_name(label).message(causes.join("; ")));
        }
    }
    let note = |label: &str, text: String| {
        Level::NOTE
            .with_name(says.word("report", label))
            .message(text)
    };
    group = group.element(note("why", says.why(&outcome.rule)));
    group = group.element(
        Level::HELP
            .with_name(says.word("report", "what_to_do"))
            .message(says.what_to_do(outcome)),
    );
    group = group.element(note("basis", says.basis(&outcome.basis).join("; ")));
    writeln!(out, "{}\n", renderer().render(&[group]))
}

fn of_document(finding: &Finding, documents: &[Document]) -> Option<usize> {
    match &finding.place.document {
        None => Some(0),
        Some(id) => documents
            .iter()
            .position(|document| document.project.id == *id),
    }
}

/// A finding in one line: where, and its words.
fn said(finding: &Finding, says: &Presenter<'_>) -> String {
    let place = says.place(&finding.place);
    let message = says.message(finding);
    if place.is_empty() {
        message
    } else {
        format!("{place}: {message}")
    }
}

/// The line that a finding is about, with a caret below the value.
fn snippet<'a>(
    finding: &Finding,
    document: &'a Document,
    map: &SourceMap,
    says: &Presenter<'_>,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let marked = map.mark(&document.text, &finding.place.pointer);
    let marked = marked.start..marked.end;
    excerpt(&document.name, &document.text, marked, said(finding, says))
}

/// The line that something stands in, marked there; nothing when there is no text to show.
fn excerpt<'a>(
    name: &'a str,
    text: &'a str,
    marked: Range<usize>,
    label: String,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let start = text.floor_char_boundary(marked.start.min(text.len()));
    let line = line_of(text, start);
    let source = text.get(line.clone()).filter(|source| !source.is_empty())?;
    let number = text.get(..line.start)?.matches('\n').count() + 1;
    let end = text.ceil_char_boundary(marked.end.clamp(start, line.end));
    let (start, end) = (
        start.min(line.end) - line.start,
        end.min(line.end) - line.start,
    );
    Some(
        Snippet::source(source)
            .line_start(number)
            .path(name)
            .annotation(
                AnnotationKind::Primary
                    .span(start..end.max(start))
                    .label(label),
            ),
    )
}

/// The bytes of the line that a byte stands in, without its end.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let end = text
        .get(at..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |end| at + end);
    start..end
}

/// The three things that matter most.
pub(crate) fn top_three(
    assessment: &Assessment,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let outcomes = by_weight(assessment);
    if outcomes.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", says.word("cli", "matters_most"))?;
    for (number, outcome) in outcomes.iter().take(3).enumerate() {
        let name = match outcome.verdict {
            Verdict::NotMet => says.severity(outcome.severity),
            other => says.verdict(other),
        };
        let (number, title) = (number + 1, says.heading(outcome));
        writeln!(
            out,
            "  {number}. {name}: {title}\n     {}",
            says.what_to_do(outcome)
        )?;
    }
    writeln!(out)
}

/// The answer, for which day and stage, and how many rules have which verdict.
pub(crate) fn answer(
    assessment: &Assessment,
    when: &When,
    says: &Presenter<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let answer = says.answer(assessment.answer);
    writeln!(out, "{answer}. {}", says.answer_text(assessment.answer))?;
    if assessment.without_grant(says.books()) {
        writeln!(out, "{}", says.word("report", "no_grant"))?;
    }
    let counts = assessment.counts;
    let counted = [
        (Verdict::NotMet, counts.not_met),
        (Verdict::CannotTell, counts.cannot_tell),
        (Verdict::Waived, counts.waived),
        (Verdict::Met, counts.met),
        (Verdict::NotApplicable, counts.not_applicable),
    ];
    let counted = counted.iter().filter(|(_, count)| *count > 0);
    let counted: Vec<String> = counted
        .map(|(verdict, count)| format!("{}: {count}", says.verdict(*verdict)))
        .collect();
    let day = says.value(&selvitys::Value::Date(when.as_of));
    let stage = says.stage(when.stage);
    let key = if when.chosen {
        "assessed_by_choice"
    } else {
        "assessed"
    };
    let values = [("day", day.as_str()), ("stage", stage.as_str())];
    writeln!(
        out,
        "{}",
        selvitys::phrase("cli", key, says.lang(), &values)
    )?;
    writeln!(out, "{}", counted.join(" · "))
}

/// All that is wrong with a file that is no project document.
pub(crate) fn read_errors(
    name: &str,
    text: &str,
    error: &ReadError,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let label = selvitys::phrase("cli", "cannot_use", lang, &[]);
    let head = selvitys::phrase("cli", "not_a_document", lang, &[("path", name)]);
    let count = error.problems.len().to_string();
    for problem in &error.problems {
        let message = problem.message(lang);
        let pointer = if problem.pointer.is_empty() {
            "/"
        } else {
            problem.pointer.as_str()
        };
        let title = Level::ERROR
            .with_name(label.as_str())
            .primary_title(message);
        let group = match excerpt(name, text, problem.span.clone(), pointer.to_owned()) {
            Some(shown) => title.element(shown),
            None => Group::with_title(title),
        };
        writeln!(out, "{}\n", renderer().render(&[group]))?;
    }
    let wrong = selvitys::phrase("cli", "problems", lang, &[("count", &count)]);
    writeln!(out, "selvitys: {head} {wrong}")
}
