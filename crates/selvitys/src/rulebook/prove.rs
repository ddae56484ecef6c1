//! Proving what rulebooks state: every name known, every number of its unit, every text in three
//! languages.

use std::collections::BTreeSet;

use super::load::{FileTexts, Problems};
use super::{Basis, Bound, Localized, Param, Rank, Rule, Rulebook, Rulebooks, Severity, Unit};
use crate::check::{ContentOf, Quantity};
use crate::model::Lang;

impl Rulebooks {
    /// Whether a rule, as changed, would load in a rulebook.
    pub(crate) fn is_sound(&self, book: &Rulebook, rule: &Rule) -> bool {
        let mut sound = true;
        self.prove_rule(book, rule, &mut |_, _| sound = false);
        sound
    }

    pub(super) fn prove(&self, texts: &FileTexts, problems: &mut Problems) {
        let mut ids = BTreeSet::new();
        let mut sources = BTreeSet::new();
        for book in self.books.values() {
            let Some((path, text)) = texts.get(&format!("/{}", book.file.id)) else {
                continue;
            };
            let mut fault =
                |keys: &[&str], message: String| problems.key(path, text, keys, message);
            for used in &book.file.uses {
                match self.books.get(used) {
                    None => fault(&["uses"], format!("no rulebook has the id `{used}`")),
                    Some(_) if self.reaches(used, &book.file.id) => {
                        fault(
                            &["uses"],
                            format!("`{used}` uses this rulebook in its turn"),
                        );
                    }
                    Some(_) => {}
                }
            }
            for (id, source) in &book.file.sources {
                if !sources.insert(id.clone()) {
                    fault(
                        &["sources", id],
                        format!("another rulebook has a source `{id}`"),
                    );
                }
                let statute = source.rank >= Rank::Decree;
                if statute && (source.number.is_none() || source.address.is_none()) {
                    let message = "an act or a decree needs `number` and `address`".to_owned();
                    fault(&["sources", id], message);
                }
                let paper = !statute && source.rank > Rank::OwnPlan;
                // A page of the web may bear no date: its address tells it then.
                let undated = source.date.is_none() && source.address.is_none();
                if paper && (source.publisher.is_none() || undated) {
                    let message =
                        "a source below a decree needs `publisher`, and `date` or `address`";
                    fault(&["sources", id], message.to_owned());
                }
            }
            for (name, param) in &book.file.params {
                self.prove_param(book, name, param, &mut fault);
            }
            for (id, bound) in &book.file.deadlines {
                self.prove_deadline(book, id, bound, &mut fault);
            }
            for (rule, change) in &book.file.overrides {
                let known = self.rule(rule).is_some_and(|(owner, _)| {
                    owner.file.id != book.file.id && self.reaches(&book.file.id, &owner.file.id)
                });
                if !known {
                    let message = format!("no rulebook that this one uses has a rule `{rule}`");
                    fault(&["override", rule], message);
                }
                if let Some(message) = languages(&change.reason, &[]) {
                    fault(&["override", rule, "reason"], message);
                }
            }
            for rule in book.rules.values() {
                let Some((path, text)) = texts.get(&rule.id) else {
                    continue;
                };
                let mut fault =
                    |keys: &[&str], message: String| problems.key(path, text, keys, message);
                if !ids.insert(rule.id.clone()) {
                    fault(&["id"], format!("another rule has the id `{}`", rule.id));
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
        fault: &mut impl FnMut(&[&str], String),
    ) {
        let keys = ["params", name, "values"];
        if let Some(message) = languages(&param.title, &[]) {
            fault(&["params", name, "title"], message);
        }
        if param.values.is_empty() {
            fault(&keys, "a parameter needs at least one value".to_owned());
        }
        for (number, value) in param.values.iter().enumerate() {
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
                fault(&keys, format!("value {} is not of the unit", number + 1));
            }
            let numbers = value.value.iter().chain(value.by_region.values());
            let numbers = numbers.chain(&value.up_to);
            for text in numbers.filter(|_| single) {
                if crate::check::parse_number(param.unit, text).is_none() {
                    fault(&keys, format!("`{text}` is not of the unit"));
                }
            }
            if value.up_to.is_some() && value.value.is_none() {
                fault(&keys, "`up_to` needs a `value` to begin at".to_owned());
            }
            if value.basis.is_empty() {
                fault(&keys, format!("value {} has no basis", number + 1));
            }
            for basis in &value.basis {
                self.prove_basis(book, basis, &keys, fault);
            }
            for later in param.values.iter().skip(number + 1) {
                if value.meets(later) {
                    fault(&keys, "two values are in force on the same day".to_owned());
                }
            }
        }
    }

    fn prove_deadline(
        &self,
        book: &Rulebook,
        id: &str,
        bound: &Bound,
        fault: &mut impl FnMut(&[&str], String),
    ) {
        let keys = ["deadline", id];
        if let Some(message) = languages(&bound.title, &[]) {
            fault(&["deadline", id, "title"], message);
        }
        if bound.due.is_some() == bound.rounds.is_some() {
            fault(&keys, "name either `due` or `rounds`".to_owned());
        }
        if bound.basis.is_empty() {
            fault(&keys, "a deadline needs a basis".to_owned());
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
        let quantities = [&bound.due, &bound.done].into_iter().flatten();
        let named = quantities
            .flat_map(Quantity::params)
            .chain(bound.rounds.as_deref());
        for name in named {
            let near = self.books.values().any(|other| {
                (self.reaches(&other.file.id, &book.file.id)
                    || self.reaches(&book.file.id, &other.file.id))
                    && other.file.params.contains_key(name)
            });
            if !near {
                fault(&keys, format!("no rulebook defines the parameter `{name}`"));
            }
        }
    }

    fn prove_basis(
        &self,
        book: &Rulebook,
        basis: &Basis,
        keys: &[&str],
        fault: &mut impl FnMut(&[&str], String),
    ) -> Option<Rank> {
        let mut layer = self
            .layer(&book.file.id)
            .iter()
            .filter_map(|id| self.books.get(id));
        let source = layer.find_map(|book| book.file.sources.get(&basis.source));
        match source {
            None => fault(keys, format!("no source has the id `{}`", basis.source)),
            Some(source)
                if source.rank >= Rank::Decree
                    && basis.section.is_none()
                    && basis.annex.is_none() =>
            {
                fault(
                    keys,
                    format!("`{}` needs `section` or `annex`", basis.source),
                );
            }
            Some(_) => {}
        }
        source.map(|source| source.rank)
    }

    fn prove_rule(&self, book: &Rulebook, rule: &Rule, fault: &mut impl FnMut(&[&str], String)) {
        let kebab = |id: &str| {
            !id.is_empty()
                && id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !kebab(&rule.id) {
            fault(
                &["id"],
                "an id is lower-case letters, digits and hyphens".to_owned(),
            );
        }
        if rule.stages.iter().any(|stage| rule.advises.contains(stage)) {
            let message = "a stage stands both in `stages` and in `advises`".to_owned();
            fault(&["advises"], message);
        }
        if rule.stages.is_empty() && !rule.advises.is_empty() {
            let message =
                "a rule that advises at some stages names those at which it binds".to_owned();
            fault(&["advises"], message);
        }
        let kind = rule.check.kind();
        if let Some((field, expected)) = rule.check.wrong_fields() {
            fault(&["check", kind, field], expected.to_owned());
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
            let times = quantity.times.iter();
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
            let defined = self.books.values().filter(|other| {
                self.reaches(&other.file.id, &book.file.id)
                    || self.reaches(&book.file.id, &other.file.id)
            });
            let mut found = false;
            for param in defined.filter_map(|other| other.file.params.get(name)) {
                found = true;
                if unit.is_some_and(|unit| unit != param.unit) {
                    fault(&keys, format!("the parameter `{name}` has another unit"));
                }
                let bases = param.values.iter().flat_map(|value| &value.basis);
                ranks.extend(bases.filter_map(|one| self.source(&one.source).map(|s| s.rank)));
            }
            if !found {
                fault(&keys, format!("no rulebook defines the parameter `{name}`"));
            }
        }
        match ranks.iter().max() {
            None => fault(&["id"], "a rule needs a basis".to_owned()),
            Some(rank) if rule.severity == Severity::Error && *rank < Rank::Call => {
                let message = "an error needs an act, a decree, a decision or the call".to_owned();
                fault(&["severity"], message);
            }
            Some(_) => {}
        }
        if let crate::check::Check::Required(required) = &rule.check {
            self.prove_contents(&required.all, fault);
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
            if let Some(message) = text.and_then(|text| languages(text, values)) {
                fault(&[key], message);
            }
        }
        if let Some(exception) = &rule.exception {
            for basis in &exception.basis {
                self.prove_basis(book, basis, &["exception"], fault);
            }
            if let Some(message) = languages(&exception.text, &[]) {
                fault(&["exception", "text"], message);
            }
        }
    }

    fn prove_contents(&self, contents: &[ContentOf], fault: &mut impl FnMut(&[&str], String)) {
        for content in contents {
            if let ContentOf::Call(id) = content {
                let calls = self
                    .books
                    .values()
                    .filter_map(|book| book.file.call.as_ref());
                if !calls.into_iter().any(|call| call.contents.contains_key(id)) {
                    let message = format!("no call defines the content `{id}`");
                    fault(&["check", "required", "all"], message);
                }
            }
        }
    }
}

fn prove_quantity(
    quantity: &Quantity,
    unit: Unit,
    keys: &[&str],
    fault: &mut impl FnMut(&[&str], String),
) {
    if quantity.choices() != 1 {
        let message = "name exactly one of `figure`, `sum`, `earmarks`, `date`, `count`, `stated_share`, \
                       `param` and `literal`";
        fault(keys, message.to_owned());
    }
    if let Some((field, with)) = quantity.idle() {
        let message = format!("`{field}` has no effect here: it goes with {with}");
        fault(&[keys, &[field]].concat(), message);
    }
    if quantity.unit().is_some_and(|own| own != unit) {
        fault(
            keys,
            "the quantity has another unit than the check asks for".to_owned(),
        );
    }
    if let Some(literal) = &quantity.literal
        && crate::check::parse_number(unit, literal).is_none()
    {
        fault(
            keys,
            format!("`{literal}` is not of the unit that the check asks for"),
        );
    }
}

/// What is wrong with a text in three languages: a blank one, a value that the check does not
/// give, or values that not all languages use.
fn languages(text: &Localized, values: &[&str]) -> Option<String> {
    let of = |lang| text.placeholders(lang).into_iter().collect::<BTreeSet<_>>();
    let wanted = of(Lang::Fi);
    for lang in Lang::ALL {
        if text.get(lang).trim().is_empty() {
            return Some(format!("the text in `{}` is empty", lang.tag()));
        }
        if let Some(name) = of(lang).iter().find(|name| !values.contains(name)) {
            let known = values.join("`, `");
            return Some(if values.is_empty() {
                format!("this text takes no values, and `{{{name}}}` is one")
            } else {
                format!("`{{{name}}}` is no value of the check; it gives `{known}`")
            });
        }
        if of(lang) != wanted {
            return Some(format!("`{}` uses other values than `fi`", lang.tag()));
        }
    }
    None
}
