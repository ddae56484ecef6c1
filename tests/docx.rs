//! Reports as word-processor files, read back part by part: styles alone give the looks, headings
//! are in order, tables repeat their first row, and every text comes out as it went in.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::sync::OnceLock;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use selvitys::{Format, Kind, Lang, Project, Report, Rulebooks, Stage, assess};
use selvitys_tests::CASES;

/// A part of a file as a tree.
#[derive(Debug, Default, Clone)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn read(xml: &str) -> Node {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Node::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Node::start(&start)),
                Event::Empty(start) => {
                    let node = Node::start(&start);
                    open.last_mut().unwrap().children.push(node);
                }
                Event::End(_) => {
                    let node = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(node);
                }
                Event::Text(text) => open.last_mut().unwrap().text += &text.xml10_content(),
                Event::GeneralRef(name) => {
                    let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .unwrap()
                        .into_owned();
                    open.last_mut().unwrap().text += &text;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "an element is not closed");
        open.remove(0).children.remove(0)
    }

    fn start(start: &BytesStart<'_>) -> Node {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let name = attribute.key.as_ref().to_owned();
            let value = attribute.value.into_owned();
            (
                name,
                quick_xml::escape::unescape(&value).unwrap().into_owned(),
            )
        });
        Node {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Node::default()
        }
    }

    fn each<'a>(&'a self, name: &str, found: &mut Vec<&'a Node>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.each(name, found);
        }
    }

    fn all(&self, name: &str) -> Vec<&Node> {
        let mut found = Vec::new();
        self.each(name, &mut found);
        found
    }

    fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    fn value(&self) -> &str {
        self.attributes.get("w:val").map_or("", String::as_str)
    }

    /// The words of a paragraph, breaks and tabs among them.
    fn words(&self) -> String {
        let mut words = String::new();
        for child in &self.children {
            match child.name.as_str() {
                "w:t" => words += &child.text,
                "w:br" => words.push('\n'),
                "w:tab" => words.push('\t'),
                _ => words += &child.words(),
            }
        }
        words
    }
}

struct File(BTreeMap<String, String>);

impl File {
    fn open(bytes: &[u8]) -> File {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..zip.len()).map(|number| {
            let mut part = zip.by_index(number).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        });
        File(parts.collect())
    }

    fn part(&self, name: &str) -> Node {
        Node::read(&self.0[name])
    }

    fn text(&self) -> Node {
        self.part("word/document.xml")
    }
}

fn write(report: &Report, lang: Lang) -> Vec<u8> {
    report
        .render(Format::Docx, lang, Rulebooks::builtin())
        .unwrap()
}

/// A report, written and opened again.
struct Written {
    name: String,
    as_of: String,
    lang: Lang,
    file: File,
}

/// Every example as every kind of report in Finnish, and one of them in all languages.
fn every_report() -> &'static [Written] {
    static ALL: OnceLock<Vec<Written>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for (number, case) in CASES.into_iter().enumerate() {
            let (project, assessment) = (case.project(), case.assess());
            for kind in Kind::ALL {
                let report = Report::new(kind, &project, &assessment, Rulebooks::builtin());
                let langs = if number == 0 { 3 } else { 1 };
                for lang in &Lang::ALL[..langs] {
                    let name = format!("{} {} {}", case.name, kind.key(), lang.tag());
                    let bytes = write(&report, *lang);
                    assert!(bytes == write(&report, *lang), "{name}: other bytes");
                    all.push(Written {
                        name,
                        as_of: report.header.as_of.to_string(),
                        lang: *lang,
                        file: File::open(&bytes),
                    });
                }
            }
        }
        all
    })
}

/// The styles with their outline level, their own or that of the style they rest on.
fn levels(styles: &Node) -> BTreeMap<String, Option<usize>> {
    let mut levels: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for style in styles.all("w:style") {
        let own = style.child("w:pPr").and_then(|it| it.child("w:outlineLvl"));
        let below = style.child("w:basedOn").map(Node::value);
        if let Some(below) = below {
            assert!(levels.contains_key(below), "no style {below}");
        }
        let level = match own {
            Some(own) => Some(own.value().parse().unwrap()),
            None => below.and_then(|below| levels[below]),
        };
        levels.insert(style.attributes["w:styleId"].clone(), level);
    }
    levels
}

#[test]
fn looks_come_from_styles_alone() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("w:pPr", &["w:pStyle"][..]),
        ("w:rPr", &["w:rStyle", "w:lang"]),
        ("w:trPr", &["w:cantSplit", "w:tblHeader"]),
        ("w:tcPr", &["w:tcW"]),
        (
            "w:tblPr",
            &[
                "w:tblStyle",
                "w:tblW",
                "w:tblLayout",
                "w:tblLook",
                "w:tblCaption",
                "w:tblDescription",
            ],
        ),
    ]);
    for Written { name, file, .. } in every_report() {
        let text = file.text();
        for (properties, allowed) in &allowed {
            for node in text.all(properties) {
                for child in &node.children {
                    let by_style = allowed.contains(&child.name.as_str());
                    assert!(by_style, "{name}: {} in {properties}", child.name);
                }
            }
        }
        let styles = levels(&file.part("word/styles.xml"));
        for kind in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
            for used in text.all(kind) {
                assert!(
                    styles.contains_key(used.value()),
                    "{name}: {}",
                    used.value()
                );
            }
        }
        // No paragraph is left to its default in silence.
        for paragraph in text.all("w:p") {
            let style = paragraph.child("w:pPr").and_then(|it| it.child("w:pStyle"));
            assert!(style.is_some(), "{name}: {}", paragraph.words());
        }
    }
}

#[test]
fn headings_are_in_order_and_contents_lead_to_them() {
    for Written { name, file, .. } in every_report() {
        let (text, styles) = (file.text(), levels(&file.part("word/styles.xml")));
        let mut last = None;
        let mut headings = 0;
        for paragraph in text.all("w:p") {
            let style = paragraph.child("w:pPr").and_then(|it| it.child("w:pStyle"));
            let Some(level) = styles[style.unwrap().value()] else {
                continue;
            };
            let next = last.map_or(0, |last: usize| last + 1);
            assert!(level <= next, "{name}: {} jumps", paragraph.words());
            assert!(
                !paragraph.words().trim().is_empty(),
                "{name}: an empty heading"
            );
            last = Some(level);
            headings += 1;
        }
        assert!(headings > 0, "{name}");
        let marks: BTreeSet<_> = text
            .all("w:bookmarkStart")
            .iter()
            .map(|mark| mark.attributes["w:name"].clone())
            .collect();
        let contents = text.child("w:body").unwrap().child("w:sdt");
        let entries = contents.map_or(Vec::new(), |it| it.all("w:hyperlink"));
        for entry in &entries {
            assert!(marks.contains(&entry.attributes["w:anchor"]), "{name}");
        }
        if let Some(contents) = contents {
            let steps = contents.all("w:fldChar");
            let steps = steps.iter().map(|it| &*it.attributes["w:fldCharType"]);
            let steps: Vec<_> = steps.collect();
            assert_eq!(steps, ["begin", "separate", "end"], "{name}");
            assert!(
                contents.all("w:instrText")[0]
                    .text
                    .starts_with(" TOC \\o \"1-")
            );
            assert!(entries.len() >= 2, "{name}");
        }
    }
}

#[test]
fn tables_repeat_their_first_row_and_say_what_they_are() {
    let mut seen = 0;
    for Written { name, file, .. } in every_report() {
        for table in file.text().all("w:tbl") {
            let rows = table.all("w:tr");
            for (number, row) in rows.iter().enumerate() {
                let properties = row.child("w:trPr").unwrap();
                let heads = properties.child("w:tblHeader").is_some();
                assert_eq!(heads, number == 0, "{name}: row {number}");
                assert!(properties.child("w:cantSplit").is_some(), "{name}");
                let cells = row.children.iter().filter(|child| child.name == "w:tc");
                assert_eq!(cells.count(), table.all("w:gridCol").len(), "{name}");
            }
            let properties = table.child("w:tblPr").unwrap();
            let look = properties.child("w:tblLook").unwrap();
            assert_eq!(look.attributes["w:firstRow"], "1");
            assert_eq!(look.attributes["w:firstColumn"], "1");
            let described = properties.child("w:tblDescription").unwrap();
            assert!(!described.value().is_empty(), "{name}");
            let caption = properties.child("w:tblCaption").map(Node::value);
            assert!(caption.is_some_and(|it| !it.is_empty()), "{name}");
            let widths = table.all("w:gridCol");
            let widths = widths
                .iter()
                .map(|it| it.attributes["w:w"].parse::<u32>().unwrap());
            let width: u32 = widths.inspect(|width| assert!(*width > 0)).sum();
            assert!(width <= 9638, "{name}: a table of {width}");
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn the_file_says_its_language_and_its_title_and_no_person() {
    for Written {
        name,
        as_of,
        lang,
        file,
    } in every_report()
    {
        let language = match lang {
            Lang::Fi => "fi-FI",
            Lang::Sv => "sv-FI",
            Lang::En => "en-GB",
        };
        let styles = file.part("word/styles.xml");
        assert_eq!(styles.all("w:lang")[0].value(), language, "{name}");
        let settings = file.part("word/settings.xml");
        assert_eq!(settings.all("w:themeFontLang")[0].value(), language);
        let core = file.part("docProps/core.xml");
        let said: BTreeMap<_, _> = core
            .children
            .iter()
            .map(|child| (child.name.as_str(), child.text.clone()))
            .collect();
        let names: Vec<_> = said.keys().copied().collect();
        let known = [
            "dc:identifier",
            "dc:language",
            "dc:subject",
            "dc:title",
            "dcterms:created",
            "dcterms:modified",
        ];
        assert_eq!(names, known, "{name}");
        assert_eq!(said["dc:language"], language);
        let day = format!("{as_of}T00:00:00Z");
        assert_eq!(said["dcterms:created"], day);
        assert_eq!(said["dcterms:modified"], day);
        let running = file.part("word/header.xml").words();
        assert_eq!(running, said["dc:title"]);
        // Each part that is there is announced, and each announced part is there.
        let types = file.part("[Content_Types].xml");
        for announced in types.all("Override") {
            let part = announced.attributes["PartName"].trim_start_matches('/');
            assert!(file.0.contains_key(part), "{name}: {part}");
        }
        let links = file.part("word/_rels/document.xml.rels");
        let ids: BTreeSet<_> = links
            .all("Relationship")
            .iter()
            .map(|link| link.attributes["Id"].clone())
            .collect();
        for link in file.text().all("w:hyperlink") {
            if let Some(id) = link.attributes.get("r:id") {
                assert!(ids.contains(id), "{name}: {id}");
            }
        }
    }
}

#[test]
fn pictures_say_what_they_find() {
    let mut seen = 0;
    for Written { name, file, .. } in every_report() {
        let text = file.text();
        let mut ids = BTreeSet::new();
        for picture in text.all("wp:docPr") {
            assert!(picture.attributes["descr"].len() > 10, "{name}");
            assert!(!picture.attributes["title"].is_empty(), "{name}");
            seen += 1;
        }
        for kind in ["wp:docPr", "wps:cNvPr"] {
            for shape in text.all(kind) {
                assert!(
                    ids.insert(shape.attributes["id"].clone()),
                    "{name}: an id twice"
                );
            }
        }
        for choice in text.all("mc:AlternateContent") {
            let other = choice.child("mc:Fallback").unwrap();
            assert!(!other.words().is_empty(), "{name}");
        }
    }
    assert!(seen > 0);
}

#[test]
fn hostile_texts_come_out_as_they_went_in() {
    let long = "x".repeat(10_000);
    let hostile = [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "]]> &amp; <w:p/>",
        "👩‍⚕️ emoji",
        "Sámi: čáhppes, Åland: å ä ö",
        "\"quotes\" and 'apostrophes' \\ {language} {tone}",
        "right to left: \u{5d0}\u{5d1}\u{200f} \u{200e}abc",
        "  spaces  around  ",
        "two\nlines\tand a tab",
        long.as_str(),
    ];
    let books = Rulebooks::builtin();
    for text in hostile {
        let name = serde_json::to_string(text).unwrap();
        let document = format!(
            r#"{{"format": "1", "id": "x", "name": {{"fi": {name}}},
                "budgets": [{{"id": "b", "grant": "none", "version": "applied",
                  "lines": [{{"id": "l", "title": {{"sv": {name}}}, "applied": {{"total": "1.00"}}}}]}}]}}"#
        );
        let project = Project::from_json(&document).unwrap();
        let day = jiff::civil::date(2020, 3, 1);
        let assessment = assess(&project, books, day, Stage::Application);
        for kind in Kind::ALL {
            let report = Report::new(kind, &project, &assessment, books);
            let file = File::open(&write(&report, Lang::Fi));
            let body = file.text();
            let paragraphs = body.all("w:p");
            let title = paragraphs.iter().find(|paragraph| {
                let style = paragraph.child("w:pPr").and_then(|it| it.child("w:pStyle"));
                style.is_some_and(|style| style.value() == "Title")
            });
            assert_eq!(title.unwrap().words(), text);
            if kind == Kind::Budget {
                let cell = body
                    .all("w:tc")
                    .into_iter()
                    .find(|cell| cell.words() == text);
                // The line is named in Swedish alone, and the Finnish report says so.
                let cell = cell.unwrap_or_else(|| panic!("{text}: not in a cell"));
                assert_eq!(cell.all("w:lang")[0].value(), "sv-FI");
            }
            assert!(body.all("w:instrText").len() <= 1);
        }
    }
}

#[test]
fn hidden_characters_leave_a_mark() {
    let mut project = selvitys_tests::project("pohde");
    project.name.fi = Some("Summa \u{202e}000 1\u{1b}[31m\0\u{ffff}".to_owned());
    let books = Rulebooks::builtin();
    let day = jiff::civil::date(2022, 12, 31);
    let assessment = assess(&project, books, day, Stage::Draft);
    let report = Report::new(Kind::Compliance, &project, &assessment, books);
    let file = File::open(&write(&report, Lang::Fi));
    let marked = "Summa \u{fffd}000 1\u{fffd}[31m\u{fffd}\u{fffd}";
    assert!(file.text().words().contains(marked));
    assert!(file.part("word/header.xml").words().contains(marked));
    for (name, text) in &file.0 {
        assert!(
            !text.contains(['\u{202e}', '\u{1b}', '\0', '\u{ffff}']),
            "{name}"
        );
    }
}

#[test]
fn a_word_processor_file_is_no_text() {
    let case = CASES[0];
    let books = Rulebooks::builtin();
    let report = Report::new(Kind::Budget, &case.project(), &case.assess(), books);
    let error = report
        .render_text(Format::Docx, Lang::Fi, books)
        .unwrap_err();
    assert!(error.to_string().contains("docx"), "{error}");
    assert!(!Format::Docx.is_text() && !Format::Docx.is_data());
}
