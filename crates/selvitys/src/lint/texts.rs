//! Texts out of step with the numbers, or with one another.

use std::collections::BTreeSet;

use super::figures::{Figure, figures, numbers};
use super::{Level, Lints};
use crate::check::parse_number;
use crate::model::Lang;
use crate::rulebook::{Localized, Param, Rule, RuleStatus, Rulebook, Said, Unit};

pub(super) fn of_rule(book: &Rulebook, rule: &Rule, found: &mut Lints<'_>) {
    if rule.status == RuleStatus::Retired {
        return;
    }
    let known = known(book, rule, found);
    let texts = [
        (&["requirement"][..], Some(&rule.requirement)),
        (&["title"], Some(&rule.title)),
        (&["message"], Some(&rule.message)),
        (&["unclear"], rule.unclear.as_ref()),
        (&["why"], Some(&rule.why)),
        (&["advice"], Some(&rule.advice)),
        (
            &["exception", "text"],
            rule.exception.as_ref().map(|one| &one.text),
        ),
    ];
    for (path, text) in texts {
        let Some(text) = text else { continue };
        differs(book, rule, path, text, &known, found);
        among_languages(book, rule, path, text, found);
    }
}

/// The figures that a rule goes by: of its numbers, whichever is in force, and of its literals.
#[derive(Default)]
struct Known {
    figures: BTreeSet<Figure>,
    units: BTreeSet<&'static str>,
}

impl Known {
    fn add(&mut self, unit: Unit, text: &str) {
        let number = parse_number(unit, text).and_then(|_| text.parse().ok());
        let figure = match unit {
            Unit::Share => number.map(Figure::Share),
            Unit::Money => number.map(Figure::Money),
            Unit::Date => text.parse().ok().map(Figure::Day),
            Unit::Count | Unit::Codes | Unit::Rounds => None,
        };
        if let Some(figure) = figure {
            self.units.insert(unit.key());
            self.figures.insert(normal(figure));
        }
    }

    fn param(&mut self, param: &Param) {
        for value in &param.values {
            let single = value
                .value
                .iter()
                .chain(&value.up_to)
                .chain(value.by_region.values());
            for text in single {
                self.add(param.unit, text);
            }
            for day in value.rounds.iter().map(|round| round.due) {
                self.add(Unit::Date, &day.to_string());
            }
        }
    }
}

/// `0.80` and `0.8` are one share.
fn normal(figure: Figure) -> Figure {
    match figure {
        Figure::Share(number) => Figure::Share(number.normalize()),
        Figure::Money(number) => Figure::Money(number.normalize()),
        Figure::Number(number) => Figure::Number(number.normalize()),
        day @ Figure::Day(_) => day,
    }
}

fn known(book: &Rulebook, rule: &Rule, found: &Lints<'_>) -> Known {
    let mut known = Known::default();
    let names: BTreeSet<&str> = rule.params().collect();
    let near = found.books.books().filter(|other| {
        found.books.reaches(&other.file.id, &book.file.id)
            || found.books.reaches(&book.file.id, &other.file.id)
    });
    for (name, param) in near.flat_map(|book| &book.file.params) {
        if names.contains(name.as_str()) {
            known.param(param);
        }
    }
    for (_, quantity, unit) in rule.check.quantities() {
        if let Some(literal) = &quantity.literal {
            known.add(unit, literal);
        }
    }
    known
}

/// A share, a sum or a day that no number of the rule holds: when the number changes, the text is
/// wrong.
fn differs(
    book: &Rulebook,
    rule: &Rule,
    path: &[&str],
    text: &Localized,
    known: &Known,
    found: &mut Lints<'_>,
) {
    for lang in Lang::ALL {
        for figure in figures(text.get(lang), lang).into_iter().map(normal) {
            let (unit, shown) = match &figure {
                Figure::Share(share) => {
                    let percent = share * rust_decimal::Decimal::ONE_HUNDRED;
                    ("share", format!("{} %", percent.normalize()))
                }
                Figure::Money(sum) => ("money", format!("{sum} €")),
                Figure::Day(day) => ("date", day.to_string()),
                Figure::Number(_) => continue,
            };
            if known.figures.contains(&figure) {
                continue;
            }
            let (level, code) = match unit {
                unit if known.units.contains(unit) => (Level::Error, "figure_differs"),
                // A day that bounds nothing tells when something happened.
                "date" => continue,
                _ => (Level::Warning, "figure_of_no_number"),
            };
            let said = Said::new(code)
                .with("figure", shown)
                .with("lang", lang.tag());
            found.rule(level, book, rule, &[path, &[lang.tag()]].concat(), said);
        }
    }
}

/// Texts whose numbers differ between languages, and texts that were not translated.
fn among_languages(
    book: &Rulebook,
    rule: &Rule,
    path: &[&str],
    text: &Localized,
    found: &mut Lints<'_>,
) {
    const SHORT: usize = 12;
    let of = |lang| numbers(text.get(lang), lang);
    for lang in [Lang::Sv, Lang::En] {
        let path = [path, &[lang.tag()]].concat();
        if of(lang) != of(Lang::Fi) {
            let said = Said::new("numbers_differ").with("lang", lang.tag());
            found.rule(Level::Error, book, rule, &path, said);
        }
        let earlier = Lang::ALL.into_iter().take_while(|one| *one != lang);
        let mut same = earlier.filter(|one| text.get(*one).trim() == text.get(lang).trim());
        if let Some(other) = same.next()
            && text.get(lang).chars().count() > SHORT
        {
            let said = Said::new("not_translated").with("lang", lang.tag());
            let said = said.with("other", other.tag());
            found.rule(Level::Warning, book, rule, &path, said);
        }
    }
}
