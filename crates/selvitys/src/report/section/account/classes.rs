//! Costs by cost class: of one claim, of all claims so far, and as budgeted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::known::{follows, number_of};
use super::{KnownValue, latest_claim};
use crate::finding::Value;
use crate::index::Index;
use crate::model::{Claim, ClassCosts, Grant, Money, PartialDate, Period, Text};
use crate::report::document::{At, Block, Cell, Column, Formula, Row, Table, plain};
use crate::report::section::{SectionBody, Source};
use crate::report::view::{period, spans};
use crate::words::{Presenter, capital};

/// The costs that a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimCostsSection {
    /// The claim, by its id.
    pub claim: String,
    /// The period whose costs are claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The day on which it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<PartialDate>,
    /// The costs as the claim states them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<KnownValue>,
    /// What the authority accepted of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<KnownValue>,
    /// What was paid on the claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<KnownValue>,
    /// Whether every claim of the grant is paid or accepted.
    pub answered: bool,
    /// The costs by class.
    pub classes: ClassTable,
    /// A remark on the claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Costs by cost class beside the budget.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassTable {
    /// The classes.
    pub rows: Vec<ClassRow>,
    /// Claims that state costs and do not set them apart by class, by their ids: what was claimed so
    /// far of a class is then not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_itemised: Vec<String>,
}

/// A cost class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassRow {
    /// The class, by its id.
    pub class: String,
    /// The costs of the claim that the table is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<KnownValue>,
    /// The costs of all claims up to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub so_far: Option<KnownValue>,
    /// The costs as budgeted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budgeted: Option<KnownValue>,
    /// What is left of the budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<KnownValue>,
    /// The share of the budget that is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<KnownValue>,
}

/// The costs that the report's claim is about.
pub(super) fn claim_costs(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    let number = number_of(grant, source)?;
    let at = latest_claim(grant)?;
    let claim = grant.claims.get(at)?;
    let place = |field: &str| format!("/grants/{number}/claims/{at}/{field}");
    let costs = claim
        .costs
        .map(|sum| KnownValue::stated(sum, place("costs")));
    let accepted = claim
        .accepted
        .map(|sum| KnownValue::stated(sum, place("accepted")));
    let payments = grant.payments.iter().enumerate();
    let paid = payments.filter(|(_, one)| one.claim.as_ref() == Some(&claim.id));
    let paid = paid.map(|(at, one)| (format!("/grants/{number}/payments/{at}/amount"), one.amount));
    let paid: Vec<(String, Money)> = paid.collect();
    Some(SectionBody::ClaimCosts(Box::new(ClaimCostsSection {
        claim: claim.id.clone(),
        period: claim.period.clone(),
        submitted: claim.submitted,
        costs,
        accepted,
        paid: (!paid.is_empty()).then(|| together(paid)),
        answered: super::is_answered(grant, at),
        classes: table(grant, number, at + 1, Some(at), &source.index),
        note: claim.note.clone(),
    })))
}

/// The costs of so many claims by class, and of one of them apart.
pub(super) fn table(
    grant: &Grant,
    number: usize,
    claims: usize,
    of: Option<usize>,
    index: &Index<'_>,
) -> ClassTable {
    let counted: Vec<(usize, &Claim)> = grant.claims.iter().enumerate().take(claims).collect();
    let budget = index.budget_of(grant);
    let budgeted: &[ClassCosts] = budget.map_or(&[], |(_, budget)| &budget.by_class);
    let mut classes: Vec<&str> = Vec::new();
    let of_claims = counted.iter().rev().flat_map(|(_, claim)| &claim.by_class);
    for one in budgeted.iter().chain(of_claims) {
        if !classes.contains(&one.class.as_str()) {
            classes.push(&one.class);
        }
    }
    let bare = counted
        .iter()
        .filter(|(_, claim)| claim.by_class.is_empty());
    let not_itemised: Vec<String> = bare.map(|(_, claim)| claim.id.clone()).collect();
    let itemised = not_itemised.is_empty() && !counted.is_empty();
    let row = |class: &&str| {
        let in_claim = |at: usize| -> Vec<(String, Money)> {
            let claim = grant.claims.get(at);
            let costs = claim
                .into_iter()
                .flat_map(|claim| claim.by_class.iter().enumerate());
            let own = costs.filter(|(_, one)| one.class == *class);
            let place =
                |place: usize| format!("/grants/{number}/claims/{at}/by_class/{place}/amount");
            own.map(|(at, one)| (place(at), one.amount)).collect()
        };
        let so_far: Vec<_> = counted.iter().flat_map(|(at, _)| in_claim(*at)).collect();
        let so_far = itemised.then(|| together(so_far));
        let in_budget = budgeted
            .iter()
            .enumerate()
            .filter(|(_, one)| one.class == *class);
        let in_budget = in_budget.map(|(at, one)| {
            let budget = budget.map_or(0, |(budget, _)| budget);
            (
                format!("/budgets/{budget}/by_class/{at}/amount"),
                one.amount,
            )
        });
        let in_budget: Vec<_> = in_budget.collect();
        let budgeted = (!in_budget.is_empty()).then(|| together(in_budget));
        let left = budgeted
            .as_ref()
            .zip(so_far.as_ref())
            .and_then(|(whole, used)| {
                let from = [whole, used].map(places).concat();
                Some(KnownValue::reckoned(whole.money()? - used.money()?, from))
            });
        let used = budgeted
            .as_ref()
            .zip(so_far.as_ref())
            .and_then(|(whole, used)| {
                let share = used.money()?.share_of(whole.money()?)?;
                Some(KnownValue {
                    value: Some(Value::Share(share)),
                    from: [whole, used].map(places).concat(),
                    ..KnownValue::default()
                })
            });
        let own = of.map(in_claim).filter(|own| !own.is_empty());
        ClassRow {
            class: (*class).to_owned(),
            claimed: own.map(together),
            so_far,
            budgeted,
            left,
            used,
        }
    };
    ClassTable {
        rows: classes.iter().map(row).collect(),
        not_itemised,
    }
}

/// Sums together: one alone is as stated.
fn together(mut sums: Vec<(String, Money)>) -> KnownValue {
    if let [_] = sums.as_slice()
        && let Some((place, sum)) = sums.pop()
    {
        return KnownValue::stated(sum, place);
    }
    let sum = sums.iter().map(|(_, sum)| *sum).sum();
    KnownValue::reckoned(sum, sums.into_iter().map(|(place, _)| place).collect())
}

/// From where in the document a sum is.
pub(in crate::report::section) fn places(one: &KnownValue) -> Vec<String> {
    one.stated.iter().chain(&one.from).cloned().collect()
}

/// What a cost class is called.
fn class_words(class: &str, says: &Presenter<'_>) -> String {
    capital(&says.value(&Value::Code(class.to_owned())))
}

pub(in crate::report::section) fn claim_costs_blocks(
    one: &ClaimCostsSection,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("account", key);
    let mut facts = vec![(word("claim"), plain(one.claim.as_str()))];
    let (start, end) = one
        .period
        .as_ref()
        .map_or((None, None), |one| (one.start, one.end));
    let days = period(start, end, says);
    let days = if days.is_empty() {
        says.word("unit_words", "unknown")
    } else {
        days
    };
    facts.push((word("claim_period"), plain(days)));
    let submitted = one.submitted.map_or_else(
        || says.word("unit_words", "unknown"),
        |day| says.partial(day),
    );
    facts.push((word("submitted"), plain(submitted)));
    let costs = one.costs.as_ref();
    let costs = costs.map_or_else(
        || plain(says.word("unit_words", "unknown")),
        |sum| sum.words(says),
    );
    facts.push((word("claim_costs"), costs));
    let answer = [
        ("accepted_costs", &one.accepted),
        ("paid_on_claim", &one.paid),
    ];
    for (key, sum) in answer {
        facts.extend(sum.iter().map(|sum| (word(key), sum.words(says))));
    }
    if one.answered {
        out.push(Block::Paragraph(plain(word("answered"))));
    }
    out.push(Block::Facts(facts));
    class_blocks(&one.classes, says, out);
    let claimed: Option<Money> = {
        let rows = one
            .classes
            .rows
            .iter()
            .filter_map(|row| row.claimed.as_ref()?.money());
        let rows: Vec<Money> = rows.collect();
        (!rows.is_empty()).then(|| rows.into_iter().sum())
    };
    if claimed.is_none() {
        out.push(Block::Paragraph(plain(word("claim_not_itemised"))));
    }
    if let (Some(stated), Some(computed)) =
        (one.costs.as_ref().and_then(KnownValue::money), claimed)
        && stated != computed
    {
        let (stated, computed) = (says.locale().money(stated), says.locale().money(computed));
        let values = [("stated", stated.as_str()), ("computed", computed.as_str())];
        let text = format!(
            "{} {}",
            word("classes_differ"),
            says.fill("report", "differs", &values)
        );
        out.push(Block::Paragraph(plain(text)));
    }
    if let Some(note) = &one.note {
        out.push(Block::Paragraph(spans(note, says)));
    }
}

/// The table by class with what it cannot tell; nothing where there are no classes.
pub(super) fn class_blocks(one: &ClassTable, says: &Presenter<'_>, out: &mut Vec<Block>) {
    if one.rows.is_empty() {
        return;
    }
    out.push(Block::Table(class_table(one, says)));
    let has = |get: fn(&ClassRow) -> bool| one.rows.iter().any(get);
    if !one.not_itemised.is_empty() {
        let claims = one.not_itemised.join("; ");
        let text = says.fill("account", "not_itemised", &[("claims", &claims)]);
        out.push(Block::Paragraph(plain(text)));
    }
    if !has(|row| row.budgeted.is_some()) {
        out.push(Block::Paragraph(plain(
            says.word("account", "no_class_budget"),
        )));
    }
    let over = one.rows.iter().filter(|row| {
        let left = row.left.as_ref().and_then(KnownValue::money);
        left.is_some_and(|left| left < Money::ZERO)
    });
    let over = over.map(|row| class_words(&row.class, says));
    let over: Vec<String> = over.collect();
    if !over.is_empty() {
        let text = says.fill("account", "classes_over", &[("classes", &over.join("; "))]);
        out.push(Block::Paragraph(plain(text)));
    }
}

fn class_table(one: &ClassTable, says: &Presenter<'_>) -> Table {
    type Get = fn(&ClassRow) -> Option<&KnownValue>;
    let columns: [(&str, Get); 5] = [
        ("this_claim", |row| row.claimed.as_ref()),
        ("so_far", |row| row.so_far.as_ref()),
        ("budgeted", |row| row.budgeted.as_ref()),
        ("left", |row| row.left.as_ref()),
        ("used", |row| row.used.as_ref()),
    ];
    let shown = columns
        .iter()
        .filter(|(_, get)| one.rows.iter().any(|row| get(row).is_some()));
    let shown: Vec<(&str, Get)> = shown.copied().collect();
    let mut heads = vec![Column::words(says.word("account", "class"))];
    heads.extend(
        shown
            .iter()
            .map(|(key, _)| Column::figures(says.word("account", key))),
    );
    let mut rows: Vec<Row> = Vec::new();
    for row in &one.rows {
        let mut cells = vec![Cell::text(plain(class_words(&row.class, says)))];
        cells.extend(
            shown
                .iter()
                .map(|(_, get)| get(row).map_or_else(Cell::empty, |sum| sum.cell(says))),
        );
        rows.push(Row::of(cells));
    }
    let last = rows.len();
    let mut total = vec![Cell::text(plain(says.word("report", "total_row")))];
    for (key, get) in &shown {
        let sums: Vec<&KnownValue> = one.rows.iter().filter_map(get).collect();
        // A class without a budget counts in the total of what is left and used all the same.
        let all = |get: Get| -> Option<Money> {
            let known = one.rows.iter().filter_map(get);
            known
                .map(KnownValue::money)
                .collect::<Option<Vec<_>>>()
                .map(|all| all.into_iter().sum())
        };
        let (whole, used) = (
            all(|row| row.budgeted.as_ref()),
            all(|row| row.so_far.as_ref()),
        );
        let from = |all: &[&KnownValue]| all.iter().flat_map(|sum| places(sum)).collect();
        let both: Vec<&KnownValue> = one
            .rows
            .iter()
            .flat_map(|row| row.budgeted.iter().chain(&row.so_far))
            .collect();
        total.push(match (*key, whole, used) {
            ("left", Some(whole), Some(used)) => Cell::money(whole - used).reckoned(from(&both)),
            ("used", Some(whole), Some(used)) => match used.share_of(whole) {
                Some(share) => Cell::share(share).reckoned(from(&both)),
                None => Cell::empty(),
            },
            ("left" | "used", ..) => Cell::empty(),
            _ => all(*get).map_or_else(Cell::empty, |sum| Cell::money(sum).reckoned(from(&sums))),
        });
    }
    rows.push(Row::total(total));
    let column = |key: &str| {
        shown
            .iter()
            .position(|(known, _)| *known == key)
            .map(|at| at + 1)
    };
    for (number, (key, get)) in shown.iter().enumerate() {
        let column = number + 1;
        let given = one
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| get(row).is_some());
        let cells = given.map(|(row, _)| At { row, column }).collect();
        if !matches!(*key, "left" | "used") {
            follows(&mut rows, At { row: last, column }, Formula::Sum(cells));
        }
    }
    if let (Some(whole), Some(used)) = (column("budgeted"), column("so_far")) {
        for row in 0..=last {
            let at = |column| At { row, column };
            if let Some(left) = column("left") {
                let formula = Formula::Less {
                    from: vec![at(whole)],
                    less: vec![at(used)],
                };
                follows(&mut rows, at(left), formula);
            }
            if let Some(share) = column("used") {
                let formula = Formula::Share {
                    part: at(used),
                    whole: at(whole),
                };
                follows(&mut rows, at(share), formula);
            }
        }
    }
    Table {
        caption: says.word("account", "classes_caption"),
        columns: heads,
        rows,
    }
}
