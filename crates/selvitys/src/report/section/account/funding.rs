//! How a grant's costs were funded, source by source, against its budget.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::KnownValue;
use super::classes::places;
use super::costs::CostsSection;
use super::known::follows;
use crate::finding::Value;
use crate::model::{Figure, Status};
use crate::report::document::{At, Cell, Column, Formula, Row, Table, plain};
use crate::words::{Presenter, capital};

/// A source of funding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingLine {
    /// The source; total costs for all of them together.
    pub figure: Figure,
    /// As budgeted.
    pub budgeted: KnownValue,
    /// As realised.
    pub realised: KnownValue,
    /// Its share of the total, as budgeted.
    pub share_budgeted: KnownValue,
    /// Its share of the total, as realised.
    pub share_realised: KnownValue,
}

pub(super) fn funding(
    budgeted: Status,
    figure: &dyn Fn(Figure, Status) -> KnownValue,
) -> Vec<FundingLine> {
    let sources = [
        Figure::Grant,
        Figure::Own,
        Figure::OtherPublic,
        Figure::OtherPrivate,
        Figure::Total,
        Figure::Income,
    ];
    let share = |part: &KnownValue, whole: &KnownValue| {
        let share = part.money().zip(whole.money());
        let share = share.and_then(|(part, whole)| part.share_of(whole));
        KnownValue {
            value: share.map(Value::Share),
            from: [part, whole].map(places).concat(),
            ..KnownValue::default()
        }
    };
    let line = |source: Figure| {
        let (plan, real) = (figure(source, budgeted), figure(source, Status::Realised));
        let whole = |status| figure(Figure::Total, status);
        let of_costs = source != Figure::Income;
        let share = |part: &KnownValue, status| {
            if of_costs {
                share(part, &whole(status))
            } else {
                KnownValue::default()
            }
        };
        FundingLine {
            figure: source,
            share_budgeted: share(&plan, budgeted),
            share_realised: share(&real, Status::Realised),
            budgeted: plan,
            realised: real,
        }
    };
    let lines = sources.into_iter().map(line);
    let stated =
        |line: &FundingLine| line.budgeted.value.is_some() || line.realised.value.is_some();
    lines.filter(stated).collect()
}

pub(super) fn funding_table(one: &CostsSection, says: &Presenter<'_>) -> Table {
    let word = |key: &str| says.word("account", key);
    let row = |line: &FundingLine| {
        let name = match line.figure {
            Figure::Total => word("funding_total"),
            figure => capital(&says.figure(figure)),
        };
        let mut cells = vec![Cell::text(plain(name))];
        let sums = [
            &line.budgeted,
            &line.share_budgeted,
            &line.realised,
            &line.share_realised,
        ];
        cells.extend(sums.map(|sum| {
            if sum.value.is_some() {
                sum.cell(says)
            } else {
                Cell::empty()
            }
        }));
        Row {
            cells,
            level: 0,
            total: line.figure == Figure::Total,
        }
    };
    let mut rows: Vec<Row> = one.funding.iter().map(row).collect();
    let whole = one
        .funding
        .iter()
        .position(|line| line.figure == Figure::Total);
    if let Some(whole) = whole {
        for column in [1, 3] {
            let parts = one.funding.iter().enumerate().take(whole);
            let given = parts.filter(|(_, line)| {
                let sum = if column == 1 {
                    &line.budgeted
                } else {
                    &line.realised
                };
                sum.value.is_some()
            });
            let cells: Vec<At> = given.map(|(row, _)| At { row, column }).collect();
            if !cells.is_empty() {
                follows(&mut rows, At { row: whole, column }, Formula::Sum(cells));
            }
            for row in 0..=whole {
                let formula = Formula::Share {
                    part: At { row, column },
                    whole: At { row: whole, column },
                };
                follows(
                    &mut rows,
                    At {
                        row,
                        column: column + 1,
                    },
                    formula,
                );
            }
        }
    }
    let budgeted = match one.budgeted {
        Status::Applied => "budget_applied",
        _ => "budget_decided",
    };
    let mut columns = vec![Column::words(word("source"))];
    let heads = [budgeted, "share_of_budget", "realised", "share_of_realised"];
    columns.extend(heads.map(|key| Column::figures(word(key))));
    Table {
        caption: says.word("report", "funding_caption"),
        columns,
        rows,
    }
}
