//! Writes XML into memory: elements, attributes and texts that hold only what XML has a place for.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::hidden::visible;

/// No attributes.
pub(crate) const NONE: &[(&str, &str)] = &[];

/// Writes elements into memory.
pub(crate) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Every element on a line of its own, for people who read it.
    pub(crate) fn indented() -> Self {
        Xml(Writer::new_with_indent(Vec::new(), b' ', 2))
    }

    /// Without white space between elements, for formats to which it is text.
    #[cfg(feature = "docx")]
    pub(crate) fn dense() -> Self {
        Xml(Writer::new(Vec::new()))
    }

    // INVARIANT: everything is written into memory, so that nothing can fail to be written.
    fn event(&mut self, event: Event<'_>) {
        let _ = self.0.write_event(event);
    }

    pub(crate) fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    }

    pub(crate) fn open<V: AsRef<str>>(&mut self, name: &str, attributes: &[(&str, V)]) {
        self.event(Event::Start(start(name, attributes)));
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub(crate) fn inside<V: AsRef<str>>(
        &mut self,
        name: &str,
        attributes: &[(&str, V)],
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        content(self);
        self.close(name);
    }

    pub(crate) fn empty<V: AsRef<str>>(&mut self, name: &str, attributes: &[(&str, V)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element that holds a text; nothing when there is no text.
    pub(crate) fn text<V: AsRef<str>>(&mut self, name: &str, attributes: &[(&str, V)], text: &str) {
        if text.is_empty() {
            return;
        }
        self.inside(name, attributes, |xml| {
            xml.event(Event::Text(BytesText::new(&xml_text(text))));
        });
    }

    pub(crate) fn finish(self) -> String {
        let mut text = String::from_utf8_lossy(&self.0.into_inner()).into_owned();
        text.push('\n');
        text
    }
}

fn start<'a, V: AsRef<str>>(name: &'a str, attributes: &[(&str, V)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, xml_text(value.as_ref()).as_str()));
    }
    start
}

/// A text as XML may hold it: what XML has no place for leaves a mark.
fn xml_text(text: &str) -> String {
    let mark = |character| match visible(character) {
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        visible => visible,
    };
    text.replace("\r\n", "\n").chars().map(mark).collect()
}
