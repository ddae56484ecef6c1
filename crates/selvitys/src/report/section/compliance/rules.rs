//! Rules: how many have which verdict, tables of what is met and of what does not apply.

use super::concern::basis_spans;
use crate::finding::{Counts, Outcome, Verdict};
use crate::report::document::{Block, Cell, Column, Row, Span, Table, plain};
use crate::words::Presenter;

pub(super) fn counts(counts: Counts, says: &Presenter<'_>) -> Block {
    let word = |key: &str| says.word("report", key);
    let rows = Verdict::ALL.into_iter().map(|verdict| Row {
        cells: vec![
            Cell::text(plain(says.verdict(verdict))),
            Cell::number(counts.of(verdict).into()),
        ],
        level: 0,
        total: false,
    });
    Block::Table(Table {
        caption: word("counts_caption"),
        columns: vec![
            Column {
                title: word("verdict"),
                numeric: false,
            },
            Column {
                title: word("rules"),
                numeric: true,
            },
        ],
        rows: rows.collect(),
    })
}

/// Rules with their verdicts alone.
pub(super) fn withheld(outcomes: &[Outcome], says: &Presenter<'_>) -> Table {
    let word = |key: &str| says.word("report", key);
    let rows = outcomes.iter().map(|outcome| {
        Row::of(vec![
            Cell::text(plain(says.requirement(&outcome.rule))),
            Cell::text(plain(says.verdict(outcome.verdict))),
            Cell::text(basis_spans(&outcome.basis, says)),
        ])
    });
    Table {
        caption: says.word("part", "withheld_rules"),
        columns: ["rule", "verdict", "basis"]
            .map(|key| Column::words(word(key)))
            .into(),
        rows: rows.collect(),
    }
}

/// Rules in a table: title, what shows it or why not, basis.
pub(super) fn table(
    outcomes: &[Outcome],
    second: &str,
    caption: &str,
    says: &Presenter<'_>,
) -> Table {
    let word = |key: &str| says.word("report", key);
    let column = |key: &str| Column {
        title: word(key),
        numeric: false,
    };
    let rows = outcomes.iter().map(|outcome| {
        let said = match outcome.verdict {
            Verdict::NotApplicable => {
                let reasons: Vec<String> = outcome
                    .reasons
                    .iter()
                    .map(|reason| says.reason(reason))
                    .collect();
                reasons.join(" ")
            }
            _ => says.evidence(outcome),
        };
        let mut evidence = plain(said);
        if outcome.verdict == Verdict::Met && outcome.counts.met > 1 {
            let count = says.locale().count(outcome.counts.met);
            let text = says.fill("report", "of_subjects", &[("n", &count)]);
            evidence.push(Span::Plain(format!(" {text}")));
        }
        Row {
            cells: vec![
                Cell::text(plain(says.requirement(&outcome.rule))),
                Cell::text(evidence),
                Cell::text(basis_spans(&outcome.basis, says)),
            ],
            level: 0,
            total: false,
        }
    });
    Table {
        caption: word(caption),
        columns: vec![column("rule"), column(second), column("basis")],
        rows: rows.collect(),
    }
}
