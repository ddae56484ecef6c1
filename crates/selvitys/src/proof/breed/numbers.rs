//! Changes to numbers: of parameters, and of what a rulebook switches off.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::super::mutant::{Changed, Edit, Mutant, MutantAt, Mutation};
use super::super::{Scope, in_use};
use super::{Bred, Of};
use crate::calendar::next_working_day;
use crate::model::Money;
use crate::rulebook::{By, Param, ParamValue, Rule, Rulebook, Rulebooks, Unit};

/// A code that no document uses.
const UNKNOWN: &str = "selvitys-unknown";

/// What lies one unit on either side: a cent, a basis point, one, a day.
pub(super) fn beside(unit: Unit, text: &str) -> Vec<String> {
    let decimal = |step: Decimal| {
        let number: Option<Decimal> = text.parse().ok();
        let both = number.map(|number| [number - step, number + step]);
        let both = both
            .into_iter()
            .flatten()
            .filter(|one| *one >= Decimal::ZERO);
        both.collect::<Vec<_>>()
    };
    match unit {
        Unit::Money => {
            let sums = decimal(Decimal::new(1, 2)).into_iter();
            sums.map(|sum| Money::from_decimal(sum).to_string())
                .collect()
        }
        Unit::Share => decimal(Decimal::new(1, 4))
            .iter()
            .map(Decimal::to_string)
            .collect(),
        Unit::Count => decimal(Decimal::ONE)
            .iter()
            .map(Decimal::to_string)
            .collect(),
        Unit::Date => {
            let day: Option<Date> = text.parse().ok();
            let days = day.map(|day| [day.yesterday(), day.tomorrow()]);
            let days = days.into_iter().flatten().filter_map(Result::ok);
            days.map(|day| day.to_string()).collect()
        }
        Unit::Codes | Unit::Rounds => Vec::new(),
    }
}

pub(super) fn of_heading(
    books: &Rulebooks,
    book: &Rulebook,
    scope: &Scope,
    found: &mut Vec<Mutant>,
) {
    for (name, param) in &book.file.params {
        // A rule of a book that no call has beside this one never sees the number.
        let beside = |owner: &Rulebook| {
            let mut views = books.books().map(|view| view.file.id.as_str());
            let sees = |view: &str, one: &Rulebook| books.reaches(view, &one.file.id);
            views.any(|view| sees(view, book) && (owner.file.general || sees(view, owner)))
        };
        let naming: Vec<&Rule> = in_use(books)
            .filter(|(owner, rule)| rule.params().any(|named| named == name) && beside(owner))
            .map(|(_, rule)| rule)
            .collect();
        let wanted = scope.rule.as_ref();
        if naming.is_empty() || wanted.is_some_and(|id| naming.iter().all(|rule| rule.id != *id)) {
            continue;
        }
        let Ok(json) = serde_json::to_value(param) else {
            continue;
        };
        let mut bred = Bred {
            books,
            book,
            of: Of::Param(name, json),
            rules: naming.iter().map(|rule| rule.id.to_string()).collect(),
            found: Vec::new(),
        };
        of_param(name, param, &naming, &mut bred);
        found.append(&mut bred.found);
    }
    for (rule, change) in &book.file.overrides {
        if change.off && scope.rule.as_ref().is_none_or(|wanted| wanted == rule) {
            found.push(Mutant {
                book: book.file.id.to_string(),
                at: MutantAt::Heading,
                path: ["override", rule, "off"].map(str::to_owned).to_vec(),
                change: Mutation::Exchanged {
                    from: "true".to_owned(),
                    to: "false".to_owned(),
                },
                changed: Changed::On(rule.clone()),
                rules: vec![rule.clone()],
            });
        }
    }
}

/// Whether rules move a day to the next working day wherever they name it: any day off before that
/// then stands for the same.
fn is_moved(name: &str, naming: &[&Rule]) -> bool {
    naming.iter().all(|rule| {
        let quantities = rule.check.quantities().into_iter();
        let mut named = quantities.filter(|(_, one, _)| one.param.as_deref() == Some(name));
        named.all(|(_, quantity, _)| quantity.working_day)
    })
}

/// Whether two days have the same next working day.
fn is_same_working_day(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|day| day.parse().map(next_working_day));
    one.is_ok() && one.ok() == other.ok()
}

fn of_param(name: &str, param: &Param, naming: &[&Rule], bred: &mut Bred<'_>) {
    let moved = param.unit == Unit::Date && is_moved(name, naming);
    let dated = |value: &ParamValue| value.from.is_some() || value.until.is_some();
    if param.values.iter().any(dated) {
        let by = |by: By| serde_json::to_value(by).unwrap_or_default();
        for other in By::ALL.into_iter().filter(|other| *other != param.by) {
            bred.exchanged(&["params", name, "by"], &by(param.by), by(other));
        }
    }
    let covered = naming.iter().any(|rule| rule.check.kind() == "covers-all");
    for (number, value) in param.values.iter().enumerate() {
        let number = number.to_string();
        let of_value = ["params", name, "values", &number];
        let path = |more: &[&'static str]| [&of_value[..], more].concat();
        bred.day(&path(&["from"]), value.from);
        bred.day(&path(&["until"]), value.until);
        if let Some(text) = &value.value {
            let other = |to: &String| !(moved && is_same_working_day(text, to));
            bred.moved_where(&path(&["value"]), param.unit, text, other);
        }
        if let Some(text) = &value.up_to {
            bred.moved(&path(&["up_to"]), param.unit, text);
            bred.dropped(&path(&["up_to"]), &Json::String(text.clone()));
        }
        for (region, text) in &value.by_region {
            let path = [&of_value[..], &["by_region", region]].concat();
            bred.moved(&path, param.unit, text);
        }
        for (at, code) in value.codes.iter().enumerate() {
            let at = at.to_string();
            let path = [&of_value[..], &["codes", &at]].concat();
            bred.dropped(&path, &Json::String(code.code.clone()));
        }
        // Only where each code must be covered does one more make a difference.
        if covered && !value.codes.is_empty() {
            let code = serde_json::json!({ "code": UNKNOWN });
            bred.push(
                &path(&["codes"]),
                Mutation::Added(UNKNOWN.to_owned()),
                &Edit::Push(code),
            );
        }
        for (at, round) in value.rounds.iter().enumerate() {
            let at = at.to_string();
            let of_round = [&of_value[..], &["rounds", &at]].concat();
            bred.dropped(&of_round, &Json::String(round.round.to_string()));
            bred.day(&[&of_round[..], &["due"]].concat(), Some(round.due));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_off_before_a_working_day_stand_for_it_and_the_day_before_them_does_not() {
        // Friday to Monday.
        let days = ["2027-02-26", "2027-02-27", "2027-02-28", "2027-03-01"];
        let same = days.map(|day| is_same_working_day("2027-02-28", day));
        assert_eq!(same, [false, true, true, true]);
        assert!(!is_same_working_day("2027-02-28", "2027-03-02"));
    }
}
