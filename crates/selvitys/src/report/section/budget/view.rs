//! A budget: its lines, where stated and reckoned figures differ, earmarks, headlines, options.

use super::{BudgetRow, BudgetSection};
use crate::model::{Figure, Status, Version};
use crate::report::document::{
    At, Block, Card, Cell, Column, Formula, Row, Span, Table, Tone, plain,
};
use crate::report::picture::budget_bars::BudgetBars;
use crate::report::picture::gantt;
use crate::report::section::compliance::finding_spans;
use crate::report::view::{period, spans};
use crate::rulebook::Severity;
use crate::words::{Presenter, capital};

/// A budget under a heading of a level.
pub(in crate::report) fn blocks(
    budget: &BudgetSection,
    level: u8,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("report", key);
    let call = budget
        .call
        .as_ref()
        .map_or_else(|| word("budget_of"), |call| says.call(call));
    let version = match budget.version {
        Version::Applied => "applied",
        Version::Decided => "decided",
        Version::Amended => "amended",
    };
    // A grant's budget has several versions.
    let words = says.word("version", version);
    let values = [("call", call.as_str()), ("version", words.as_str())];
    let title = says.fill("report", "budget_version", &values);
    out.push(Block::Heading(level, plain(title)));
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
            level: level + 1,
            tone,
            label: says.severity(finding.severity),
            title: plain(says.title(&finding.rule)),
            blocks: vec![Block::Paragraph(finding_spans(finding, says))],
        }));
    }
    if let Some(bars) = BudgetBars::of(budget) {
        out.push(Block::Picture(bars.picture("budget-by-area", says)));
    }
    out.push(Block::Table(line_table(budget, says)));
    differences(budget, level, says, out);
    earmarks(budget, level, says, out);
    headlines(budget, level, says, out);
    if let Some(periods) = &budget.periods {
        out.push(Block::Heading(level + 1, plain(word("budget_periods"))));
        out.push(Block::Picture(gantt::picture(
            periods,
            "budget-periods",
            says,
        )));
        out.push(Block::Table(gantt::table(periods, says)));
    }
    if !budget.options.is_empty() {
        out.push(Block::Heading(level + 1, plain(word("options"))));
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
        out.push(Block::Heading(level + 1, plain(word("note"))));
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
    let periods = budget.rows.iter().any(|row| row.period.is_some());
    let shares = budget.figures.contains(&Figure::Grant);
    let mut columns = vec![Column::words(word("line"))];
    columns.extend(
        budget
            .figures
            .iter()
            .map(|figure| Column::figures(capital(&says.figure(*figure)))),
    );
    if shares {
        columns.push(Column::figures(word("share_of_grant")));
    }
    if periods {
        columns.push(Column::words(word("period_of_line")));
    }
    let row = |(number, one): (usize, &BudgetRow)| {
        let mut cells = vec![Cell::text(spans(&one.title, says))];
        let figures = budget.figures.iter().zip(&one.cells).enumerate();
        cells.extend(figures.map(|(column, (figure, cell))| {
            let place = format!("{}/{}/{}", one.place, budget.status.key(), figure.key());
            let shown = match (cell.stated, cell.reckoned) {
                (Some(stated), _) => Cell::stated(stated).at(place),
                (None, Some(reckoned)) => {
                    Cell::money(reckoned).reckoned(summed(budget, number, column))
                }
                (None, None) => Cell::empty(),
            };
            match below(budget, number, column) {
                Some(below) => shown.by(Formula::Sum(below)),
                None => shown,
            }
        }));
        if shares {
            cells.push(share(budget, number, one));
        }
        if periods {
            cells.push(one.period.as_ref().map_or_else(Cell::empty, |one| {
                Cell::text(plain(period(one.start, one.end, says)))
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
        rows: budget.rows.iter().enumerate().map(row).collect(),
    }
}

/// The cells that a line's figure is the sum of, where it is: a stated figure that its parts do
/// not come to stays as stated.
fn below(budget: &BudgetSection, number: usize, column: usize) -> Option<Vec<At>> {
    let row = budget.rows.get(number)?;
    let sum = row.cells.get(column)?;
    let shown = match (sum.stated, sum.reckoned) {
        (Some(stated), Some(reckoned)) => stated.nearest.is_none() && stated.amount == reckoned,
        (None, reckoned) => reckoned.is_some(),
        (Some(_), None) => false,
    };
    let later = budget.rows.iter().enumerate().skip(number + 1);
    let below = later.take_while(|(_, one)| one.level > row.level);
    let children = below.filter(|(_, one)| one.level == row.level + 1);
    let children: Vec<(usize, &BudgetRow)> = children.collect();
    let exact = |one: &BudgetRow| {
        let cell = one.cells.get(column);
        cell.is_some_and(|cell| match cell.stated {
            Some(stated) => stated.nearest.is_none(),
            None => cell.reckoned.is_some(),
        })
    };
    let sums = shown && !children.is_empty() && children.iter().all(|(_, one)| exact(one));
    let cells = children.into_iter().map(|(row, _)| At {
        row,
        column: column + 1,
    });
    sums.then(|| cells.collect())
}

/// Where the figures stand that a reckoned one comes from: those of the lines below it, or those of
/// its own line.
fn summed(budget: &BudgetSection, number: usize, column: usize) -> Vec<String> {
    let (Some(row), Some(figure)) = (budget.rows.get(number), budget.figures.get(column)) else {
        return Vec::new();
    };
    let place = |row: &BudgetRow| format!("{}/{}", row.place, budget.status.key());
    match below(budget, number, column) {
        Some(below) => {
            let rows = below.iter().filter_map(|at| budget.rows.get(at.row));
            rows.map(|row| format!("{}/{}", place(row), figure.key()))
                .collect()
        }
        None => vec![place(row)],
    }
}

/// The grant's share of a line, which stands in a row of the table.
fn share(budget: &BudgetSection, number: usize, row: &BudgetRow) -> Cell {
    let Some(share) = row.grant_share else {
        return Cell::empty();
    };
    let pointer =
        |figure: Figure| format!("{}/{}/{}", row.place, budget.status.key(), figure.key());
    let whole = if budget.figures.contains(&Figure::Eligible) {
        Figure::Eligible
    } else {
        Figure::Total
    };
    let cell = Cell::share(share).reckoned(vec![pointer(Figure::Grant), pointer(whole)]);
    // A formula where it gives this share: a line may know its grant from elsewhere than it shows.
    let shown = |figure: Figure| {
        let column = budget.figures.iter().position(|one| *one == figure)?;
        let cell = row.cells.get(column)?;
        let sum = cell.stated.map(|stated| stated.amount).or(cell.reckoned)?;
        let at = At {
            row: number,
            column: column + 1,
        };
        Some((at, sum))
    };
    match (shown(Figure::Grant), shown(whole)) {
        (Some((part, grant)), Some((whole, sum))) if grant.share_of(sum) == Some(share) => {
            cell.by(Formula::Share { part, whole })
        }
        _ => cell,
    }
}

/// Where a stated figure is not what its parts come to, both are printed.
fn differences(budget: &BudgetSection, level: u8, says: &Presenter<'_>, out: &mut Vec<Block>) {
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
        out.push(Block::Heading(
            level + 1,
            plain(says.word("report", "differences")),
        ));
        out.push(Block::List(items));
    }
}

fn earmarks(budget: &BudgetSection, level: u8, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    let rows: Vec<Row> = budget
        .rows
        .iter()
        .flat_map(|row| {
            let parts = row.earmarks.iter().enumerate();
            parts.map(move |(number, part)| (row, number, part))
        })
        .map(|(row, number, part)| Row {
            cells: vec![
                Cell::text(spans(&row.title, says)),
                Cell::text(spans(&part.title, says)),
                Cell::stated(part.amount).at(format!("{}/of_which/{number}/amount", row.place)),
            ],
            level: 0,
            total: false,
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    out.push(Block::Heading(level + 1, plain(word("earmarks"))));
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

fn headlines(budget: &BudgetSection, level: u8, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    if budget.headlines.is_empty() {
        return;
    }
    let rows = budget.headlines.iter().map(|headline| Row {
        cells: vec![
            Cell::text(spans(&headline.title, says)),
            Cell::text(plain(says.figure(headline.figure))),
            Cell::text(
                headline
                    .partner
                    .as_ref()
                    .map_or_else(Vec::new, |one| spans(one, says)),
            ),
            Cell::stated(headline.stated).at(format!("{}/amount", headline.place)),
            headline.reckoned.map_or(Cell::empty(), |sum| {
                Cell::money(sum).reckoned(headline.reckoned_from.clone())
            }),
        ],
        level: 0,
        total: false,
    });
    out.push(Block::Heading(level + 1, plain(word("headlines"))));
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
