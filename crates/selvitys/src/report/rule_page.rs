//! Pages on rules, in Markdown: one rule in one language or in several.

use super::document::{Block, Cell, Column, Row, Span, Spans, Table, plain};
use super::render;
use super::section::{cited_spans, reckoned};
use crate::check::Check;
use crate::model::Lang;
use crate::rulebook::{Rule, Rulebook, Rulebooks, Severity};
use crate::words::{
    Change, Cited, ExampleRun, ExampleTold, Explanation, Number, Presenter, RuleTold,
};

/// Languages as they call themselves.
const NAMES: [(Lang, &str); 3] = [
    (Lang::Fi, "Suomeksi"),
    (Lang::Sv, "På svenska"),
    (Lang::En, "In English"),
];

/// A page on a rule in Markdown. Its words stand in each of the languages; what is data stands once,
/// with headings in the last of them. Nothing when no rulebook has the rule, or no language is asked.
///
/// ```
/// use selvitys::{Lang, Rulebooks, rule_page};
/// let page = rule_page(Rulebooks::builtin(), "administrator-missing", &[Lang::Sv]);
/// assert!(page.is_some_and(|page| page.starts_with("# administrator-missing")));
/// ```
pub fn rule_page(books: &Rulebooks, rule: &str, langs: &[Lang]) -> Option<String> {
    let (book, rule) = books.rule(rule)?;
    let says: Vec<Presenter<'_>> = langs
        .iter()
        .map(|one| Presenter::new(books, *one))
        .collect();
    let last = says.last()?;
    let runs = ExampleRun::all(books, book, rule);
    let told: Vec<Explanation> = says
        .iter()
        .map(|says| says.explained(book, rule, &runs))
        .collect();
    let blocks = page(book, rule, &told, &says);
    Some(render::markdown_page(&rule.id, &blocks, last.locale()))
}

/// The index of the pages on rules, in Markdown and English: by rulebook, with counts by severity and
/// by kind of check.
///
/// ```
/// let index = selvitys::rule_index(selvitys::Rulebooks::builtin());
/// assert!(index.contains("](<administrator-missing.md>)"));
/// ```
pub fn rule_index(books: &Rulebooks) -> String {
    let says = Presenter::new(books, Lang::En);
    let rules = books.rules();
    let column = |title: &str, numeric| Column {
        title: title.to_owned(),
        numeric,
    };
    let count = |name: Spans, count: usize| Row {
        cells: vec![Cell::text(name), Cell::number(count.into())],
        level: 0,
        total: false,
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Advice];
    let severities = severities.into_iter().map(|severity| {
        let of = rules.iter().filter(|(_, one)| one.severity == severity);
        count(plain(says.severity(severity)), of.count())
    });
    let kinds = Check::KINDS.iter().filter_map(|kind| {
        let of = rules.iter().filter(|(_, one)| one.check.kind() == *kind);
        let number = of.count();
        (number > 0).then(|| count(vec![Span::Code((*kind).to_owned())], number))
    });
    let counts = |title: &str, rows: Vec<Row>| Table {
        caption: String::new(),
        columns: vec![column(title, false), column("Rules", true)],
        rows,
    };
    let intro = format!(
        "{} rules. Each page tells what a rule asks, why, on what basis, on which numbers, and what \
         it says of its examples. The same is printed by ",
        rules.len()
    );
    let intro = vec![
        Span::Plain(intro),
        Span::Code("selvitys explain RULE".to_owned()),
        Span::Plain(". These pages are generated.".to_owned()),
    ];
    let mut blocks = vec![
        Block::Paragraph(intro),
        Block::Table(counts("Severity", severities.collect())),
        Block::Table(counts("Kind of check", kinds.collect())),
    ];
    for group in rules.chunk_by(|one, next| one.0.file.id == next.0.file.id) {
        let Some((book, _)) = group.first() else {
            continue;
        };
        let title = book.file.title.get(Lang::En).to_owned();
        blocks.push(Block::Heading(2, plain(title)));
        blocks.push(Block::Paragraph(vec![Span::Code(book.file.id.to_string())]));
        let rows = group.iter().map(|(_, rule)| Row {
            cells: vec![
                Cell::text(vec![Span::Link(
                    rule.id.to_string(),
                    format!("{}.md", rule.id),
                )]),
                Cell::text(plain(says.severity(rule.severity))),
                Cell::text(plain(rule.requirement.get(Lang::En))),
            ],
            level: 0,
            total: false,
        });
        let columns = ["Rule", "Severity", "What it asks"];
        blocks.push(Block::Table(Table {
            caption: String::new(),
            columns: columns.map(|title| column(title, false)).into(),
            rows: rows.collect(),
        }));
    }
    render::markdown_page("Rules", &blocks, says.locale())
}

fn page(book: &Rulebook, rule: &Rule, told: &[Explanation], says: &[Presenter<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (one, says) in told.iter().zip(says) {
        if told.len() > 1 {
            let name = NAMES.iter().find(|(lang, _)| *lang == one.lang);
            let name = name.map_or("", |(_, name)| *name);
            blocks.push(Block::Heading(2, plain(name)));
        }
        words(one, says, &mut blocks);
    }
    let (Some(one), Some(says)) = (told.last(), says.last()) else {
        return blocks;
    };
    let heading = |key: &str| Block::Heading(2, plain(says.word("explain", key)));
    if !one.basis.is_empty() {
        blocks.push(heading("basis"));
        blocks.push(Block::List(cited_list(&one.basis)));
    }
    if !one.overrides.is_empty() {
        blocks.push(heading("overrides"));
        let lines = one.overrides.iter().map(|one| plain(says.overridden(one)));
        blocks.push(Block::List(lines.collect()));
    }
    if !one.numbers.is_empty() {
        blocks.push(heading("numbers"));
        blocks.push(Block::Table(numbers(&one.numbers, says)));
    }
    if !rule.examples.is_empty() {
        blocks.push(heading("examples"));
        if let Some(start) = says.examples_start(&book.file.id) {
            blocks.push(Block::Paragraph(plain(start)));
        }
    }
    for (number, example) in one.examples.iter().enumerate() {
        let verdict = says.verdict(example.verdict);
        blocks.push(Block::Heading(
            3,
            plain(format!("{verdict}: {}", example.name)),
        ));
        blocks.push(Block::Facts(changes(example, says)));
        let outputs = told.iter().filter_map(|one| {
            let output = &one.examples.get(number)?.output;
            let lines = output.iter().map(|line| {
                let mut spans = Vec::new();
                if told.len() > 1 {
                    spans.push(Span::Strong(format!("{}:", one.lang.tag())));
                    spans.push(Span::Plain(" ".to_owned()));
                }
                spans.push(Span::Plain(line.clone()));
                spans
            });
            Some(lines.collect::<Vec<Spans>>())
        });
        blocks.push(Block::List(outputs.flatten().collect()));
    }
    blocks
}

/// What one rule says of a document, as a page in Markdown: each verdict with its reckoning.
///
/// ```
/// use selvitys::{assess_rule_in_full, rule_verdicts_page, Lang, Presenter, Project, Rulebooks, Stage};
/// let text = r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"}, "region": "17"}"#;
/// let project = Project::from_json(text)?;
/// let (books, day) = (Rulebooks::builtin(), jiff::civil::date(2020, 3, 1));
/// let said = assess_rule_in_full(&[project], books, "region-code-unknown", day, Stage::Draft);
/// let says = Presenter::new(books, Lang::En);
/// let page = said.map(|said| rule_verdicts_page(&says, &says.told_rule("demo", &said, day, Stage::Draft)));
/// assert!(page.is_some_and(|page| page.starts_with("# region-code-unknown")));
/// # Ok::<(), selvitys::ReadError>(())
/// ```
pub fn rule_verdicts_page(says: &Presenter<'_>, told: &RuleTold) -> String {
    let mut blocks = vec![Block::Paragraph(vec![Span::Strong(
        told.requirement.clone(),
    )])];
    let lines = says.told_head(told).into_iter();
    blocks.extend(lines.map(|line| Block::Paragraph(plain(line))));
    if !told.basis.is_empty() {
        blocks.push(Block::Heading(2, plain(says.word("explain", "basis"))));
        blocks.push(Block::List(cited_list(&told.basis)));
    }
    for one in &told.verdicts {
        blocks.push(Block::Heading(2, plain(says.verdict(one.verdict))));
        reckoned(one, says, &mut blocks);
    }
    render::markdown_page(&told.rule, &blocks, says.locale())
}

/// Citations, one an item.
fn cited_list(cited: &[Cited]) -> Vec<Spans> {
    let each = cited.iter().map(std::slice::from_ref);
    each.map(cited_spans).collect()
}

/// What is words, in one language.
fn words(one: &Explanation, says: &Presenter<'_>, blocks: &mut Vec<Block>) {
    blocks.push(Block::Paragraph(vec![Span::Strong(
        one.requirement.clone(),
    )]));
    let facts = says.facts(one).into_iter().map(|(key, text)| {
        let name = says.word("explain", key);
        (name, plain(text))
    });
    blocks.push(Block::Facts(facts.collect()));
}

fn numbers(numbers: &[Number], says: &Presenter<'_>) -> Table {
    let columns = [
        "number",
        "value",
        "in_force",
        "chosen_by",
        "rulebook",
        "basis",
    ];
    let rows = numbers.iter().flat_map(|number| {
        number.values.iter().map(|value| {
            let mut shown = value.value.clone();
            if let Some(remark) = &value.remark {
                shown = format!("{shown}. {remark}");
            }
            let basis = cited_spans(&value.basis);
            let named = vec![
                Span::Plain(format!("{} (", number.title)),
                Span::Code(number.name.clone()),
                Span::Plain(")".to_owned()),
            ];
            let cells = [
                named,
                plain(shown),
                plain(says.in_force(value)),
                plain(says.word_of("chosen_by", &number.by)),
                vec![Span::Code(number.rulebook.to_string())],
                basis,
            ];
            Row {
                cells: cells.into_iter().map(Cell::text).collect(),
                level: 0,
                total: false,
            }
        })
    });
    Table {
        caption: String::new(),
        columns: columns
            .into_iter()
            .map(|key| Column {
                title: says.word("explain", key),
                numeric: false,
            })
            .collect(),
        rows: rows.collect(),
    }
}

fn changes(example: &ExampleTold, says: &Presenter<'_>) -> Vec<(String, Spans)> {
    let changes = says.changes(example).into_iter();
    let all = changes.map(|(name, change)| {
        let text = match change {
            Change::Data(text) => vec![Span::Code(text)],
            Change::Words(text) => plain(text),
        };
        (name, text)
    });
    all.collect()
}
