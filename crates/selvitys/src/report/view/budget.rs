//! A budget: its lines, where stated and reckoned figures differ, earmarks, headlines, options.

use super::{concern, period, spans};
use crate::model::{Figure, Status, Version};
use crate::report::document::{Block, Card, Cell, Column, Row, Span, Table, Tone, plain};
use crate::report::sections::{BudgetCell, BudgetRow, BudgetSection};
use crate::rulebook::Severity;
use crate::words::{Presenter, capital};

pub(super) fn blocks(budget: &BudgetSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    let call = budget
        .call
        .as_ref()
        .map_or_else(|| word("budget_of"), |call| says.call(call));
    out.push(Block::Heading(2, plain(call)));
    let version = match budget.version {
        Version::Applied => "applied",
        Version::Decided => "decided",
        Version::Amended => "amended",
    };
    let status = match budget.status {
        Status::Applied => "applied",
        Status::Granted => "granted",
        Status::Realised => "realised",
    };
    out.push(Block::Facts(vec![
        (word("version"), plain(says.word("version", version))),
        (word("figures"), plain(says.word("status", status))),
    ]));
    for finding in &budget.findings {
        let tone = match finding.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Advice => Tone::Advice,
        };
        out.push(Block::Card(Card {
            tone,
            label: says.severity(finding.severity),
            title: plain(says.title(&finding.rule)),
            blocks: vec![Block::Paragraph(concern::finding_spans(finding, says))],
        }));
    }
    out.push(Block::Table(line_table(budget, says)));
    differences(budget, says, out);
    earmarks(budget, says, out);
    headlines(budget, says, out);
    if !budget.options.is_empty() {
        out.push(Block::Heading(3, plain(word("options"))));
        let items = budget.options.iter().map(|option| {
            let mut line = spans(&option.title, says);
            if let Some(amount) = option.amount {
                let times = option.times.filter(|times| *times != 1);
                let times = times.map_or_else(String::new, |times| format!("{times} × "));
                let sum = says.locale().money(amount.amount);
                line.push(Span::Plain(format!(": {times}{sum}")));
                if let Some(unit) = amount.nearest {
                    let unit = says.locale().money(unit);
                    let text = says.fill("report", "rounded_to", &[("nearest", &unit)]);
                    line.push(Span::Plain(format!(" ({text})")));
                }
            }
            if let Some(one) = &option.period {
                line.push(Span::Plain(format!(
                    ", {}",
                    period(one.start, one.end, says)
                )));
            }
            if option.uncertain {
                line.push(Span::Plain(format!(". {}", word("uncertain_in_source"))));
            }
            line
        });
        out.push(Block::List(items.collect()));
    }
    let of_lines = budget.rows.iter().filter_map(|row| {
        let mut item = spans(&row.title, says);
        item.push(Span::Plain(": ".to_owned()));
        item.extend(spans(row.note.as_ref()?, says));
        Some(item)
    });
    let of_lines: Vec<_> = of_lines.collect();
    if !budget.notes.is_empty() || !of_lines.is_empty() {
        out.push(Block::Heading(3, plain(word("note"))));
        let notes = budget
            .notes
            .iter()
            .map(|note| Block::Paragraph(spans(note, says)));
        out.extend(notes);
        if !of_lines.is_empty() {
            out.push(Block::List(of_lines));
        }
    }
}

fn line_table(budget: &BudgetSection, says: &Presenter<'_>) -> Table {
    let word = |key: &str| says.word("report", key);
    let numeric = |title: String| Column {
        title,
        numeric: true,
    };
    let periods = budget.rows.iter().any(|row| row.period.is_some());
    let shares = budget.figures.contains(&Figure::Grant);
    let mut columns = vec![Column {
        title: word("line"),
        numeric: false,
    }];
    columns.extend(
        budget
            .figures
            .iter()
            .map(|figure| numeric(capital(&says.figure(*figure)))),
    );
    if shares {
        columns.push(numeric(word("share_of_grant")));
    }
    if periods {
        columns.push(Column {
            title: word("period_of_line"),
            numeric: false,
        });
    }
    let row = |one: &BudgetRow| {
        let mut cells = vec![Cell::Text(spans(&one.title, says))];
        cells.extend(one.cells.iter().map(amount));
        if shares {
            cells.push(one.grant_share.map_or(Cell::Empty, Cell::Share));
        }
        if periods {
            cells.push(one.period.as_ref().map_or(Cell::Empty, |one| {
                Cell::Text(plain(period(one.start, one.end, says)))
            }));
        }
        Row {
            cells,
            level: one.level,
            total: one.sums,
        }
    };
    Table {
        caption: word("budget_caption"),
        columns,
        rows: budget.rows.iter().map(row).collect(),
    }
}

fn amount(cell: &BudgetCell) -> Cell {
    match (cell.stated, cell.reckoned) {
        (Some(stated), _) => match stated.nearest {
            Some(nearest) => Cell::Rounded(stated.amount, nearest),
            None => Cell::Money(stated.amount),
        },
        (None, Some(reckoned)) => Cell::Money(reckoned),
        (None, None) => Cell::Empty,
    }
}

/// Where a stated figure is not what its parts come to, both are printed.
fn differences(budget: &BudgetSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let mut items = Vec::new();
    for row in &budget.rows {
        for (figure, cell) in budget.figures.iter().zip(&row.cells) {
            if let (Some(stated), Some(reckoned)) = (cell.stated, cell.reckoned)
                && (reckoned < stated.lowest() || reckoned > stated.highest())
            {
                let mut line = spans(&row.title, says);
                line.push(Span::Plain(format!(", {}: ", says.figure(*figure))));
                let (stated, computed) = (
                    says.locale().money(stated.amount),
                    says.locale().money(reckoned),
                );
                let values = [("stated", stated.as_str()), ("computed", computed.as_str())];
                line.push(Span::Plain(says.fill("report", "differs", &values)));
                items.push(line);
            }
        }
    }
    let reckoned = budget.rows.iter().any(|row| {
        row.cells
            .iter()
            .any(|cell| cell.stated.is_none() && cell.reckoned.is_some())
    });
    if reckoned {
        out.push(Block::Paragraph(plain(
            says.word("report", "reckoned_note"),
        )));
    }
    if !items.is_empty() {
        out.push(Block::Heading(3, plain(says.word("report", "differences"))));
        out.push(Block::List(items));
    }
}

fn earmarks(budget: &BudgetSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    let rows: Vec<Row> = budget
        .rows
        .iter()
        .flat_map(|row| row.earmarks.iter().map(move |part| (row, part)))
        .map(|(row, part)| Row {
            cells: vec![
                Cell::Text(spans(&row.title, says)),
                Cell::Text(spans(&part.title, says)),
                amount(&BudgetCell {
                    stated: Some(part.amount),
                    reckoned: None,
                }),
            ],
            level: 0,
            total: false,
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    out.push(Block::Heading(3, plain(word("earmarks"))));
    out.push(Block::Table(Table {
        caption: word("earmarks_caption"),
        columns: vec![
            Column {
                title: word("line"),
                numeric: false,
            },
            Column {
                title: word("earmark"),
                numeric: false,
            },
            Column {
                title: word("amount"),
                numeric: true,
            },
        ],
        rows,
    }));
}

fn headlines(budget: &BudgetSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    if budget.headlines.is_empty() {
        return;
    }
    let rows = budget.headlines.iter().map(|headline| Row {
        cells: vec![
            Cell::Text(spans(&headline.title, says)),
            Cell::Text(plain(says.figure(headline.figure))),
            Cell::Text(
                headline
                    .partner
                    .as_ref()
                    .map_or_else(Vec::new, |one| spans(one, says)),
            ),
            amount(&BudgetCell {
                stated: Some(headline.stated),
                reckoned: None,
            }),
            headline.reckoned.map_or(Cell::Empty, Cell::Money),
        ],
        level: 0,
        total: false,
    });
    out.push(Block::Heading(3, plain(word("headlines"))));
    out.push(Block::Table(Table {
        caption: word("headlines_caption"),
        columns: vec![
            Column {
                title: word("headline"),
                numeric: false,
            },
            Column {
                title: word("figure"),
                numeric: false,
            },
            Column {
                title: word("partner"),
                numeric: false,
            },
            Column {
                title: word("stated"),
                numeric: true,
            },
            Column {
                title: word("computed"),
                numeric: true,
            },
        ],
        rows: rows.collect(),
    }));
}
