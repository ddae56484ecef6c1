//! Bounds that cannot both hold: the least of one rule above the greatest of another.

use jiff::civil::Date;

use super::{Level, Lints, is_off, views};
use crate::check::{Amount, Quantity, parse_number};
use crate::rulebook::{Rule, RuleStatus, Rulebook, Rulebooks, Said, Unit};

/// What a rule asks of something as a bound that a rulebook knows.
pub(crate) struct Bounded<'a> {
    /// What is bounded, in words of data: the same words, the same thing.
    pub(crate) what: String,
    pub(crate) unit: Unit,
    /// The least that it may be.
    pub(crate) least: Option<&'a Quantity>,
    /// The greatest that it may be.
    pub(crate) greatest: Option<&'a Quantity>,
    /// Whether it must be less than the greatest.
    pub(crate) less: bool,
}

/// A bound with the days between which it holds.
struct Dated {
    text: String,
    from: Option<Date>,
    until: Option<Date>,
}

pub(super) fn of_rule(book: &Rulebook, rule: &Rule, found: &mut Lints<'_>) {
    if rule.status == RuleStatus::Retired {
        return;
    }
    let bounds = rule.check.bounds();
    if bounds.is_empty() {
        return;
    }
    let mut said = Vec::new();
    for (owner, other) in found.books.rules() {
        if other.over != rule.over || other.status == RuleStatus::Retired {
            continue;
        }
        for theirs in other.check.bounds() {
            for ours in bounds.iter().filter(|ours| ours.what == theirs.what) {
                let mut seen = views(found.books, book, owner).filter(|view| {
                    !is_off(found.books, view, rule) && !is_off(found.books, view, other)
                });
                let apart = seen.find_map(|view| {
                    apart(found.books, view, ours, &theirs)
                        .or_else(|| apart(found.books, view, &theirs, ours))
                });
                if let Some((least, greatest)) = apart {
                    let one = Said::new("contradiction").with("rule", &other.id);
                    let one = one.with("least", least).with("greatest", greatest);
                    if !said.contains(&one) {
                        said.push(one);
                    }
                }
            }
        }
    }
    for said in said {
        found.rule(Level::Error, book, rule, &["check"], said);
    }
}

/// A least above a greatest, both in force on the same day.
fn apart(
    books: &Rulebooks,
    view: &Rulebook,
    low: &Bounded<'_>,
    high: &Bounded<'_>,
) -> Option<(String, String)> {
    let leasts = values(books, view, low.least?);
    let greatests = values(books, view, high.greatest?);
    for least in &leasts {
        for greatest in &greatests {
            let apart = above(low.unit, &least.text, &greatest.text, high.less);
            if apart && together(least, greatest) {
                return Some((least.text.clone(), greatest.text.clone()));
            }
        }
    }
    None
}

/// The values of a limit that is a number of the rulebook, as a rulebook sees it, or a literal.
fn values(books: &Rulebooks, view: &Rulebook, limit: &Quantity) -> Vec<Dated> {
    if let Some(literal) = &limit.literal {
        return vec![Dated {
            text: literal.clone(),
            from: None,
            until: None,
        }];
    }
    // What is reckoned from a number is another bound than the number.
    let reckoned = limit.times.is_some() || limit.working_day;
    let name = limit.param.as_ref().filter(|_| !reckoned);
    let param = name.and_then(|name| books.param(&view.file.id, name));
    let values = param.into_iter().flat_map(|param| &param.values);
    let dated = values.filter_map(|value| {
        Some(Dated {
            text: value.value.clone()?,
            from: value.from,
            until: value.until,
        })
    });
    dated.collect()
}

fn above(unit: Unit, least: &str, greatest: &str, less: bool) -> bool {
    let read = |text| parse_number(unit, text);
    match (read(least), read(greatest)) {
        (Some(Amount::Money(one)), Some(Amount::Money(other))) => beyond(one.low, other.low, less),
        (Some(Amount::Share(one)), Some(Amount::Share(other))) => beyond(one.low, other.low, less),
        (Some(Amount::Date(one)), Some(Amount::Date(other))) => beyond(one.low, other.low, less),
        (Some(Amount::Count(one)), Some(Amount::Count(other))) => beyond(one.low, other.low, less),
        _ => false,
    }
}

fn beyond<T: Ord>(least: Option<T>, greatest: Option<T>, less: bool) -> bool {
    let both = least.zip(greatest);
    both.is_some_and(|(least, greatest)| least > greatest || (less && least == greatest))
}

fn together(one: &Dated, other: &Dated) -> bool {
    let ends_before = |one: &Dated, other: &Dated| {
        one.until
            .zip(other.from)
            .is_some_and(|(until, from)| until < from)
    };
    !ends_before(one, other) && !ends_before(other, one)
}
