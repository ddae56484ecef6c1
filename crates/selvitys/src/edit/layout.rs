//! How a document lays out its fields, so that new ones look like their neighbours.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use serde_json::Value as Json;

use super::{extent, find};
use crate::pointer::{escape, unescape};
use crate::read::{fields_at, key_range};

pub(super) struct Layout<'a> {
    source: &'a str,
    root: &'a Value<'a>,
    /// What one level is indented by.
    unit: &'a str,
}

/// How the fields of one object are laid out.
#[derive(Clone, Copy)]
struct Style<'a> {
    /// What stands before a field: a line end and an indentation, a space, or nothing.
    lead: &'a str,
    /// What stands between a name and its value.
    colon: &'a str,
}

impl<'a> Layout<'a> {
    pub(super) fn of(source: &'a str, root: &'a Value<'a>) -> Self {
        let mut layout = Layout {
            source,
            root,
            unit: "  ",
        };
        if let Value::Object(object) = root {
            let unit = indentation(layout.lead(object, 0));
            layout.unit = unit.filter(|unit| !unit.is_empty()).unwrap_or("  ");
        }
        layout
    }

    /// A field after another one of an object: where it is put in, and its text.
    pub(super) fn after(
        &self,
        object: &Object<'_>,
        at: usize,
        parent: &str,
        name: &str,
        value: &Json,
    ) -> (usize, String) {
        let style = self.style(object, at + 1);
        let field = self.field(style, parent, name, value);
        let end = extent(object, at).map_or(object.range.end - 1, |(_, end)| end);
        (end, format!(",{}{field}", style.lead))
    }

    /// A field before all others of an object.
    pub(super) fn before(
        &self,
        object: &Object<'_>,
        parent: &str,
        name: &str,
        value: &Json,
    ) -> (usize, String) {
        let style = self.style(object, 1);
        let field = self.field(style, parent, name, value);
        let start = extent(object, 0).map_or(object.range.start + 1, |(start, _)| start);
        (start, format!("{field},{}", style.lead))
    }

    /// The fields of an object that has none, with what stands around them.
    pub(super) fn first_fields(&self, parent: &str, fields: &[(&str, &Json)]) -> String {
        let around = self.around(parent);
        let inside = indentation(around.lead).map(|indent| {
            let line_end = around.lead.strip_suffix(indent).unwrap_or("\n");
            format!("{line_end}{indent}{}", self.unit)
        });
        let lead = inside.as_deref().unwrap_or_default();
        let between = if inside.is_some() {
            lead
        } else {
            gap(around.colon)
        };
        let style = Style {
            lead,
            colon: around.colon,
        };
        let fields = fields
            .iter()
            .map(|(name, value)| self.field(style, parent, name, value));
        let fields: Vec<String> = fields.collect();
        let end = if inside.is_some() { around.lead } else { "" };
        format!("{lead}{}{end}", fields.join(&format!(",{between}")))
    }

    /// A value in the place of another.
    pub(super) fn value(&self, value: &Json, path: &str) -> String {
        self.written(self.around(path), path, value)
    }

    /// The style of the object that the field of a pointer stands in; of an item of a list, of the
    /// field that holds the list.
    fn around(&self, path: &str) -> Style<'a> {
        let none = Style {
            lead: "",
            colon: ": ",
        };
        let Some((parent, name)) = path.rsplit_once('/') else {
            return none;
        };
        match find(self.root, parent) {
            Some(Value::Object(object)) => {
                let name = unescape(name);
                let mut fields = object.properties.iter();
                let at = fields.position(|field| field.name.as_str() == name);
                self.style(object, at.unwrap_or_default())
            }
            _ => self.around(parent),
        }
    }

    fn field(&self, style: Style<'_>, parent: &str, name: &str, value: &Json) -> String {
        let path = format!("{parent}/{name}");
        let key = Json::String(unescape(name));
        format!("{key}{}{}", style.colon, self.written(style, &path, value))
    }

    fn written(&self, style: Style<'_>, path: &str, value: &Json) -> String {
        let parts: Vec<String> = match value {
            Json::Object(fields) => {
                let order = fields_at(path);
                let mut fields: Vec<(&String, &Json)> = fields.iter().collect();
                fields.sort_by_key(|(name, _)| order.iter().position(|known| known == name));
                let inner = self.inner(style);
                let inner = Style {
                    lead: inner.as_deref().unwrap_or_default(),
                    ..style
                };
                let write =
                    |(name, value): (&String, &Json)| self.field(inner, path, &escape(name), value);
                fields.into_iter().map(write).collect()
            }
            Json::Array(items) => {
                let inner = self.inner(style);
                let inner = Style {
                    lead: inner.as_deref().unwrap_or_default(),
                    ..style
                };
                let items = items.iter().enumerate();
                items
                    .map(|(at, item)| self.written(inner, &format!("{path}/{at}"), item))
                    .collect()
            }
            scalar => return scalar.to_string(),
        };
        let (open, close) = if value.is_object() {
            ('{', '}')
        } else {
            ('[', ']')
        };
        match self.inner(style) {
            _ if parts.is_empty() => format!("{open}{close}"),
            Some(lead) => {
                format!(
                    "{open}{lead}{}{}{close}",
                    parts.join(&format!(",{lead}")),
                    style.lead
                )
            }
            None => format!(
                "{open}{}{close}",
                parts.join(&format!(",{}", gap(style.colon)))
            ),
        }
    }

    /// What stands before a field one level further in; nothing where all stands on one line.
    fn inner(&self, style: Style<'_>) -> Option<String> {
        indentation(style.lead).map(|_| format!("{}{}", style.lead, self.unit))
    }

    /// How a field at a place among an object's fields is laid out: as the one that stands there,
    /// else as the last one.
    fn style(&self, object: &Object<'_>, at: usize) -> Style<'a> {
        let like = at.min(object.properties.len().saturating_sub(1));
        let colon = object
            .properties
            .get(like)
            .and_then(|field| self.source.get(key_range(field).end..field.value.start()));
        let colon = colon.unwrap_or(": ");
        let lead = self.lead(object, like);
        // The only field of a line has nothing before it that a second one would have.
        let only = like == 0 && at > 0 && indentation(lead).is_none();
        Style {
            lead: if only { gap(colon) } else { lead },
            colon,
        }
    }

    /// What stands before a field, after the bracket or the comma.
    fn lead(&self, object: &Object<'_>, at: usize) -> &'a str {
        let Some((start, _)) = extent(object, at) else {
            return "";
        };
        let before = at.checked_sub(1).and_then(|before| extent(object, before));
        let from = before.map_or(object.range.start + 1, |(_, end)| end);
        let between = self.source.get(from..start).unwrap_or_default();
        between.split_once(',').map_or(between, |(_, lead)| lead)
    }
}

/// The indentation that ends a lead; nothing when it has no line end.
fn indentation(lead: &str) -> Option<&str> {
    lead.rsplit_once(['\n', '\r'])
        .map(|(_, indentation)| indentation)
}

/// What stands after a comma on one line: a space where one stands after a colon.
fn gap(colon: &str) -> &'static str {
    if colon.ends_with(char::is_whitespace) {
        " "
    } else {
        ""
    }
}
