//! A new rule: its file with every field, what to write where, and blanks that keep it from loading.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value as Json;

use super::kinds::{About, Can};
use super::types::{Shape, Type, named, of_kind};
use super::{quantities, quantity_fields};
use crate::check::key_of;
use crate::finding::Verdict;
use crate::rulebook::{Over, Severity, Unit, blank};

/// What is known of a new rule before it is written.
///
/// ```
/// let skeleton = selvitys::Skeleton {
///     id: "plan-too-long",
///     kind: "amount-at-most",
///     over: None,
///     severity: None,
///     schema: None,
/// };
/// let text = skeleton.toml().unwrap();
/// assert!(text.contains("\nid = \"plan-too-long\"\n"));
/// assert!(text.contains("\n[check.amount-at-most]\n"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Skeleton<'a> {
    /// The rule's id.
    pub id: &'a str,
    /// The kind of its check, one of [`Check::KINDS`](crate::check::Check::KINDS).
    pub kind: &'a str,
    /// What it ranges over; where absent, what the kind alone can be decided for, else a blank.
    pub over: Option<Over>,
    /// How grave a fault is; a blank, where absent.
    pub severity: Option<Severity>,
    /// Where the schema of rules lies, seen from the file, for editors.
    pub schema: Option<&'a str>,
}

impl Skeleton<'_> {
    /// The file: TOML that holds every field of a rule, what it is for as a comment, and a blank where
    /// something is to be written. It does not load while a blank is left. Nothing when there is no
    /// such kind.
    pub fn toml(&self) -> Option<String> {
        let about = About::of(self.kind)?;
        let mut page = Page::default();
        if let Some(schema) = self.schema {
            page.line(&format!("#:schema {schema}"));
        }
        page.comment("Write over each \"<fill in: ...>\": the rule does not load before. A field after a # without a space");
        page.comment("may be left out; take the # away to use it. `selvitys lint` says what is left, `selvitys test` runs the");
        page.comment("examples. All comments may be deleted.");
        page.line("");
        for (name, field, required) in named("Rule")?.fields() {
            self.field(name, field, required, &about, &mut page);
        }
        Some(page.text)
    }

    /// The only things that the kind can be decided for, whatever its fields name; nothing where it is
    /// for all.
    pub fn only_over(&self) -> Option<Vec<Over>> {
        Some(About::of(self.kind)?.only()?.to_vec())
    }

    /// A field of the rule.
    fn field(&self, name: &str, field: Type<'_>, required: bool, about: &About, page: &mut Page) {
        match name {
            "id" => page.known(name, field, self.id),
            "severity" => match self.severity {
                Some(severity) => page.known(name, field, severity.key()),
                None => page.blank(name, field, true),
            },
            "over" => match (self.over, about.only()) {
                (Some(over), _) => page.known(name, field, &key_of(&over)),
                (None, Some([over])) => page.known(name, field, &key_of(over)),
                (None, _) => {
                    if !about.over.is_empty() {
                        let for_ = about.over.iter().map(key_of).collect::<Vec<_>>().join(", ");
                        page.comment(&if about.over_always {
                            format!("The check `{}` is only for these: {for_}.", self.kind)
                        } else {
                            format!("Some of what the check `{}` can name is only for one of these: {for_}.", self.kind)
                        });
                    }
                    page.blank(name, field, true);
                }
            },
            // A rule needs one, unless its numbers carry theirs.
            "basis" => page.blank(name, field, true),
            "check" => self.check(about, page),
            "example" => examples(field, about, page),
            _ => {
                if matches!(name, "message" | "unclear") {
                    let values = about.values.iter().map(|value| format!("{{{value}}}"));
                    let values = values.collect::<Vec<_>>().join(", ");
                    page.comment(&format!("Values that the check gives: {values}"));
                }
                page.blank(name, field, required);
            }
        }
    }

    fn check(&self, about: &About, page: &mut Page) {
        let Some(fields) = of_kind(self.kind) else {
            return;
        };
        if let Some(doc) = fields.name().and_then(named).map(Type::doc) {
            page.comment(doc);
        }
        let mut units: Vec<Unit> = Vec::new();
        for (_, unit) in &about.quantities {
            if !units.contains(unit) {
                units.push(*unit);
            }
        }
        for unit in units {
            quantity(unit, page);
        }
        page.line(&format!("[check.{}]", self.kind));
        for (name, field, required) in fields.fields() {
            let quantity = about.quantities.iter().find(|(one, _)| *one == name);
            let list = about.lists.iter().find(|(one, _)| one == name);
            let of = match (quantity, list) {
                (Some((_, unit)), _) => Some(format!("a quantity of unit `{}`", unit.key())),
                (None, Some((_, unit))) => Some(format!("a parameter of unit `{}`", unit.key())),
                (None, None) => None,
            };
            match of {
                Some(of) => {
                    let what = blank(&format!("{} It is {of}.", one_line(field.doc())));
                    page.entry(name, &quoted(&what), required);
                }
                None => {
                    page.words(field, "");
                    let value = value(field, field.doc());
                    if matches!(field.shape(), Shape::Switch) {
                        page.comment(field.doc());
                    }
                    page.entry(name, &value, required);
                }
            }
        }
        if let Some(bare) = &about.bare {
            page.comment(&format!("Of these fields, {bare}."));
        }
        page.line("");
    }
}

/// What a quantity of a unit can name, and what goes with that.
fn quantity(unit: Unit, page: &mut Page) {
    let (choices, withs) = quantities(unit);
    let field = |name: &str| quantity_fields().find(|(known, _)| *known == name);
    page.comment(&format!(
        "A quantity of unit `{}` names exactly one of these:",
        unit.key()
    ));
    let mut named = Vec::new();
    for choice in choices.iter().filter(|choice| choice.can_be(unit)) {
        let Some((name, field)) = field(choice.name) else {
            continue;
        };
        let shown = value_shown(field);
        page.comment(&format!("  {{ {name} = {shown} }}: {}", field.doc()));
        page.words(field, "  ");
        named.push(format!("`{name}"));
    }
    for with in &withs {
        // Of a sum it is of no use how a date is moved.
        if !named.iter().any(|one| with.with.contains(one)) {
            continue;
        }
        let Some((name, field)) = field(with.name) else {
            continue;
        };
        let shown = value_shown(field);
        page.comment(&format!(
            "  with {}: {name} = {shown}: {}",
            with.with,
            field.doc()
        ));
        page.words(field, "  ");
        named.push(format!("`{name}"));
    }
}

/// How a value of a field looks.
fn value_shown(field: Type<'_>) -> &'static str {
    match field.shape() {
        Shape::Switch => "true",
        Shape::List => "[\"...\"]",
        _ => "\"...\"",
    }
}

/// An example for each verdict that the kind can give.
fn examples(field: Type<'_>, about: &About, page: &mut Page) {
    let Some(example) = field.items() else { return };
    let fails = about.fails != Can::Never;
    let opens = about.opens != Can::Never || about.opens_in_draft;
    let given = [
        (Verdict::Met, true),
        (Verdict::NotMet, fails),
        (Verdict::CannotTell, opens),
        (Verdict::NotApplicable, true),
    ];
    page.comment(field.doc());
    page.comment("One for each verdict, one exactly on each bound, and one a cent, a day or a thing beyond it.");
    let mut explained = false;
    for (verdict, _) in given.into_iter().filter(|(_, can)| *can) {
        page.line("[[example]]");
        for (name, field, required) in example.fields() {
            match name {
                "verdict" => page.entry(name, &quoted(verdict.key()), true),
                // What is met holds for the base project as it is.
                "set" if verdict != Verdict::Met => {
                    page.entry(name, &value(field, field.doc()), true);
                }
                _ if required => page.entry(name, &value(field, field.doc()), true),
                _ if !explained => {
                    page.comment(field.doc());
                    page.entry(name, &value(field, field.doc()), false);
                }
                _ => {}
            }
        }
        explained = true;
        page.line("");
    }
    let waived = named("Verdict").map(Type::words).unwrap_or_default();
    let waived = waived
        .into_iter()
        .find(|word| word.key == Verdict::Waived.key());
    if let Some(word) = waived {
        page.comment(&format!(
            "With an exception also one that is {}: {}",
            word.key, word.doc
        ));
    }
}

/// A value that is to be written, as TOML on one line.
fn value(field: Type<'_>, doc: &str) -> String {
    let doc = one_line(doc);
    if let Some(default) = field.default().and_then(Json::as_str) {
        return quoted(default);
    }
    match field.shape() {
        Shape::Switch => "true".to_owned(),
        Shape::Whole => "1".to_owned(),
        Shape::List => {
            let items = field.items();
            let own = items.is_some_and(|one| matches!(one.shape(), Shape::Fields(..)));
            let one = items.map(|one| value(one, if own { "" } else { &doc }));
            format!("[{}]", one.unwrap_or_default())
        }
        Shape::Map => format!(
            "{{ {} = {} }}",
            quoted(&blank(&doc)),
            quoted(&blank("the value"))
        ),
        Shape::Fields(..) => {
            let fields = field.fields().into_iter();
            // Where none must be given, each is shown.
            let any = fields.clone().any(|(_, _, required)| required);
            let each = fields.filter(|(_, _, required)| *required || !any);
            let each = each.map(|(name, one, _)| {
                let mut what = one_line(one.doc());
                if !doc.is_empty() {
                    what = format!("{doc} {what}");
                }
                format!("{name} = {}", value(one, &what))
            });
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
        Shape::Words(_) | Shape::Day | Shape::Money | Shape::Free => quoted(&blank(&doc)),
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A description on one line.
fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The file as it grows.
#[derive(Default)]
struct Page {
    text: String,
    /// The types whose words are told.
    told: BTreeSet<String>,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn comment(&mut self, doc: &str) {
        for paragraph in doc.split("\n\n") {
            let indent = paragraph.len() - paragraph.trim_start().len();
            let _ = writeln!(self.text, "# {}{}", " ".repeat(indent), one_line(paragraph));
        }
    }

    /// The words that a field may hold, or a list in it, with their meanings where they are told first.
    fn words(&mut self, field: Type<'_>, indent: &str) {
        let of = field.items().unwrap_or(field);
        let words = of.words();
        let Some(name) = of.name().filter(|_| !words.is_empty()) else {
            return;
        };
        if !self.told.insert(name.to_owned()) {
            let words = words
                .iter()
                .map(|word| word.key)
                .collect::<Vec<_>>()
                .join(", ");
            return self.comment(&format!("{indent}  as above: {words}"));
        }
        for word in words {
            self.comment(&format!("{indent}  {}: {}", word.key, one_line(word.doc)));
        }
    }

    /// A field with its value; behind a # where it may be left out.
    fn entry(&mut self, name: &str, value: &str, required: bool) {
        let off = if required { "" } else { "#" };
        let _ = writeln!(self.text, "{off}{name} = {value}");
    }

    /// A field whose value is known.
    fn known(&mut self, name: &str, field: Type<'_>, value: &str) {
        self.comment(field.doc());
        self.entry(name, &quoted(value), true);
    }

    /// A field that is to be written, with what it may hold.
    fn blank(&mut self, name: &str, field: Type<'_>, needed: bool) {
        let off = if needed { "" } else { "#" };
        let doc = one_line(field.doc());
        match field.name() {
            Some("Localized") => {
                // A text stands in a table of its own, as all languages need room.
                self.line(&format!("{off}[{name}]"));
                for (lang, one, _) in field.fields() {
                    let what = blank(&format!("{doc} {}", one_line(one.doc())));
                    self.entry(lang, &quoted(&what), needed);
                }
                self.line("");
            }
            Some("Exception") => {
                self.comment(&doc);
                self.line(&format!("{off}[{name}]"));
                for (part, one, _) in field.fields() {
                    self.inner(part, one, "  ");
                    self.entry(part, &value(one, one.doc()), needed);
                }
                self.line("");
            }
            _ => {
                self.comment(&doc);
                self.words(field, "");
                let parts = field.items().unwrap_or(field);
                for (part, one, _) in parts.fields() {
                    self.inner(part, one, "  ");
                }
                self.entry(name, &value(field, &doc), needed);
                if name == "applies" || name == "basis" {
                    self.line("");
                }
            }
        }
    }

    /// A field of a field, told only.
    fn inner(&mut self, name: &str, field: Type<'_>, indent: &str) {
        self.comment(&format!("{indent}{name}: {}", one_line(field.doc())));
        self.words(field, &format!("{indent}  "));
    }
}
