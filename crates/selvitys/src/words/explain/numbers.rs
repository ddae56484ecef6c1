//! The numbers that a rule names, as the rulebooks set them.

use super::{Number, NumberValue};
use crate::register;
use crate::rulebook::{ParamValue, Rule, Rulebook, Unit};
use crate::words::Presenter;

impl Presenter<'_> {
    /// The numbers of a rule, with the rulebooks that set them.
    pub(super) fn numbers(&self, book: &Rulebook, rule: &Rule) -> Vec<Number> {
        let lang = self.lang();
        let numbers = self.books().numbers(&book.file.id, rule);
        let told = numbers.into_iter().map(|(book, name, param)| Number {
            name: name.to_owned(),
            title: param.title.get(lang).to_owned(),
            rulebook: book.file.id.clone(),
            by: param.by,
            values: param
                .values
                .iter()
                .map(|value| NumberValue {
                    value: self.number_value(param.unit, value),
                    from: value.from,
                    until: value.until,
                    basis: self.cited(&value.basis),
                    remark: value.remark.as_ref().map(|one| one.get(lang).to_owned()),
                })
                .collect(),
        });
        told.collect()
    }

    /// A value of a parameter, as the language writes its unit.
    pub(crate) fn number_value(&self, unit: Unit, value: &ParamValue) -> String {
        let lang = self.lang();
        if let Some(text) = &value.value {
            let value_shown = self.shown(unit, text);
            let Some(up_to) = &value.up_to else {
                return value_shown;
            };
            let up_to = self.shown(unit, up_to);
            let values = [("low", value_shown.as_str()), ("high", &up_to)];
            return self.fill("explain", "up_to", &values);
        }
        let parts: Vec<String> = match unit {
            Unit::Codes => value
                .codes
                .iter()
                .map(|code| {
                    let title = code.title.as_ref().map(|title| title.get(lang));
                    title.unwrap_or(&code.code).to_owned()
                })
                .collect(),
            Unit::Rounds => value
                .rounds
                .iter()
                .map(|round| {
                    let due = self.locale().date(round.due);
                    format!("{}: {due}", self.round(round.round))
                })
                .collect(),
            _ => value
                .by_region
                .iter()
                .map(|(code, text)| {
                    let name = register::region(code).map(|area| self.text(&area.name()));
                    let name = name.unwrap_or_else(|| code.clone());
                    format!("{name} {}", self.shown(unit, text))
                })
                .collect(),
        };
        parts.join("; ")
    }

    /// A number of a rulebook or a literal, as the language writes its unit.
    pub(super) fn shown(&self, unit: Unit, text: &str) -> String {
        let locale = self.locale();
        let shown = match unit {
            Unit::Share => text.parse().ok().map(|share| locale.share(share)),
            Unit::Money => text.parse().ok().map(|sum| locale.money(sum)),
            Unit::Date => text.parse().ok().map(|day| locale.date(day)),
            Unit::Count | Unit::Codes | Unit::Rounds => None,
        };
        shown.unwrap_or_else(|| text.to_owned())
    }
}
