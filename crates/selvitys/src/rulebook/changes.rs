//! The rules as they are on a day, and what is otherwise on another.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Bases, By, Id, Localized, Param, ParamValue, Rule, RuleStatus, Rulebook, Rulebooks, Severity,
    Stage, Unit,
};

/// Rules in short, as `selvitys rules --format json` prints them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleList {
    /// The day on which the rules apply; on any, where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The rules, by the order of layers and then of ids.
    pub rules: Vec<ListedRule>,
}

/// A rule in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedRule {
    /// The rulebook that it stands in.
    pub rulebook: Id,
    /// Its id.
    pub rule: Id,
    /// How grave a fault is.
    pub severity: Severity,
    /// Whether it is in use.
    pub status: RuleStatus,
    /// The stages at which it is decided; all of them, where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<Stage>,
    /// What is wrong, as a heading.
    pub title: Localized,
    /// What it asks.
    pub requirement: Localized,
    /// On what it rests, its numbers aside.
    pub basis: Bases,
}

/// What is otherwise in the rulebooks on one day than on another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulebookChanges {
    /// The one day.
    pub from: Date,
    /// The other.
    pub to: Date,
    /// Numbers, dates and lists that have another value.
    pub numbers: Vec<NumberChange>,
    /// Rules that apply on the other day and not on the one.
    pub begin: Vec<RuleBound>,
    /// Rules that apply on the one day and not on the other.
    pub cease: Vec<RuleBound>,
}

/// A number, date or list with another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberChange {
    /// The rulebook that sets it.
    pub rulebook: Id,
    /// The parameter.
    pub name: String,
    /// What it is.
    pub title: Localized,
    /// Of which kind its values are.
    pub unit: Unit,
    /// Of which date the days are: it chooses among the values.
    pub by: By,
    /// In force on the one day; absent where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ParamValue>,
    /// In force on the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ParamValue>,
    /// The rules that name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

/// A rule that applies on one of two days only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleBound {
    /// The rulebook that it stands in.
    pub rulebook: Id,
    /// The rule.
    pub rule: Id,
    /// What it asks.
    pub requirement: Localized,
    /// Of which dates the days are, for what bounds it.
    pub by: Vec<By>,
    /// On what it rests, with its numbers as in force on the day on which it applies.
    pub basis: Bases,
}

impl ParamValue {
    /// Whether it is the same number, date or list, whatever it rests on and from when.
    fn same(&self, other: &ParamValue) -> bool {
        self.value == other.value
            && self.up_to == other.up_to
            && self.by_region == other.by_region
            && self.codes == other.codes
            && self.rounds == other.rounds
    }
}

impl Rulebooks {
    /// The rules in short: of one rulebook with those that it uses, or of all; those that apply on
    /// a day, or on any.
    ///
    /// A day is taken as every date that may choose: the day of the assessment, of the award, of
    /// the call's opening and of the event itself.
    ///
    /// ```
    /// use selvitys::Rulebooks;
    /// let list = Rulebooks::builtin().list(Some("ru-2020"), Some(jiff::civil::date(2019, 12, 31)));
    /// // Decree 7/2020 was not in force yet.
    /// assert!(list.rules.iter().all(|one| one.rule != "ru-grant-above-greatest-share"));
    /// ```
    pub fn list(&self, rulebook: Option<&str>, as_of: Option<Date>) -> RuleList {
        let rules = self.rules().into_iter().filter(|(book, rule)| {
            let id = book.file.id.as_str();
            rulebook.is_none_or(|wanted| self.reaches(wanted, id))
                && as_of.is_none_or(|day| self.applies(book, rule, day))
        });
        let listed = rules.map(|(book, rule)| ListedRule {
            rulebook: book.file.id.clone(),
            rule: rule.id.clone(),
            severity: rule.severity,
            status: rule.status,
            stages: rule.stages.clone(),
            title: rule.title.clone(),
            requirement: rule.requirement.clone(),
            basis: rule.basis.clone(),
        });
        RuleList {
            as_of,
            rules: listed.collect(),
        }
    }

    /// What is otherwise on one day than on another: numbers, and rules that begin or cease to
    /// apply. Of one rulebook with those that it uses, or of all.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use selvitys::Rulebooks;
    /// let changes = Rulebooks::builtin().changes(None, date(2018, 12, 31), date(2019, 1, 1));
    /// // Act 688/2001, section 20: from 2019 on what is not reclaimed is below 100 EUR, before 10.
    /// let limits = changes.numbers.iter().map(|one| {
    ///     let value = |value: &Option<selvitys::ParamValue>| value.clone().and_then(|one| one.value);
    ///     (value(&one.before), value(&one.after))
    /// });
    /// let limits: Vec<_> = limits.collect();
    /// assert!(limits.contains(&(Some("10.00".to_owned()), Some("100.00".to_owned()))), "{limits:?}");
    /// ```
    pub fn changes(&self, rulebook: Option<&str>, from: Date, to: Date) -> RulebookChanges {
        let wanted = |id: &str| rulebook.is_none_or(|wanted| self.reaches(wanted, id));
        let rules: Vec<(&Rulebook, &Rule)> = self
            .rules()
            .into_iter()
            .filter(|(book, rule)| wanted(&book.file.id) && rule.status == RuleStatus::Active)
            .collect();
        let mut named: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for (book, rule) in &rules {
            for (other, name, _) in self.numbers(&book.file.id, rule) {
                named
                    .entry((other.file.id.as_str(), name))
                    .or_default()
                    .push(rule.id.to_string());
            }
        }
        let params = self
            .books()
            .filter(|book| wanted(&book.file.id))
            .flat_map(|book| {
                let params = book.file.params.iter();
                params.map(move |(name, param)| (book, name.as_str(), param))
            });
        let numbers = params.filter_map(|(book, name, param)| {
            let (before, after) = (param.on(from), param.on(to));
            let same = match (before, after) {
                (Some(before), Some(after)) => before.same(after),
                (None, None) => true,
                _ => false,
            };
            (!same).then(|| NumberChange {
                rulebook: book.file.id.clone(),
                name: name.to_owned(),
                title: param.title.clone(),
                unit: param.unit,
                by: param.by,
                before: before.cloned(),
                after: after.cloned(),
                rules: named
                    .get(&(book.file.id.as_str(), name))
                    .cloned()
                    .unwrap_or_default(),
            })
        });
        let bounds = |on: Date, off: Date| -> Vec<RuleBound> {
            let only = rules.iter().filter(|(book, rule)| {
                self.applies(book, rule, on) && !self.applies(book, rule, off)
            });
            only.map(|(book, rule)| self.bound(book, rule, on, off))
                .collect()
        };
        RulebookChanges {
            from,
            to,
            numbers: numbers.collect(),
            begin: bounds(to, from),
            cease: bounds(from, to),
        }
    }

    /// Whether a rule applies where every date that may choose is this day: within the dates of
    /// award that bound it, and with each of its numbers in force in some rulebook that sets it.
    fn applies(&self, book: &Rulebook, rule: &Rule, day: Date) -> bool {
        awarded(rule, day)
            && self
                .of_each_number(book, rule)
                .values()
                .all(|params| params.iter().any(|param| param.on(day).is_some()))
    }

    /// The parameters that set each number of a rule.
    fn of_each_number<'a>(
        &'a self,
        book: &Rulebook,
        rule: &'a Rule,
    ) -> BTreeMap<&'a str, Vec<&'a Param>> {
        let mut numbers: BTreeMap<&str, Vec<&Param>> = BTreeMap::new();
        for (_, name, param) in self.numbers(&book.file.id, rule) {
            numbers.entry(name).or_default().push(param);
        }
        numbers
    }

    fn bound(&self, book: &Rulebook, rule: &Rule, on: Date, off: Date) -> RuleBound {
        let mut by: Vec<By> = Vec::new();
        let mut basis = rule.basis.clone();
        if !awarded(rule, off) {
            by.push(By::Award);
        }
        for params in self.of_each_number(book, rule).values() {
            let bounds = params.iter().all(|param| param.on(off).is_none());
            for param in params.iter().filter(|_| bounds) {
                let Some(value) = param.on(on) else { continue };
                if !by.contains(&param.by) {
                    by.push(param.by);
                }
                basis = basis.with(&value.basis);
            }
        }
        RuleBound {
            rulebook: book.file.id.clone(),
            rule: rule.id.clone(),
            requirement: rule.requirement.clone(),
            by,
            basis,
        }
    }
}

/// Whether grants awarded on a day are among those that a rule is for.
fn awarded(rule: &Rule, day: Date) -> bool {
    let applies = &rule.applies;
    applies.awarded_from.is_none_or(|from| from <= day)
        && applies.awarded_before.is_none_or(|before| day < before)
}
