//! One HTML file: no script, styles inside, readable on a screen, on paper and by a reader.

use std::fmt::Write as _;

use super::{cell_text, class, is_empty, is_web};
use crate::report::document::{
    Block, Card, Cell, Cover, Document, Picture, Span, Table, Value, bare,
};
use crate::report::markup::push_text;
use crate::report::picture::svg;
use crate::words::Locale;

const STYLE: &str = include_str!("report.css");

pub(in crate::report) fn html(document: &Document, locale: &Locale) -> String {
    let mut page = Page {
        out: String::with_capacity(64 * 1024),
        locale,
        headings: 0,
        pictures: 0,
    };
    let tag = document.lang.tag();
    page.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n"
    ));
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    page.text(&document.title);
    page.raw("</title>\n<style>\n");
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body");
    page.raw(if document.paged {
        " class=\"paged\""
    } else {
        ""
    });
    page.raw(">\n<a class=\"skip\" href=\"#content\">");
    page.text(&document.words.skip);
    page.raw("</a>\n");
    page.cover(&document.cover);
    page.contents(document);
    page.raw("<main id=\"content\">\n");
    for block in &document.blocks {
        page.block(block);
    }
    page.raw("</main>\n<footer><p>");
    page.text(&document.colophon);
    page.raw("</p></footer>\n</body>\n</html>\n");
    page.out
}

struct Page<'a> {
    out: String,
    locale: &'a Locale,
    /// How many headings of level 2 were written: they are numbered for the contents.
    headings: usize,
    /// How many pictures were written: their ids are numbered.
    pictures: usize,
}

impl Page<'_> {
    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, text: &str) {
        push_text(text, &mut self.out);
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Foreign(text, lang) => {
                    let _ = write!(self.out, "<span lang=\"{}\">", lang.tag());
                    self.text(text);
                    self.raw("</span>");
                }
                Span::Strong(text) => {
                    self.raw("<strong>");
                    self.text(text);
                    self.raw("</strong>");
                }
                Span::Code(text) => {
                    self.raw("<code>");
                    self.text(text);
                    self.raw("</code>");
                }
                Span::Link(text, address) if is_web(address) => {
                    self.raw("<a href=\"");
                    self.text(address);
                    self.raw("\">");
                    self.text(text);
                    self.raw("</a>");
                }
                Span::Plain(text) | Span::Link(text, _) => self.text(text),
            }
        }
    }

    fn cover(&mut self, cover: &Cover) {
        self.raw("<header class=\"cover\">\n<p class=\"kind\">");
        self.text(&cover.kind);
        self.raw("</p>\n<h1>");
        self.spans(&cover.title);
        self.raw("</h1>\n");
        self.facts(&cover.facts);
        for (tone, label, text) in &cover.notices {
            let _ = write!(
                self.out,
                "<div class=\"answer {}\"><p><strong>",
                class(*tone)
            );
            self.text(label);
            self.raw("</strong> ");
            self.spans(text);
            self.raw("</p></div>\n");
        }
        if let Some((tone, answer, text)) = &cover.answer {
            let _ = write!(
                self.out,
                "<div class=\"answer {}\"><p><strong>",
                class(*tone)
            );
            self.text(answer);
            self.raw("</strong> ");
            self.text(text);
            self.raw("</p></div>\n");
        }
        self.raw("</header>\n");
    }

    fn contents(&mut self, document: &Document) {
        let headings = document.blocks.iter().filter_map(|block| match block {
            Block::Heading(2, text) => Some(text),
            _ => None,
        });
        let headings: Vec<_> = headings.collect();
        if headings.len() < 2 {
            return;
        }
        self.raw("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
        self.text(&document.words.contents);
        self.raw("</h2>\n<ol>\n");
        for (number, text) in headings.iter().enumerate() {
            let _ = write!(self.out, "<li><a href=\"#s{}\">", number + 1);
            self.text(&bare(text));
            self.raw("</a></li>\n");
        }
        self.raw("</ol>\n</nav>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                let level = (*level).clamp(2, 4);
                if level == 2 {
                    self.headings += 1;
                    let _ = write!(self.out, "<h2 id=\"s{}\">", self.headings);
                } else {
                    let _ = write!(self.out, "<h{level}>");
                }
                self.spans(text);
                let _ = writeln!(self.out, "</h{level}>");
            }
            Block::Paragraph(text) => {
                self.raw("<p>");
                self.spans(text);
                self.raw("</p>\n");
            }
            Block::List(items) => {
                self.raw("<ul>\n");
                for item in items {
                    self.raw("<li>");
                    self.spans(item);
                    self.raw("</li>\n");
                }
                self.raw("</ul>\n");
            }
            Block::Facts(pairs) => self.facts(pairs),
            Block::Table(table) => self.table(table),
            Block::Card(card) => self.card(card),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn picture(&mut self, picture: &Picture) {
        self.pictures += 1;
        let id = format!("p{}", self.pictures);
        // A picture too wide for the page scrolls inside its own frame, which the keyboard reaches.
        self.raw("<figure>\n<figcaption><strong>");
        self.text(&picture.title);
        self.raw("</strong> ");
        self.text(&picture.text);
        self.raw("</figcaption>\n<div class=\"frame\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.text(&picture.title);
        self.raw("\">\n");
        self.raw(&svg::page(
            &picture.drawing,
            &id,
            &picture.title,
            &picture.text,
        ));
        self.raw("</div>\n</figure>\n");
    }

    fn card(&mut self, card: &Card) {
        let level = card.level.clamp(2, 4);
        let _ = write!(
            self.out,
            "<section class=\"card {}\">\n<h{level}>",
            class(card.tone)
        );
        self.raw("<span class=\"label\">");
        self.text(&card.label);
        self.raw("</span> ");
        self.spans(&card.title);
        let _ = writeln!(self.out, "</h{level}>");
        for block in &card.blocks {
            self.block(block);
        }
        self.raw("</section>\n");
    }

    fn facts(&mut self, pairs: &[(String, Vec<Span>)]) {
        if pairs.is_empty() {
            return;
        }
        self.raw("<dl>\n");
        for (name, value) in pairs {
            self.raw("<div><dt>");
            self.text(name);
            self.raw("</dt><dd>");
            self.spans(value);
            self.raw("</dd></div>\n");
        }
        self.raw("</dl>\n");
    }

    fn table(&mut self, table: &Table) {
        if is_empty(table) {
            return;
        }
        // A wide table scrolls inside its own frame, which the keyboard reaches.
        self.raw("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.text(&table.caption);
        self.raw(if table.columns.len() < 3 {
            "\">\n<table class=\"narrow\">\n<caption>"
        } else {
            "\">\n<table>\n<caption>"
        });
        self.text(&table.caption);
        self.raw("</caption>\n<thead><tr>");
        for column in &table.columns {
            let number = if column.numeric {
                " class=\"number\""
            } else {
                ""
            };
            let _ = write!(self.out, "<th scope=\"col\"{number}>");
            self.text(&column.title);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.raw(if row.total {
                "<tr class=\"total\">"
            } else {
                "<tr>"
            });
            for (number, cell) in row.cells.iter().enumerate() {
                let numeric = table
                    .columns
                    .get(number)
                    .is_some_and(|column| column.numeric);
                self.cell(cell, number == 0, numeric, row.level);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }

    fn cell(&mut self, cell: &Cell, heads: bool, numeric: bool, level: usize) {
        let tag = if heads { "th" } else { "td" };
        let _ = write!(self.out, "<{tag}");
        if heads {
            self.raw(" scope=\"row\"");
        }
        match (heads, numeric, level) {
            (true, _, 1..) => {
                let _ = write!(self.out, " class=\"level{}\"", level.min(5));
            }
            (_, true, _) => self.raw(" class=\"number\""),
            _ => {}
        }
        self.raw(">");
        match &cell.value {
            Value::Text(spans) => self.spans(spans),
            other => {
                let text = cell_text(other, self.locale);
                self.text(&text);
            }
        }
        let _ = write!(self.out, "</{tag}>");
    }
}
