//! From a report to blocks in one language.

use super::document::{
    Cover, Document, DocumentWords, Span, Spans, SpreadsheetWords, Tone, name_pictures, plain,
};
use super::{Report, header, section};
use crate::finding::Answer;
use crate::model::{PartialDate, Text};
use crate::rulebook::Kind;
use crate::words::Presenter;

pub(super) fn document(report: &Report, says: &Presenter<'_>) -> Document {
    let head = &report.header;
    let kind = says.word("kind", report.kind.key());
    let mut blocks = section::blocks(report, says);
    name_pictures(&mut blocks);
    Document {
        lang: says.lang(),
        title: format!("{kind}: {}", says.text(&head.name)),
        id: head.project.clone(),
        date: head.as_of,
        cover: Cover {
            kind,
            title: spans(&head.name, says),
            facts: header::facts(head, says),
            notices: header::notices(head, says),
            answer: Some((
                answer_tone(head.answer),
                says.answer(head.answer),
                says.answer_text(head.answer),
            )),
        },
        // A card is handed out by itself.
        paged: report.kind == Kind::Card,
        blocks,
        colophon: says.fill(
            "report",
            "generated_by",
            &[("version", env!("CARGO_PKG_VERSION"))],
        ),
        words: DocumentWords {
            contents: says.word("report", "contents"),
            skip: says.word("report", "skip_to_content"),
            spreadsheet: spreadsheet(says),
        },
    }
}

fn spreadsheet(says: &Presenter<'_>) -> SpreadsheetWords {
    SpreadsheetWords {
        report: says.word("spreadsheet", "report"),
        sources: says.word("spreadsheet", "sources"),
        sources_title: says.word("spreadsheet", "sources_title"),
        tables: says.word("spreadsheet", "tables"),
        table: says.word("spreadsheet", "table"),
        sheet: says.word("spreadsheet", "sheet"),
        cell: says.word("spreadsheet", "cell"),
        row: says.word("spreadsheet", "row"),
        column: says.word("spreadsheet", "column"),
        value: says.word("spreadsheet", "value"),
        origin: says.word("spreadsheet", "origin"),
        stated: says.word("spreadsheet", "stated"),
        computed: says.word("spreadsheet", "computed"),
        untold: says.word("spreadsheet", "untold"),
        place: says.word("spreadsheet", "place"),
        reckoning: says.word("spreadsheet", "reckoning"),
        sum: says.word("spreadsheet", "sum"),
        difference: says.word("spreadsheet", "difference"),
        share: says.word("spreadsheet", "share"),
        product: says.word("spreadsheet", "product"),
        precision: says.word("spreadsheet", "precision"),
        inexact: says.word("spreadsheet", "inexact"),
        page: says.word("spreadsheet", "page"),
        language: says.word("spreadsheet", "language"),
    }
}

/// A text of the document; marked when it is in another language than the report.
pub(super) fn spans(text: &Text, says: &Presenter<'_>) -> Spans {
    let (words, lang) = text.get(says.lang());
    if lang == says.lang() {
        plain(words)
    } else {
        vec![Span::Foreign(words.to_owned(), lang)]
    }
}

fn answer_tone(answer: Answer) -> Tone {
    match answer {
        Answer::NotCompliant => Tone::Error,
        Answer::Incomplete => Tone::Open,
        Answer::CompliantWithRemarks => Tone::Warning,
        Answer::Compliant => Tone::Good,
    }
}

pub(super) fn period(
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    says: &Presenter<'_>,
) -> String {
    let one = |key: &str, date| says.fill("report", key, &[("day", &says.partial(date))]);
    match (start, end) {
        (Some(start), Some(end)) => says.locale().period(start, end),
        (Some(start), None) => one("starts", start),
        (None, Some(end)) => one("ends", end),
        (None, None) => String::new(),
    }
}
