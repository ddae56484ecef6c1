//! What the command says to people: findings with excerpts, and what to know at the end.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use selvitys::{Lang, ReadError};

mod concerns;
mod fix;
mod summary;
mod what_if;

pub(crate) use concerns::findings;
pub(crate) use fix::{fix, proposed};
pub(crate) use summary::{answer, closest_call, day_and_stage, top_three};
pub(crate) use what_if::what_if;

fn renderer() -> Renderer {
    Renderer::styled()
        .decor_style(DecorStyle::Unicode)
        .term_width(120)
}

/// The line that something stands in, marked there; nothing when there is no text to show.
fn excerpt<'a>(
    name: &'a str,
    text: &'a str,
    marked: Range<usize>,
    label: String,
) -> Option<Snippet<'a, Annotation<'a>>> {
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
