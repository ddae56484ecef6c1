//! The text: paragraphs that name their style and nothing else.

use super::address::address;
use super::columns::{TEXT, widths};
use super::parts::{A, MC, R, W, WP, WPG, WPS, link_id};
use super::picture::{LetterStyle, Pictures};
use super::styles::{LEVELS, language};
use crate::report::document::{
    Block, Card, Cell, Cover, Document, Picture, Span, Table, Tone, Value, bare, plain,
};
use crate::report::render::{cell_text, class, is_empty};
use crate::words::Locale;
use crate::xml::{NONE, Xml};

/// The text and what it refers to.
pub(super) struct Written {
    pub(super) text: String,
    /// Addresses, in the order of their relations.
    pub(super) links: Vec<String>,
    /// The styles of the letters in its pictures.
    pub(super) letters: Vec<LetterStyle>,
}

pub(super) fn write(document: &Document, locale: &Locale) -> Written {
    let mut body = Body {
        xml: Xml::dense(),
        locale,
        links: Vec::new(),
        headings: 0,
        pictures: Pictures::default(),
        after_table: false,
    };
    body.xml.declaration();
    body.xml.open("w:document", &[W, R, MC, WP, A, WPG, WPS]);
    body.xml.open("w:body", NONE);
    body.cover(&document.cover);
    body.contents(document);
    for block in &document.blocks {
        body.block(block, None);
    }
    body.paragraph("Colophon", &plain(document.colophon.as_str()));
    body.page();
    body.xml.close("w:body");
    body.xml.close("w:document");
    Written {
        text: body.xml.finish(),
        links: body.links,
        letters: body.pictures.letters,
    }
}

/// The headings that the list of contents has: the document's own, not those of its cards.
fn headings(blocks: &[Block]) -> impl Iterator<Item = (usize, &[Span])> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading(level, text) => Some((heading_level(*level), text.as_slice())),
        _ => None,
    })
}

/// More headings than this are no overview.
const MOST_ENTRIES: usize = 40;

/// The title is no heading here: a heading of level 2 is a word processor's first.
fn heading_level(level: u8) -> usize {
    usize::from(level.clamp(2, 4)) - 1
}

/// The bookmark of a heading, as word processors name those of a list of contents.
fn bookmark(number: usize) -> String {
    format!("_Toc{number:08}")
}

struct Body<'a> {
    xml: Xml,
    locale: &'a Locale,
    links: Vec<String>,
    /// How many headings of the list of contents were written.
    headings: usize,
    pictures: Pictures,
    /// Whether a table was written last: the next would run into it.
    after_table: bool,
}

impl Body<'_> {
    fn cover(&mut self, cover: &Cover) {
        self.paragraph("Subtitle", &plain(cover.kind.as_str()));
        self.paragraph("Title", &cover.title);
        self.facts(&cover.facts, None);
        for (tone, label, text) in &cover.notices {
            self.answer(*tone, label, text);
        }
        if let Some((tone, label, text)) = &cover.answer {
            self.answer(*tone, label, &plain(text.as_str()));
        }
    }

    fn answer(&mut self, of: Tone, label: &str, text: &[Span]) {
        self.paragraph(&format!("Card{}Lead", class(of)), &plain(label));
        self.paragraph(&format!("Card{}", class(of)), text);
    }

    /// A field that a word processor renews, with its entries written out, so that they stand there
    /// before anyone renews it. The pages are not known here and stay out until then.
    fn contents(&mut self, document: &Document) {
        let count = |most: usize| {
            let listed = headings(&document.blocks).filter(|(level, _)| *level <= most);
            listed.count()
        };
        if count(1) < 2 {
            return;
        }
        // As deep as it stays an overview.
        let depth = (2..=3).rev().find(|depth| count(*depth) <= MOST_ENTRIES);
        let depth = depth.unwrap_or(1);
        self.xml.open("w:sdt", NONE);
        self.xml.inside("w:sdtPr", NONE, |xml| {
            xml.inside("w:docPartObj", NONE, |xml| {
                xml.empty("w:docPartGallery", &[("w:val", "Table of Contents")]);
                xml.empty("w:docPartUnique", NONE);
            });
        });
        self.xml.open("w:sdtContent", NONE);
        self.paragraph("TOCHeading", &plain(document.words.contents.as_str()));
        let mut left = count(depth);
        let mut begun = false;
        for (number, (level, text)) in headings(&document.blocks).enumerate() {
            if level > depth {
                continue;
            }
            self.open_paragraph(&format!("TOC{level}"));
            if !begun {
                begun = true;
                self.field("begin");
                self.xml.inside("w:r", NONE, |xml| {
                    let space = [("xml:space", "preserve")];
                    let code = format!(" TOC \\o \"1-{depth}\" \\h \\z ");
                    xml.text("w:instrText", &space, &code);
                });
                self.field("separate");
            }
            let name = bookmark(number + 1);
            let to = [("w:anchor", name.as_str()), ("w:history", "1")];
            self.xml.open("w:hyperlink", &to);
            self.run(&bare(text), None, None);
            self.xml.close("w:hyperlink");
            left -= 1;
            if left == 0 {
                self.field("end");
            }
            self.xml.close("w:p");
        }
        self.xml.close("w:sdtContent");
        self.xml.close("w:sdt");
    }

    fn field(&mut self, step: &str) {
        self.xml.inside("w:r", NONE, |xml| {
            xml.empty("w:fldChar", &[("w:fldCharType", step)]);
        });
    }

    /// A block: in a card of what tone, if in one.
    fn block(&mut self, block: &Block, card: Option<Tone>) {
        match block {
            Block::Heading(level, text) => match card {
                Some(of) => {
                    let level = heading_level(*level);
                    self.paragraph(&format!("Card{}Heading{level}", class(of)), text);
                }
                None => self.heading(heading_level(*level), text),
            },
            Block::Paragraph(text) => self.paragraph(&style("", card), text),
            Block::List(items) => {
                let style = card.map_or("ListBullet".to_owned(), |_| style("List", card));
                for item in items {
                    self.paragraph(&style, item);
                }
            }
            Block::Facts(pairs) => self.facts(pairs, card),
            Block::Table(table) => self.table(table),
            Block::Card(one) => self.card(one),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn heading(&mut self, level: usize, text: &[Span]) {
        self.headings += 1;
        let (id, name) = (self.headings.to_string(), bookmark(self.headings));
        self.open_paragraph(&format!("Heading{level}"));
        let start = [("w:id", id.as_str()), ("w:name", name.as_str())];
        self.xml.empty("w:bookmarkStart", &start);
        self.spans(text, None);
        self.xml.empty("w:bookmarkEnd", &[("w:id", id.as_str())]);
        self.xml.close("w:p");
    }

    fn card(&mut self, card: &Card) {
        let level = heading_level(card.level);
        let of = class(card.tone);
        self.open_paragraph(&format!("Card{of}Heading{level}"));
        self.run(&card.label, Some(&format!("Label{of}")), None);
        self.run(": ", None, None);
        self.spans(&card.title, None);
        self.xml.close("w:p");
        for block in &card.blocks {
            self.block(block, Some(card.tone));
        }
    }

    fn facts(&mut self, pairs: &[(String, Vec<Span>)], card: Option<Tone>) {
        for (name, value) in pairs {
            self.open_paragraph(&style("Facts", card));
            self.run(name, Some("FactName"), None);
            // A name that ends at the stop of the tab would touch the value.
            self.run(":\u{a0}\t", None, None);
            self.spans(value, None);
            self.xml.close("w:p");
        }
    }

    /// A picture between its title and what it finds.
    fn picture(&mut self, picture: &Picture) {
        self.paragraph("Caption", &plain(picture.title.as_str()));
        self.open_paragraph("Picture");
        self.xml.open("w:r", NONE);
        self.pictures.write(&mut self.xml, picture, TEXT);
        self.xml.close("w:r");
        self.xml.close("w:p");
        self.paragraph("Normal", &plain(picture.text.as_str()));
    }

    fn table(&mut self, table: &Table) {
        if is_empty(table) {
            return;
        }
        if !table.caption.is_empty() {
            self.paragraph("Caption", &plain(table.caption.as_str()));
        } else if self.after_table {
            self.paragraph("AfterTable", &[]);
        }
        let widths = widths(table, self.locale);
        let titles: Vec<&str> = table.columns.iter().map(|one| one.title.as_str()).collect();
        let whole = widths.iter().sum::<usize>().to_string();
        self.xml.open("w:tbl", NONE);
        self.xml.inside("w:tblPr", NONE, |xml| {
            xml.empty("w:tblStyle", &[("w:val", "ReportTable")]);
            xml.empty("w:tblW", &[("w:w", whole.as_str()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            let look = [
                ("w:val", "06A0"),
                ("w:firstRow", "1"),
                ("w:lastRow", "0"),
                ("w:firstColumn", "1"),
                ("w:lastColumn", "0"),
                ("w:noHBand", "1"),
                ("w:noVBand", "1"),
            ];
            xml.empty("w:tblLook", &look);
            if !table.caption.is_empty() {
                xml.empty("w:tblCaption", &[("w:val", table.caption.as_str())]);
            }
            xml.empty("w:tblDescription", &[("w:val", titles.join("; "))]);
        });
        self.xml.inside("w:tblGrid", NONE, |xml| {
            for width in &widths {
                xml.empty("w:gridCol", &[("w:w", width.to_string())]);
            }
        });
        self.open_row(true);
        for (column, width) in table.columns.iter().zip(&widths) {
            let style = if column.numeric {
                "TableHeadNumber"
            } else {
                "TableHead"
            };
            self.open_cell(*width);
            self.paragraph(style, &plain(column.title.as_str()));
            self.xml.close("w:tc");
        }
        self.xml.close("w:tr");
        for row in &table.rows {
            self.open_row(false);
            for (number, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
                let style = match (number, row.level.min(LEVELS), column.numeric) {
                    (0, level @ 1.., _) => format!("TableLevel{level}"),
                    (_, _, true) => "TableNumber".to_owned(),
                    _ => "TableText".to_owned(),
                };
                self.open_cell(*width);
                self.open_paragraph(&style);
                if let Some(cell) = row.cells.get(number) {
                    self.cell(cell, row.total.then_some("Strong"));
                }
                self.xml.close("w:p");
                self.xml.close("w:tc");
            }
            self.xml.close("w:tr");
        }
        self.xml.close("w:tbl");
        self.after_table = true;
    }

    fn open_row(&mut self, heads: bool) {
        self.xml.open("w:tr", NONE);
        self.xml.inside("w:trPr", NONE, |xml| {
            xml.empty("w:cantSplit", NONE);
            if heads {
                xml.empty("w:tblHeader", NONE);
            }
        });
    }

    fn open_cell(&mut self, width: usize) {
        self.xml.open("w:tc", NONE);
        self.xml.inside("w:tcPr", NONE, |xml| {
            let width = width.to_string();
            xml.empty("w:tcW", &[("w:w", width.as_str()), ("w:type", "dxa")]);
        });
    }

    fn cell(&mut self, cell: &Cell, within: Option<&str>) {
        match &cell.value {
            Value::Text(spans) => self.spans(spans, within),
            other => self.run(&cell_text(other, self.locale), within, None),
        }
    }

    fn paragraph(&mut self, style: &str, text: &[Span]) {
        self.open_paragraph(style);
        self.spans(text, None);
        self.xml.close("w:p");
    }

    fn open_paragraph(&mut self, style: &str) {
        self.after_table = false;
        self.xml.open("w:p", NONE);
        self.xml.inside("w:pPr", NONE, |xml| {
            xml.empty("w:pStyle", &[("w:val", style)]);
        });
    }

    /// Running text; its plain parts in the style of what surrounds them.
    fn spans(&mut self, spans: &[Span], within: Option<&str>) {
        for span in spans {
            match span {
                Span::Plain(text) => self.run(text, within, None),
                Span::Foreign(text, lang) => self.run(text, within, Some(language(*lang))),
                Span::Strong(text) => self.run(text, Some("Strong"), None),
                Span::Code(text) => self.run(text, Some("Code"), None),
                Span::Link(text, to) => match address(to) {
                    Some(address) => self.link(text, address),
                    None => self.run(text, within, None),
                },
            }
        }
    }

    fn link(&mut self, text: &str, address: String) {
        let known = self.links.iter().position(|one| *one == address);
        let number = known.unwrap_or(self.links.len());
        if known.is_none() {
            self.links.push(address);
        }
        let to = [("r:id", link_id(number)), ("w:history", "1".to_owned())];
        self.xml.open("w:hyperlink", &to);
        self.run(text, Some("Hyperlink"), None);
        self.xml.close("w:hyperlink");
    }

    fn run(&mut self, text: &str, style: Option<&str>, language: Option<&str>) {
        if text.is_empty() {
            return;
        }
        self.xml.open("w:r", NONE);
        if style.is_some() || language.is_some() {
            self.xml.inside("w:rPr", NONE, |xml| {
                if let Some(style) = style {
                    xml.empty("w:rStyle", &[("w:val", style)]);
                }
                if let Some(language) = language {
                    xml.empty("w:lang", &[("w:val", language)]);
                }
            });
        }
        let text = text.replace("\r\n", "\n");
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.xml.empty("w:br", NONE);
            }
            for (number, part) in line.split('\t').enumerate() {
                if number > 0 {
                    self.xml.empty("w:tab", NONE);
                }
                self.xml.text("w:t", &[("xml:space", "preserve")], part);
            }
        }
        self.xml.close("w:r");
    }

    /// The page: A4, its running lines, the first page without a head.
    fn page(&mut self) {
        self.xml.inside("w:sectPr", NONE, |xml| {
            let part = |kind: &'static str, id: &'static str| [("w:type", kind), ("r:id", id)];
            xml.empty("w:headerReference", &part("default", "rIdHeader"));
            xml.empty("w:footerReference", &part("default", "rIdFooter"));
            xml.empty("w:footerReference", &part("first", "rIdFooterFirst"));
            xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
            let margins = [
                ("w:top", "1304"),
                ("w:right", "1134"),
                ("w:bottom", "1247"),
                ("w:left", "1134"),
                ("w:header", "624"),
                ("w:footer", "624"),
                ("w:gutter", "0"),
            ];
            xml.empty("w:pgMar", &margins);
            xml.empty("w:titlePg", NONE);
        });
    }
}

/// A style of running text, or its like in a card.
fn style(name: &str, card: Option<Tone>) -> String {
    match card {
        Some(of) => format!("Card{}{name}", class(of)),
        None if name.is_empty() => "Normal".to_owned(),
        None => name.to_owned(),
    }
}
