//! The claims of a grant, what was paid on them, and what was returned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::KnownValue;
use super::classes::places;
use super::known::{follows, number_of};
use crate::finding::Finding;
use crate::model::{Grant, Money, PartialDate, Period, Text};
use crate::report::document::{At, Block, Cell, Column, Formula, Row, Span, Table, plain};
use crate::report::section::compliance::finding_card;
use crate::report::section::{SectionBody, Source};
use crate::report::view::{period, spans};
use crate::words::Presenter;

/// The claims of a grant, what was paid and what was returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimsSection {
    /// The claims, in the order in which they were made.
    pub claims: Vec<ClaimRow>,
    /// Payments that answer no claim of the document: advances.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advances: Vec<PaymentRow>,
    /// What the recipient has returned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<PaymentRow>,
    /// What the assessment found of the claims, payments and returns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRow {
    /// The claim, by its id.
    pub id: String,
    /// The period whose costs are claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The day on which it was submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<PartialDate>,
    /// Its costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<KnownValue>,
    /// What was accepted of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<KnownValue>,
    /// Income of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income: Option<KnownValue>,
    /// What is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<KnownValue>,
    /// What was paid on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<KnownValue>,
    /// When.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paid_on: Vec<PartialDate>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// A payment or a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentRow {
    /// Its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The sum.
    pub sum: KnownValue,
}

/// The claims of a grant; nothing where nothing was claimed, paid or returned.
pub(super) fn claims(grant: &Grant, source: &Source<'_>) -> Option<SectionBody> {
    if grant.claims.is_empty() && grant.payments.is_empty() && grant.returns.is_empty() {
        return None;
    }
    let number = number_of(grant, source)?;
    let place =
        |list: &str, at: usize, field: &str| format!("/grants/{number}/{list}/{at}/{field}");
    let rows = grant.claims.iter().enumerate().map(|(at, claim)| {
        let sum = |sum: Option<Money>, field: &str| {
            sum.map(|sum| KnownValue::stated(sum, place("claims", at, field)))
        };
        let payments = grant.payments.iter().enumerate();
        let paid = payments.filter(|(_, one)| one.claim.as_ref() == Some(&claim.id));
        let paid: Vec<_> = paid.collect();
        ClaimRow {
            id: claim.id.clone(),
            period: claim.period.clone(),
            submitted: claim.submitted,
            costs: sum(claim.costs, "costs"),
            accepted: sum(claim.accepted, "accepted"),
            income: sum(claim.income, "income"),
            requested: sum(claim.requested, "requested"),
            paid: match paid.as_slice() {
                [] => None,
                [(at, one)] => Some(KnownValue::stated(
                    one.amount,
                    place("payments", *at, "amount"),
                )),
                several => {
                    let from = several
                        .iter()
                        .map(|(at, _)| place("payments", *at, "amount"));
                    let sum = several.iter().map(|(_, one)| one.amount).sum();
                    Some(KnownValue::reckoned(sum, from.collect()))
                }
            },
            paid_on: paid.iter().filter_map(|(_, one)| one.date).collect(),
            note: claim.note.clone(),
        }
    });
    let answers = |id: &Option<String>| {
        grant
            .claims
            .iter()
            .any(|claim| Some(&claim.id) == id.as_ref())
    };
    let payments = grant.payments.iter().enumerate();
    let advances = payments.filter(|(_, one)| !answers(&one.claim));
    let advances = advances.map(|(at, one)| PaymentRow {
        date: one.date,
        sum: KnownValue::stated(one.amount, place("payments", at, "amount")),
    });
    let returns = grant
        .returns
        .iter()
        .enumerate()
        .map(|(at, one)| PaymentRow {
            date: one.date,
            sum: KnownValue::stated(one.amount, place("returns", at, "amount")),
        });
    let lists = ["claims", "payments", "returns"].map(|list| format!("/grants/{number}/{list}"));
    let own = |finding: &&Finding| {
        let pointer = &finding.place.pointer;
        lists
            .iter()
            .any(|list| pointer == list || pointer.starts_with(&format!("{list}/")))
    };
    let findings = source.assessment.findings.iter().filter(own);
    Some(SectionBody::Claims(ClaimsSection {
        claims: rows.collect(),
        advances: advances.collect(),
        returns: returns.collect(),
        findings: findings.cloned().collect(),
    }))
}

pub(in crate::report::section) fn claims_blocks(
    one: &ClaimsSection,
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("account", key);
    if !one.claims.is_empty() {
        out.push(Block::Table(claim_table(one, says)));
    }
    let notes = one.claims.iter().filter_map(|row| {
        let mut text = vec![
            Span::Strong(format!("{}:", row.id)),
            Span::Plain(" ".to_owned()),
        ];
        text.extend(spans(row.note.as_ref()?, says));
        Some(text)
    });
    let notes: Vec<_> = notes.collect();
    if !notes.is_empty() {
        out.push(Block::List(notes));
    }
    payments("advances_caption", &one.advances, says, out);
    payments("returns_caption", &one.returns, says, out);
    if one.claims.iter().all(|row| row.paid.is_none()) && one.advances.is_empty() {
        out.push(Block::Paragraph(plain(word("nothing_paid"))));
    }
    for finding in &one.findings {
        out.push(finding_card(finding, level + 1, says));
    }
}

fn claim_table(one: &ClaimsSection, says: &Presenter<'_>) -> Table {
    type Get = fn(&ClaimRow) -> Option<&KnownValue>;
    let word = |key: &str| says.word("account", key);
    let sums: [(&str, Get); 5] = [
        ("costs", |row| row.costs.as_ref()),
        ("accepted", |row| row.accepted.as_ref()),
        ("income", |row| row.income.as_ref()),
        ("requested_sum", |row| row.requested.as_ref()),
        ("paid", |row| row.paid.as_ref()),
    ];
    let sums = sums
        .iter()
        .filter(|(key, get)| *key != "income" || one.claims.iter().any(|row| get(row).is_some()));
    let sums: Vec<(&str, Get)> = sums.copied().collect();
    let mut columns = vec![
        Column::words(word("claim")),
        Column::words(word("claim_period")),
        Column::words(word("submitted")),
    ];
    columns.extend(sums.iter().map(|(key, _)| Column::figures(word(key))));
    columns.push(Column::words(word("paid_on")));
    let row = |row: &ClaimRow| {
        let (start, end) = row
            .period
            .as_ref()
            .map_or((None, None), |one| (one.start, one.end));
        let mut cells = vec![
            Cell::text(plain(row.id.as_str())),
            Cell::text(plain(period(start, end, says))),
            row.submitted.map_or_else(Cell::empty, Cell::date),
        ];
        cells.extend(
            sums.iter()
                .map(|(_, get)| get(row).map_or_else(Cell::empty, |sum| sum.cell(says))),
        );
        let days = row.paid_on.iter().map(|day| says.partial(*day));
        let days: Vec<String> = days.collect();
        cells.push(if days.is_empty() {
            Cell::empty()
        } else {
            Cell::text(plain(days.join("; ")))
        });
        Row::of(cells)
    };
    let mut rows: Vec<Row> = one.claims.iter().map(row).collect();
    let last = rows.len();
    let mut total = vec![
        Cell::text(plain(says.word("report", "total_row"))),
        Cell::empty(),
        Cell::empty(),
    ];
    for (key, get) in &sums {
        let known: Vec<&KnownValue> = one.claims.iter().filter_map(get).collect();
        // What is not accepted or paid yet is no gap; costs and sums asked for that are not stated
        // leave the whole open.
        let whole = known.len() == one.claims.len() || !matches!(*key, "costs" | "requested_sum");
        let sum: Money = known.iter().filter_map(|sum| sum.money()).sum();
        let from = known.iter().flat_map(|sum| places(sum)).collect();
        total.push(match (known.is_empty(), whole) {
            (true, true) => Cell::empty(),
            (_, false) => Cell::text(plain(says.word("unit_words", "unknown"))),
            (false, true) => Cell::money(sum).reckoned(from),
        });
    }
    total.push(Cell::empty());
    rows.push(Row::total(total));
    for (at, (_, get)) in sums.iter().enumerate() {
        let given = one
            .claims
            .iter()
            .enumerate()
            .filter(|(_, row)| get(row).is_some());
        let cells = given
            .map(|(row, _)| At {
                row,
                column: at + 3,
            })
            .collect();
        follows(
            &mut rows,
            At {
                row: last,
                column: at + 3,
            },
            Formula::Sum(cells),
        );
    }
    Table {
        caption: word("claims_caption"),
        columns,
        rows,
    }
}

/// Payments or returns, with their sum where there are several.
fn payments(caption: &str, all: &[PaymentRow], says: &Presenter<'_>, out: &mut Vec<Block>) {
    if all.is_empty() {
        return;
    }
    let unknown = || Cell::text(plain(says.word("account", "no_day")));
    let mut rows: Vec<Row> = all
        .iter()
        .map(|one| {
            Row::of(vec![
                one.date.map_or_else(unknown, Cell::date),
                one.sum.cell(says),
            ])
        })
        .collect();
    if all.len() > 1 {
        let sum: Money = all.iter().filter_map(|one| one.sum.money()).sum();
        let from = all.iter().flat_map(|one| places(&one.sum)).collect();
        rows.push(Row::total(vec![
            Cell::text(plain(says.word("report", "total_row"))),
            Cell::money(sum).reckoned(from),
        ]));
        let cells = (0..all.len()).map(|row| At { row, column: 1 }).collect();
        follows(
            &mut rows,
            At {
                row: all.len(),
                column: 1,
            },
            Formula::Sum(cells),
        );
    }
    out.push(Block::Table(Table {
        caption: says.word("account", caption),
        columns: vec![
            Column::words(says.word("account", "day")),
            Column::figures(says.word("account", "euros")),
        ],
        rows,
    }));
}
