//! Proving what rulebooks state: every name known, every number of its unit, every text in three
//! languages.

use std::collections::BTreeSet;

use super::load::{FileTexts, Problems};
use super::{
    Basis, Bound, CallContent, ContentType, Localized, Param, Rank, Rule, Rulebook, Rulebooks,
    Said, Severity, Unit,
};
use crate::check::{ContentOf, Quantity};
use crate::model::Lang;

impl Rulebooks {
    /// Whether a rule, as changed, would load in a rulebook.
    pub(crate) fn is_sound(&self, book: &Rulebook, rule: &Rule) -> bool {
        let mut sound = true;
        self.prove_rule(book, rule, &mut |_, _| sound = false);
        sound
    }

    /// Whether a parameter, as changed, would load in a rulebook.
    pub(crate) fn is_sound_param(&self, book: &Rulebook, name: &str, param: &Param) -> bool {
        let mut sound = true;
        self.prove_param(book, name, param, &mut |_, _| sound = false);
        sound
    }

    pub(super) fn prove(&self, texts: &FileTexts, problems: &mut Problems) {
        let mut ids = BTreeSet::new();
        let mut sources = BTreeSet::new();
        for book in &self.books {
            let Some((path, text)) = texts.get(&format!("/{}", book.file.id)) else {
                continue;
            };
            let mut fault = |keys: &[&str], said: Said| problems.key(path, text, keys, said);
            for used in &book.file.uses {
                match self.book(used) {
                    None => {
                        let known = self.books.iter().map(|book| book.file.id.as_str());
                        let codes = ["unknown_rulebook", "unknown_rulebook_near"];
                        fault(&["uses"], Said::unknown(codes, "id", used, known));
                    }
                    Some(_) if self.reaches(used, &book.file.id) => {
                        fault(&["uses"], Said::new("uses_in_circle").with("id", used));
                    }
                    Some(_) => {}
                }
            }
            for (id, source) in &book.file.sources {
                if !sources.insert(id.clone()) {
                    fault(&["sources", id], Said::new("source_twice").with("id", id));
                }
                let statute = source.rank >= Rank::Decree;
                if statute && (source.number.is_none() || source.address.is_none()) {
                    fault(&["sources", id], Said::new("statute_without_address"));
                }
                let paper = !statute && source.rank > Rank::OwnPlan;
                // A page of the web may bear no date: its address tells it then.
                let undated = source.date.is_none() && source.address.is_none();
                if paper && (source.publisher.is_none() || undated) {
                    fault(&["sources", id], Said::new("paper_without_publisher"));
                }
            }
            for (name, param) in &book.file.params {
                self.prove_param(book, name, param, &mut fault);
            }
            for (id, content) in book.file.call.iter().flat_map(|call| &call.contents) {
                prove_content(id, content, &mut fault);
            }
            for (id, bound) in &book.file.deadlines {
                self.prove_deadline(book, id, bound, &mut fault);
            }
            for (kind, parts) in &book.file.reports {
                self.prove_report(book, *kind, parts, &mut fault);
            }
            let used = self.layer(&book.file.id).skip(1);
            let below: BTreeSet<&str> = used
                .flat_map(|book| book.rules.keys().map(String::as_str))
                .collect();
            // Where a rulebook that it uses is not there, neither are its rules: that is told above.
            let whole = book.file.uses.iter().all(|used| self.book(used).is_some());
            let absent = |rule: &str| whole && !below.contains(rule);
            let unknown = |rule: &str| {
                let codes = ["override_of_unknown", "override_of_unknown_near"];
                Said::unknown(codes, "rule", rule, below.iter().copied())
            };
            for rule in book.file.examples.keys().filter(|rule| absent(rule)) {
                fault(&["example", rule], unknown(rule));
            }
            for (rule, change) in &book.file.overrides {
                if absent(rule) {
                    fault(&["override", rule], unknown(rule));
                }
                if let Some(said) = languages(&change.reason, &[]) {
                    fault(&["override", rule, "reason"], said);
                }
            }
            for rule in book.rules.values() {
                let Some((path, text)) = texts.get(&format!("{}/{}", book.file.id, rule.id)) else {
                    continue;
                };
                let mut fault = |keys: &[&str], said: Said| problems.key(path, text, keys, said);
                if !ids.insert(rule.id.clone()) {
                    fault(&["id"], Said::new("rule_twice").with("id", &rule.id));
                }
                self.prove_rule(book, rule, &mut fault);
            }
        }
    }

    fn prove_param(
        &self,
        book: &Rulebook,
        name: &str,
        param: &Param,
        fault: &mut impl FnMut(&[&str], Said),
    ) {
        let keys = ["params", name, "values"];
        if let Some(said) = languages(&param.title, &[]) {
            fault(&["params", name, "title"], said);
        }
        if param.values.is_empty() {
            fault(&keys, Said::new("param_without_value"));
        }
        for (number, value) in param.values.iter().enumerate() {
            let number_text = number.to_string();
            let keys = ["params", name, "values", &number_text];
            let single = matches!(
                param.unit,
                Unit::Share | Unit::Money | Unit::Date | Unit::Count
            );
            let right = match param.unit {
                Unit::Codes => !value.codes.is_empty(),
                Unit::Rounds => !value.rounds.is_empty(),
                _ => value.value.is_some() != value.by_region.is_empty().eq(&false),
            };
            if !right {
                let field = match param.unit {
                    Unit::Codes => "`codes`",
                    Unit::Rounds => "`rounds`",
                    _ => "`value` / `by_region`",
                };
                fault(&keys, Said::new("value_not_of_unit").with("field", field));
            }
            let numbers = value.value.iter().chain(value.by_region.values());
            let numbers = numbers.chain(&value.up_to);
            for text in numbers.filter(|_| single) {
                if crate::check::parse_number(param.unit, text).is_none() {
                    fault(&keys, not_a_number(param.unit, text));
                }
            }
            match (&value.value, &value.up_to) {
                (None, Some(_)) => fault(&keys, Said::new("up_to_without_value")),
                (Some(low), Some(high)) if crate::check::is_less(param.unit, high, low) => {
                    fault(&keys, Said::new("up_to_below_value"));
                }
                _ => {}
            }
            if value.basis.is_empty() {
                fault(&keys, Said::new("value_without_basis"));
            }
            for basis in &value.basis {
                self.prove_basis(book, basis, &keys, fault);
            }
            if value
                .from
                .zip(value.until)
                .is_some_and(|(from, until)| until < from)
            {
                fault(&keys, Said::new("value_ends_before_start"));
            }
            for later in param.values.iter().skip(number + 1) {
                if value.meets(later) {
                    fault(&keys, Said::new("values_overlap"));
                }
            }
        }
    }

    fn prove_deadline(
        &self,
        book: &Rulebook,
        id: &str,
        bound: &Bound,
        fault: &mut impl FnMut(&[&str], Said),
    ) {
        let keys = ["deadline", id];
        if let Some(said) = languages(&bound.title, &[]) {
            fault(&["deadline", id, "title"], said);
        }
        if bound.due.is_some() == bound.rounds.is_some() {
            fault(&keys, Said::new("deadline_of_one"));
        }
        if bound.basis.is_empty() {
            fault(&keys, Said::new("deadline_without_basis"));
        }
        for basis in &bound.basis {
            self.prove_basis(book, basis, &keys, fault);
        }
        let dates = [("due", &bound.due), ("done", &bound.done)];
        let dates = dates
            .into_iter()
            .filter_map(|(key, one)| Some((key, one.as_ref()?)));
        for (key, quantity) in dates {
            prove_quantity(quantity, Unit::Date, &["deadline", id, key], fault);
        }
        for name in bound.params() {
            let mut near = self.near(book);
            if !near.any(|other| other.file.params.contains_key(name)) {
                fault(&keys, self.unknown_param(book, name));
            }
        }
    }

    /// The rulebooks whose numbers a rulebook may name: its own, those that it uses and the calls
    /// that use it.
    fn near(&self, book: &Rulebook) -> impl Iterator<Item = &Rulebook> {
        let id = &book.file.id;
        let books = self.books.iter();
        books.filter(move |other| {
            self.reaches(&other.file.id, id) || self.reaches(id, &other.file.id)
        })
    }

    fn unknown_param(&self, book: &Rulebook, name: &str) -> Said {
        let known = self.near(book).flat_map(|other| other.file.params.keys());
        let codes = ["unknown_param", "unknown_param_near"];
        Said::unknown(codes, "name", name, known.map(String::as_str))
    }

    pub(super) fn prove_basis(
        &self,
        book: &Rulebook,
        basis: &Basis,
        keys: &[&str],
        fault: &mut impl FnMut(&[&str], Said),
    ) -> Option<Rank> {
        let sources = || {
            self.layer(&book.file.id)
                .flat_map(|book| &book.file.sources)
        };
        let source = sources().find(|(id, _)| **id == basis.source);
        let source = source.map(|(_, source)| source);
        match source {
            None => {
                let codes = ["unknown_source", "unknown_source_near"];
                let known = sources().map(|(id, _)| id.as_str());
                fault(keys, Said::unknown(codes, "id", &basis.source, known));
            }
            Some(source)
                if source.rank >= Rank::Decree
                    && basis.section.is_none()
                    && basis.annex.is_none() =>
            {
                fault(
                    keys,
                    Said::new("basis_without_section").with("id", &basis.source),
                );
            }
            Some(_) => {}
        }
        source.map(|source| source.rank)
    }

    fn prove_rule(&self, book: &Rulebook, rule: &Rule, fault: &mut impl FnMut(&[&str], Said)) {
        if !Rule::is_id(&rule.id) {
            fault(&["id"], Said::new("id_not_kebab"));
        }
        if rule.stages.iter().any(|stage| rule.advises.contains(stage)) {
            fault(&["advises"], Said::new("stage_twice"));
        }
        if rule.stages.is_empty() && !rule.advises.is_empty() {
            fault(&["advises"], Said::new("advises_without_stages"));
        }
        let kind = rule.check.kind();
        if let Some((field, said)) = rule.check.wrong_fields() {
            fault(&["check", kind, field], said);
        }
        let mut ranks: Vec<Rank> = rule
            .basis
            .iter()
            .filter_map(|basis| self.prove_basis(book, basis, &["basis"], fault))
            .collect();
        let mut params: Vec<(&str, &str, Option<Unit>)> = Vec::new();
        for (field, quantity, unit) in rule.check.quantities() {
            let keys = ["check", kind, field];
            prove_quantity(quantity, unit, &keys, fault);
            params.extend(
                quantity
                    .param
                    .iter()
                    .map(|name| (field, name.as_str(), Some(unit))),
            );
            let times = quantity.times.iter().chain(&quantity.times_up_to);
            params.extend(times.map(|name| (field, name.as_str(), Some(Unit::Share))));
            let dates = quantity.date_params();
            params.extend(dates.map(|(name, unit)| (field, name, Some(unit))));
        }
        for (field, name, unit) in rule.check.lists() {
            params.push((field, name, Some(unit)));
        }
        for (field, name, unit) in params {
            let keys = ["check", kind, field];
            // A shared rule may name a number that the calls above it define.
            let mut found = false;
            for param in self
                .near(book)
                .filter_map(|other| other.file.params.get(name))
            {
                found = true;
                if unit.is_some_and(|unit| unit != param.unit) {
                    fault(&keys, Said::new("param_of_other_unit").with("name", name));
                }
                let bases = param.values.iter().flat_map(|value| &value.basis);
                ranks.extend(bases.filter_map(|one| self.source(&one.source).map(|s| s.rank)));
            }
            if !found {
                fault(&keys, self.unknown_param(book, name));
            }
        }
        match ranks.iter().max() {
            None => fault(&["id"], Said::new("rule_without_basis")),
            Some(rank) if rule.severity == Severity::Error && *rank < Rank::Call => {
                fault(&["severity"], Said::new("error_of_low_rank"));
            }
            Some(_) => {}
        }
        if let crate::check::Check::Required(required) = &rule.check {
            for content in &required.all {
                if let ContentOf::Call(id) = content {
                    self.prove_asked(book, id, None, &["check", kind, "all"], fault);
                }
            }
        }
        for (field, quantity, unit) in rule.check.quantities() {
            if let Some(id) = &quantity.content {
                self.prove_asked(book, id, Some(unit), &["check", kind, field], fault);
            }
        }
        let values = rule.check.values();
        let texts = [
            ("requirement", Some(&rule.requirement), &[][..]),
            ("title", Some(&rule.title), &[]),
            ("message", Some(&rule.message), values),
            ("unclear", rule.unclear.as_ref(), values),
            ("why", Some(&rule.why), &[]),
            ("advice", Some(&rule.advice), &[]),
        ];
        for (key, text, values) in texts {
            if let Some(said) = text.and_then(|text| languages(text, values)) {
                fault(&[key], said);
            }
        }
        if let Some(exception) = &rule.exception {
            for basis in &exception.basis {
                self.prove_basis(book, basis, &["exception"], fault);
            }
            if let Some(said) = languages(&exception.text, &[]) {
                fault(&["exception", "text"], said);
            }
        }
    }

    /// A content that a rule names is defined by a call that the rule is for, as a number of the unit
    /// where one is asked for.
    fn prove_asked(
        &self,
        book: &Rulebook,
        id: &str,
        unit: Option<Unit>,
        keys: &[&str],
        fault: &mut impl FnMut(&[&str], Said),
    ) {
        let calls = self.books.iter().filter(|other| {
            book.file.general
                || self.reaches(&other.file.id, &book.file.id)
                || self.reaches(&book.file.id, &other.file.id)
        });
        let contents = calls.filter_map(|book| book.file.call.as_ref());
        let contents: Vec<_> = contents.flat_map(|call| &call.contents).collect();
        let defined = contents.iter().filter(|(known, _)| *known == id);
        let mut types: Vec<ContentType> = defined.map(|(_, content)| content.kind).collect();
        if types.is_empty() {
            let known = contents.iter().map(|(known, _)| known.as_str());
            let codes = ["unknown_content", "unknown_content_near"];
            fault(keys, Said::unknown(codes, "id", id, known));
        }
        types.retain(|kind| unit.is_some_and(|unit| kind.unit() != Some(unit)));
        if let Some(unit) = unit.filter(|_| !types.is_empty()) {
            let said = Said::new("content_of_other_unit").with("id", id);
            fault(keys, said.with("unit", unit.key()));
        }
    }
}

/// A choice is among choices, a table has columns, and nothing else has either.
fn prove_content(id: &str, content: &CallContent, fault: &mut impl FnMut(&[&str], Said)) {
    let path = ["call", "contents", id];
    if let Some(said) = languages(&content.title, &[]) {
        fault(&["call", "contents", id, "title"], said);
    }
    if content.choices.is_empty() == (content.kind == ContentType::Choice) {
        fault(&path, Said::new("choices_of_choice"));
    }
    if content.columns.is_empty() == (content.kind == ContentType::Table) {
        fault(&path, Said::new("columns_of_table"));
    }
}

fn prove_quantity(
    quantity: &Quantity,
    unit: Unit,
    keys: &[&str],
    fault: &mut impl FnMut(&[&str], Said),
) {
    if quantity.choices() != 1 {
        fault(keys, Said::new("quantity_of_one"));
    }
    if let Some((field, with)) = quantity.idle(unit) {
        let said = Said::new("field_without_effect").with("field", field);
        fault(&[keys, &[field]].concat(), said.with("with", with));
    }
    if quantity.unit().is_some_and(|own| own != unit) {
        fault(
            keys,
            Said::new("quantity_of_other_unit").with("unit", unit.key()),
        );
    }
    if let Some(literal) = &quantity.literal
        && crate::check::parse_number(unit, literal).is_none()
    {
        fault(keys, not_a_number(unit, literal));
    }
}

/// A number that is not written as its unit is.
fn not_a_number(unit: Unit, text: &str) -> Said {
    let code = match unit {
        Unit::Share => "not_a_share",
        Unit::Money => "not_a_sum",
        Unit::Date => "not_a_day",
        _ => "not_a_count",
    };
    Said::new(code).with("text", text)
}

/// What is wrong with a text in three languages: a blank one, a value that the check does not
/// give, or values that not all languages use.
fn languages(text: &Localized, values: &[&str]) -> Option<Said> {
    let of = |lang| text.placeholders(lang).into_iter().collect::<BTreeSet<_>>();
    let wanted = of(Lang::Fi);
    for lang in Lang::ALL {
        if text.get(lang).trim().is_empty() {
            return Some(Said::new("text_empty").with("lang", lang.tag()));
        }
        if let Some(name) = of(lang).iter().find(|name| !values.contains(name)) {
            let name = format!("{{{name}}}");
            return Some(if values.is_empty() {
                Said::new("text_takes_no_values").with("name", name)
            } else {
                let known = Said::new("unknown_value").with("name", name);
                known.with("known", format!("`{}`", values.join("`, `")))
            });
        }
        if of(lang) != wanted {
            return Some(Said::new("values_differ").with("lang", lang.tag()));
        }
    }
    None
}
