//! Markdown with GitHub's tables.

use std::fmt::Write as _;

use super::{cell_text, is_empty};
use crate::hidden::visible;
use crate::report::document::{Block, Card, Document, Span, Table, Value};
use crate::words::Locale;

pub(in crate::report) fn markdown(document: &Document, locale: &Locale) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# {}\n\n**{}**\n",
        document.title_line(),
        spans(&document.cover.title)
    );
    facts(&document.cover.facts, &mut out);
    for (_, label, text) in &document.cover.notices {
        let _ = writeln!(out, "> **{}.** {}\n", escape(label), spans(text));
    }
    if let Some((_, answer, text)) = &document.cover.answer {
        let _ = writeln!(out, "> **{}.** {}\n", escape(answer), escape(text));
    }
    for block in &document.blocks {
        write(block, locale, &mut out);
    }
    let _ = writeln!(out, "---\n\n{}", escape(&document.colophon));
    out
}

impl Document {
    fn title_line(&self) -> String {
        escape(&self.cover.kind)
    }
}

/// Blocks under a title alone.
pub(in crate::report) fn markdown_page(title: &str, blocks: &[Block], locale: &Locale) -> String {
    let mut out = format!("# {}\n\n", escape(title));
    for block in blocks {
        write(block, locale, &mut out);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write(block: &Block, locale: &Locale, out: &mut String) {
    match block {
        Block::Heading(level, text) => {
            let _ = writeln!(out, "{} {}\n", "#".repeat(usize::from(*level)), spans(text));
        }
        Block::Paragraph(text) => {
            let _ = writeln!(out, "{}\n", spans(text));
        }
        Block::List(items) => {
            for item in items {
                let _ = writeln!(out, "- {}", spans(item));
            }
            out.push('\n');
        }
        Block::Facts(pairs) => facts(pairs, out),
        Block::Table(one) => table(one, locale, out),
        Block::Card(Card {
            level,
            label,
            title,
            blocks,
            ..
        }) => {
            let mark = "#".repeat(usize::from(*level));
            let _ = writeln!(out, "{mark} {}: {}\n", escape(label), spans(title));
            for block in blocks {
                write(block, locale, out);
            }
        }
        // What the picture finds stands for it; its data follow as a table.
        Block::Picture(picture) => {
            let (title, text) = (escape(&picture.title), escape(&picture.text));
            let _ = writeln!(out, "**{title}.** {text}\n");
        }
    }
}

fn facts(pairs: &[(String, Vec<Span>)], out: &mut String) {
    for (name, value) in pairs {
        let _ = writeln!(out, "- **{}:** {}", escape(name), spans(value));
    }
    out.push('\n');
}

fn table(table: &Table, locale: &Locale, out: &mut String) {
    if is_empty(table) {
        return;
    }
    if !table.caption.is_empty() {
        let _ = writeln!(out, "*{}*\n", escape(&table.caption));
    }
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|column| cell(&column.title))
        .collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let rule = table
        .columns
        .iter()
        .map(|column| if column.numeric { "--:" } else { "---" });
    let _ = writeln!(out, "| {} |", rule.collect::<Vec<_>>().join(" | "));
    for row in &table.rows {
        let cells = row.cells.iter().enumerate().map(|(number, one)| {
            let text = match &one.value {
                Value::Text(text) => spans(text).replace('\n', " "),
                other => escape(&cell_text(other, locale)),
            };
            let indent = if number == 0 {
                "\u{a0}\u{a0}".repeat(row.level)
            } else {
                String::new()
            };
            if row.total && !text.is_empty() {
                format!("{indent}**{text}**")
            } else {
                format!("{indent}{text}")
            }
        });
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    out.push('\n');
}

fn cell(text: &str) -> String {
    escape(text).replace('\n', " ")
}

fn spans(spans: &[Span]) -> String {
    let one = |span: &Span| match span {
        Span::Plain(text) | Span::Foreign(text, _) => escape(text),
        Span::Strong(text) => format!("**{}**", escape(text)),
        Span::Code(text) => code(text),
        Span::Link(text, address) => format!("[{}](<{}>)", escape(text), link(address)),
    };
    spans.iter().map(one).collect()
}

/// A span of code, fenced by more ticks than it holds in a row.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    let text: String = text
        .replace(['\n', '|'], " ")
        .chars()
        .map(visible)
        .collect();
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn link(address: &str) -> String {
    address.replace(['<', '>', '\n', ' '], "")
}

/// Text that Markdown must not read as marks.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                safe.push('\\');
                safe.push(c);
            }
            '\r' => {}
            '\n' => safe.push(' '),
            other => safe.push(visible(other)),
        }
    }
    // A number or a hyphen at the start of a line would begin a list.
    if safe.starts_with(['-', '+']) {
        safe.insert(0, '\\');
    }
    let digits = safe.bytes().take_while(u8::is_ascii_digit).count();
    let mut after = safe[digits..].chars();
    let mark = matches!(after.next(), Some('.' | ')'));
    // A date goes on with a digit and begins none.
    if digits > 0 && mark && after.next().is_none_or(char::is_whitespace) {
        safe.insert(digits, '\\');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_text_stay_text() {
        assert_eq!(escape("<script> *a* | _b_"), r"\<script\> \*a\* \| \_b\_");
        assert_eq!(escape("- x"), r"\- x");
        assert_eq!(escape("1. x"), r"1\. x");
        assert_eq!(escape("1."), r"1\.");
        assert_eq!(escape("31.10.2022"), "31.10.2022");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(escape("a\u{1b}[31m\u{202e}"), "a\u{fffd}\\[31m\u{fffd}");
        assert_eq!(code("a\u{7}"), "`a\u{fffd}`");
    }
}
