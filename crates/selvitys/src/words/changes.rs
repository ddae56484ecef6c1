//! What is otherwise in the rulebooks on another day, in words.

use jiff::civil::Date;

use super::Presenter;
use crate::rulebook::{By, NumberChange, ParamValue};

impl Presenter<'_> {
    /// The date that chooses among values.
    pub fn chosen_by(&self, by: By) -> String {
        let key = match by {
            By::AsOf => "as_of",
            By::Award => "award",
            By::CallOpened => "call_opened",
            By::Event => "event",
        };
        self.word("chosen_by", key)
    }

    /// A number on the two days, a line each, with its basis; of a list, what leaves and joins it.
    pub fn number_change(&self, change: &NumberChange, from: Date, to: Date) -> Vec<String> {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let mut lines = vec![
            self.on_day(change, before, from),
            self.on_day(change, after, to),
        ];
        if let (Some(before), Some(after)) = (before, after) {
            for (key, one, other) in [("gone", before, after), ("new", after, before)] {
                let only = only(one, other);
                if !(only.codes.is_empty() && only.rounds.is_empty()) {
                    let value = self.number_value(change.unit, &only);
                    lines.push(self.fill("rules_diff", key, &[("value", &value)]));
                }
            }
        }
        lines
    }

    fn on_day(&self, change: &NumberChange, value: Option<&ParamValue>, day: Date) -> String {
        let day = self.locale().date(day);
        let Some(value) = value else {
            let none = self.word("rules_diff", "no_value");
            return self.fill("rules_diff", "value", &[("day", &day), ("value", &none)]);
        };
        let mut shown = self.number_value(change.unit, value);
        if let Some(remark) = &value.remark {
            shown = format!("{shown}. {}", remark.get(self.lang()));
        }
        let basis = self.basis(&value.basis).join("; ");
        let shown = format!("{shown} [{basis}]");
        self.fill("rules_diff", "value", &[("day", &day), ("value", &shown)])
    }
}

/// What of a list is not in another.
fn only(one: &ParamValue, other: &ParamValue) -> ParamValue {
    let mut only = one.clone();
    only.value = None;
    only.by_region.clear();
    only.codes.retain(|code| !other.codes.contains(code));
    only.rounds.retain(|round| !other.rounds.contains(round));
    only
}
