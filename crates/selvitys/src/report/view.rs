//! From a report to blocks in one language.

use super::document::{
    Block, Card, Cell, Column, Cover, Document, DocumentWords, Row, Span, Spans, Table, Tone, plain,
};
use super::sections::{BudgetCell, BudgetRow, BudgetSection, HeaderGrant, RuleRow, Section};
use super::{Kind, Report};
use crate::assess::Record;
use crate::finding::{Answer, Counts, Finding, Group, Outcome, Place, Verdict};
use crate::model::{Figure, PartialDate, Status, Text, Version};
use crate::register;
use crate::rulebook::{Basis, Severity};
use crate::words::Presenter;

/// How many places a rule's card lists in full before it goes on in one line each.
const IN_FULL: usize = 3;

pub(super) fn document(report: &Report, says: &Presenter<'_>) -> Document {
    let header = &report.header;
    let kind = match report.kind {
        Kind::Budget => says.word("report", "budget"),
        Kind::Compliance => says.word("report", "compliance"),
    };
    let name = spans(&header.name, says);
    let mut blocks = Vec::new();
    for section in &report.sections {
        section_blocks(section, says, &mut blocks);
    }
    Document {
        lang: says.lang(),
        title: format!("{kind}: {}", says.text(&header.name)),
        cover: Cover {
            kind,
            title: name,
            facts: cover_facts(report, says),
            answer: Some((
                answer_tone(header.answer),
                says.answer(header.answer),
                says.answer_text(header.answer),
            )),
        },
        blocks,
        colophon: says.fill(
            "report",
            "generated_by",
            &[("version", env!("CARGO_PKG_VERSION"))],
        ),
        words: DocumentWords {
            contents: says.word("report", "contents"),
            skip: says.word("report", "skip_to_content"),
        },
    }
}

/// A text of the document; marked when it is in another language than the report.
fn spans(text: &Text, says: &Presenter<'_>) -> Spans {
    let (words, lang) = text.get(says.lang());
    if lang == says.lang() {
        plain(words)
    } else {
        vec![Span::Foreign(words.to_owned(), lang)]
    }
}

fn answer_tone(answer: Answer) -> Tone {
    match answer {
        Answer::NotCompliant => Tone::Error,
        Answer::Incomplete => Tone::Open,
        Answer::CompliantWithRemarks => Tone::Warning,
        Answer::Compliant => Tone::Good,
    }
}

fn cover_facts(report: &Report, says: &Presenter<'_>) -> Vec<(String, Spans)> {
    let header = &report.header;
    let word = |key: &str| says.word("report", key);
    let mut facts = Vec::new();
    let area = |area: Option<&register::Area>, code: &String| {
        area.map_or_else(|| plain(code.as_str()), |area| spans(&area.name(), says))
    };
    if let Some(code) = &header.region {
        facts.push((word("region"), area(register::region(code), code)));
    }
    if let Some(code) = &header.county {
        facts.push((word("county"), area(register::county(code), code)));
    }
    for grant in &header.grants {
        facts.push((word("grant"), plain(grant_line(grant, says))));
    }
    facts.push((word("stage"), plain(says.stage(header.stage))));
    facts.push((word("as_of"), plain(says.locale().date(header.as_of))));
    facts
}

fn grant_line(grant: &HeaderGrant, says: &Presenter<'_>) -> String {
    let status = says.word("grant_status", variant(&grant.status).as_str());
    let mut line = format!("{} ({status})", says.call(&grant.call));
    if grant.start.is_some() || grant.end.is_some() {
        line.push_str(", ");
        line.push_str(&period(grant.start, grant.end, says));
    }
    line
}

fn period(start: Option<PartialDate>, end: Option<PartialDate>, says: &Presenter<'_>) -> String {
    let one = |key: &str, date| says.fill("report", key, &[("day", &says.partial(date))]);
    match (start, end) {
        (Some(start), Some(end)) => says.locale().period(start, end),
        (Some(start), None) => one("starts", start),
        (None, Some(end)) => one("ends", end),
        (None, None) => String::new(),
    }
}

/// A word as a heading: its first letter raised.
fn heading(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The word of a unit enum in data.
fn variant(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).ok();
    json.as_ref()
        .and_then(|json| json.as_str())
        .unwrap_or_default()
        .to_owned()
}

fn section_blocks(section: &Section, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let chapter = |key: &str| Block::Heading(2, plain(says.word("report", key)));
    match section {
        Section::Counts(counts) => {
            out.push(chapter("summary"));
            out.push(count_table(*counts, says));
        }
        Section::Faults(rows) => {
            for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
                let of_severity: Vec<&RuleRow> = rows
                    .iter()
                    .filter(|row| row.outcome.severity == severity)
                    .collect();
                if of_severity.is_empty() {
                    continue;
                }
                out.push(chapter(match severity {
                    Severity::Error => "errors",
                    Severity::Warning => "warnings",
                    Severity::Advice => "advice",
                }));
                out.extend(of_severity.into_iter().map(|row| rule_card(row, says)));
            }
        }
        Section::Open(rows) if !rows.is_empty() => {
            out.push(chapter("cannot_tell_heading"));
            out.push(Block::Paragraph(plain(
                says.word("report", "cannot_tell_text"),
            )));
            out.extend(rows.iter().map(|row| rule_card(row, says)));
        }
        Section::Waived(rows) if !rows.is_empty() => {
            out.push(chapter("waived_heading"));
            out.extend(rows.iter().map(|row| rule_card(row, says)));
        }
        Section::Met(outcomes) if !outcomes.is_empty() => {
            out.push(chapter("met_heading"));
            out.push(Block::Table(outcome_table(
                outcomes,
                "evidence",
                "met_caption",
                says,
            )));
        }
        Section::NotApplicable(outcomes) if !outcomes.is_empty() => {
            out.push(chapter("not_applicable_heading"));
            out.push(Block::Table(outcome_table(
                outcomes,
                "reason",
                "not_applicable_caption",
                says,
            )));
        }
        Section::Open(_) | Section::Waived(_) | Section::Met(_) | Section::NotApplicable(_) => {}
        Section::Budget(budget) => budget_blocks(budget, says, out),
        Section::NoBudget => {
            out.push(Block::Card(Card {
                tone: Tone::Warning,
                label: says.word("report", "missing"),
                title: plain(says.word("report", "budget")),
                blocks: vec![Block::Paragraph(plain(says.word("report", "no_budget")))],
            }));
        }
        Section::Record(record) => record_blocks(record, says, out),
    }
}

fn count_table(counts: Counts, says: &Presenter<'_>) -> Block {
    let word = |key: &str| says.word("report", key);
    let rows = Verdict::ALL.into_iter().map(|verdict| {
        let count = match verdict {
            Verdict::NotMet => counts.not_met,
            Verdict::CannotTell => counts.cannot_tell,
            Verdict::Waived => counts.waived,
            Verdict::Met => counts.met,
            Verdict::NotApplicable => counts.not_applicable,
        };
        Row {
            cells: vec![
                Cell::Text(plain(says.verdict(verdict))),
                Cell::Number(count.into()),
            ],
            level: 0,
            total: false,
        }
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

/// A rule with what was found: each place with its values, then why, what to do and the basis.
fn rule_card(row: &RuleRow, says: &Presenter<'_>) -> Block {
    let outcome = &row.outcome;
    let word = |key: &str| says.word("report", key);
    let mut blocks = Vec::new();
    let shown = row
        .findings
        .iter()
        .filter(|one| one.verdict == outcome.verdict);
    let others = row
        .findings
        .iter()
        .filter(|one| one.verdict != outcome.verdict);
    let findings: Vec<&Finding> = shown.chain(others).collect();
    let same = same_message(&findings, says);
    match same {
        // One sentence for all, and the places below it.
        Some(message) if findings.len() > 1 => {
            blocks.push(Block::Paragraph(plain(message)));
            blocks.push(Block::List(
                findings.iter().map(|one| place(one, says)).collect(),
            ));
        }
        _ => {
            for finding in findings.iter().take(IN_FULL) {
                blocks.push(Block::Paragraph(finding_spans(finding, says)));
            }
            let rest: Vec<Spans> = findings
                .iter()
                .skip(IN_FULL)
                .map(|one| finding_spans(one, says))
                .collect();
            if !rest.is_empty() {
                blocks.push(Block::List(rest));
            }
        }
    }
    // Where the cause is the place itself, there is nothing more to say.
    let own = |group: &&Group| {
        let at = |cause: &Place| findings.iter().any(|finding| finding.place == *cause);
        !group.causes.iter().all(at)
    };
    for group in row.groups.iter().filter(own) {
        let causes: Vec<String> = group.causes.iter().map(|cause| says.place(cause)).collect();
        let label = Span::Strong(format!("{}:", word("common_cause")));
        blocks.push(Block::Paragraph(vec![
            label,
            Span::Plain(format!(" {}", causes.join("; "))),
        ]));
    }
    let mut facts = Vec::new();
    facts.push((word("what_to_do"), plain(says.what_to_do(outcome))));
    facts.push((word("why"), plain(says.why(&outcome.rule))));
    let basis = row
        .findings
        .first()
        .map_or(&outcome.basis, |finding| &finding.basis);
    facts.push((word("basis"), basis_spans(basis, says)));
    facts.push((word("rule"), vec![Span::Code(outcome.rule.clone())]));
    blocks.push(Block::Facts(facts));
    let (tone, label) = match (outcome.verdict, outcome.severity) {
        (Verdict::CannotTell, _) => (Tone::Open, says.verdict(outcome.verdict)),
        (Verdict::Waived, _) => (Tone::Plain, says.verdict(outcome.verdict)),
        (_, Severity::Error) => (Tone::Error, says.severity(outcome.severity)),
        (_, Severity::Warning) => (Tone::Warning, says.severity(outcome.severity)),
        (_, Severity::Advice) => (Tone::Advice, says.severity(outcome.severity)),
    };
    Block::Card(Card {
        tone,
        label,
        title: plain(says.heading(outcome)),
        blocks,
    })
}

fn same_message(findings: &[&Finding], says: &Presenter<'_>) -> Option<String> {
    let mut messages = findings.iter().map(|finding| says.message(finding));
    let first = messages.next()?;
    messages.all(|message| message == first).then_some(first)
}

fn place(finding: &Finding, says: &Presenter<'_>) -> Spans {
    let place = says.place(&finding.place);
    if place.is_empty() {
        plain(says.word("report", "document"))
    } else {
        plain(place)
    }
}

fn finding_spans(finding: &Finding, says: &Presenter<'_>) -> Spans {
    let mut spans = Vec::new();
    let place = says.place(&finding.place);
    if !place.is_empty() {
        spans.push(Span::Strong(format!("{place}:")));
        spans.push(Span::Plain(" ".to_owned()));
    }
    spans.push(Span::Plain(says.message(finding)));
    if let Some(waiver) = &finding.waiver {
        let until = waiver
            .until
            .map_or_else(String::new, |until| says.partial(until));
        let key = if waiver.until.is_some() {
            "waived_until"
        } else {
            "waived_by"
        };
        let values = [
            ("decision", waiver.decision.as_str()),
            ("until", until.as_str()),
        ];
        spans.push(Span::Plain(format!(
            " {}",
            says.fill("report", key, &values)
        )));
    }
    spans
}

fn basis_spans(basis: &[Basis], says: &Presenter<'_>) -> Spans {
    let mut spans = Vec::new();
    for (number, (one, words)) in basis.iter().zip(says.basis(basis)).enumerate() {
        if number > 0 {
            spans.push(Span::Plain("; ".to_owned()));
        }
        spans.push(match says.address(one) {
            Some(address) => Span::Link(words, address),
            None => Span::Plain(words),
        });
    }
    spans
}

/// Rules in a table: title, what shows it or why not, basis.
fn outcome_table(outcomes: &[Outcome], second: &str, caption: &str, says: &Presenter<'_>) -> Table {
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
                Cell::Text(plain(says.requirement(&outcome.rule))),
                Cell::Text(evidence),
                Cell::Text(basis_spans(&outcome.basis, says)),
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

fn record_blocks(record: &Record, says: &Presenter<'_>, out: &mut Vec<Block>) {
    let word = |key: &str| says.word("report", key);
    out.push(Block::Heading(2, plain(word("record"))));
    out.push(Block::Paragraph(plain(word("not_checked"))));
    let cell = |text: &str| Cell::Text(vec![Span::Code(text.to_owned())]);
    let mut rows: Vec<Row> = record
        .projects
        .iter()
        .map(|project| Row {
            cells: vec![
                Cell::Text(vec![
                    Span::Plain(format!("{} ", word("document"))),
                    Span::Code(project.id.clone()),
                ]),
                Cell::Empty,
                cell(&project.sha256),
            ],
            level: 0,
            total: false,
        })
        .collect();
    rows.extend(record.rulebooks.iter().map(|book| Row {
        cells: vec![
            Cell::Text(plain(says.call(&book.id))),
            Cell::Text(plain(book.version.as_str())),
            cell(&book.sha256),
        ],
        level: 0,
        total: false,
    }));
    let column = |key: &str| Column {
        title: word(key),
        numeric: false,
    };
    out.push(Block::Table(Table {
        caption: word("record_caption"),
        columns: vec![column("rulebook"), column("version"), column("checksum")],
        rows,
    }));
}

fn budget_blocks(budget: &BudgetSection, says: &Presenter<'_>, out: &mut Vec<Block>) {
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
            blocks: vec![Block::Paragraph(finding_spans(finding, says))],
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
                line.push(Span::Plain(format!(
                    ": {times}{}",
                    says.locale().money(amount.amount)
                )));
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
    if !budget.notes.is_empty() {
        out.push(Block::Heading(3, plain(word("note"))));
        out.extend(
            budget
                .notes
                .iter()
                .map(|note| Block::Paragraph(spans(note, says))),
        );
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
            .map(|figure| numeric(heading(&says.figure(*figure)))),
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
