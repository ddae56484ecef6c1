//! The parts beside the text: what the file consists of, its properties, its running lines.

use crate::model::Lang;
use crate::report::document::Document;
use crate::xml::{NONE, Xml};

/// The namespace of word-processor text.
pub(super) const W: (&str, &str) = (
    "xmlns:w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
);
/// The namespace of relations to other parts.
pub(super) const R: (&str, &str) = (
    "xmlns:r",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
);

/// The namespace of what some programs do not know, with what they show in its place.
pub(super) const MC: (&str, &str) = (
    "xmlns:mc",
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
);
/// The namespaces of drawings: in a text, in general, as groups and as shapes.
pub(super) const WP: (&str, &str) = (
    "xmlns:wp",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
);
pub(super) const A: (&str, &str) = (
    "xmlns:a",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
);
pub(super) const WPG: (&str, &str) = (
    "xmlns:wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
);
pub(super) const WPS: (&str, &str) = (
    "xmlns:wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
);

/// The relations of the text to its own parts; those to addresses are counted on from here.
const PARTS: [(&str, &str, &str); 8] = [
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdTheme", "theme", "theme.xml"),
    ("rIdFonts", "fontTable", "fonts.xml"),
    ("rIdNumbering", "numbering", "numbering.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdHeader", "header", "header.xml"),
    ("rIdFooter", "footer", "footer.xml"),
    ("rIdFooterFirst", "footer", "footer_first.xml"),
];

pub(super) fn content_types() -> String {
    include_str!("content_types.xml").to_owned()
}

pub(super) fn package_relations() -> String {
    include_str!("package_rels.xml").to_owned()
}

pub(super) fn theme() -> String {
    include_str!("theme.xml").to_owned()
}

pub(super) fn fonts() -> String {
    include_str!("fonts.xml").to_owned()
}

pub(super) fn numbering() -> String {
    include_str!("numbering.xml").to_owned()
}

pub(super) fn settings(lang: Lang, language: &str) -> String {
    let (decimal, list) = match lang {
        Lang::Fi | Lang::Sv => (",", ";"),
        Lang::En => (".", ","),
    };
    include_str!("settings.xml")
        .replace("{language}", language)
        .replace("{decimal}", decimal)
        .replace("{list}", list)
}

/// What the file says of itself. No person is named; the day is the document's.
pub(super) fn properties(document: &Document, language: &str) -> String {
    let mut xml = Xml::dense();
    xml.declaration();
    let spaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let day = format!("{}T00:00:00Z", document.date);
    let w3c = [("xsi:type", "dcterms:W3CDTF")];
    xml.inside("cp:coreProperties", &spaces, |xml| {
        xml.text("dc:title", NONE, &document.title);
        xml.text("dc:subject", NONE, &document.cover.kind);
        xml.text("dc:identifier", NONE, &document.id);
        xml.text("dc:language", NONE, language);
        xml.text("dcterms:created", &w3c, &day);
        xml.text("dcterms:modified", &w3c, &day);
    });
    xml.finish()
}

/// What the text refers to: its own parts, and addresses on the web.
pub(super) fn relations(links: &[String]) -> String {
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut xml = Xml::dense();
    xml.declaration();
    let space = [(
        "xmlns",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    )];
    xml.inside("Relationships", &space, |xml| {
        for (id, kind, target) in PARTS {
            let kind = format!("{TYPES}/{kind}");
            let attributes = [("Id", id), ("Type", kind.as_str()), ("Target", target)];
            xml.empty("Relationship", &attributes);
        }
        for (number, address) in links.iter().enumerate() {
            let attributes = [
                ("Id", link_id(number)),
                ("Type", format!("{TYPES}/hyperlink")),
                ("Target", address.clone()),
                ("TargetMode", "External".to_owned()),
            ];
            xml.empty("Relationship", &attributes);
        }
    });
    xml.finish()
}

/// The id of the relation to an address, counted from nought.
pub(super) fn link_id(number: usize) -> String {
    format!("rIdLink{}", number + 1)
}

/// Above every page but the first, where the title itself stands.
pub(super) fn header(document: &Document) -> String {
    let mut xml = Xml::dense();
    xml.declaration();
    xml.inside("w:hdr", &[W], |xml| {
        paragraph(xml, "Header", |xml| words(xml, &document.title));
    });
    xml.finish()
}

/// Below every page: its number, and of how many, as Nordic offices write it.
pub(super) fn footer() -> String {
    let mut xml = Xml::dense();
    xml.declaration();
    xml.inside("w:ftr", &[W], |xml| {
        paragraph(xml, "Footer", |xml| {
            field(xml, " PAGE ");
            words(xml, " (");
            field(xml, " NUMPAGES ");
            words(xml, ")");
        });
    });
    xml.finish()
}

fn paragraph(xml: &mut Xml, style: &str, content: impl FnOnce(&mut Xml)) {
    xml.inside("w:p", NONE, |xml| {
        xml.inside("w:pPr", NONE, |xml| {
            xml.empty("w:pStyle", &[("w:val", style)]);
        });
        content(xml);
    });
}

fn words(xml: &mut Xml, text: &str) {
    xml.inside("w:r", NONE, |xml| {
        xml.text("w:t", &[("xml:space", "preserve")], text);
    });
}

fn field(xml: &mut Xml, code: &str) {
    xml.inside("w:fldSimple", &[("w:instr", code)], |xml| words(xml, "1"));
}
