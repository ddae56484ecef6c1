//! What the command line may say.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use selvitys::check::Check as RuleCheck;
use selvitys::{CheckFormat, Format, Kind, Lang, Over, Severity, Stage, closed_words};

/// Checks Finnish state-grant projects against the rules they were granted under, and writes
/// their reports.
#[derive(Debug, Parser)]
#[command(
    name = "selvitys",
    version,
    after_help = "Exit codes: 0 nothing of severity error, 1 findings of severity error, 2 could not run.\n\n\
                  Examples:\n  \
                  selvitys check project.json\n  \
                  selvitys check project.json --as-of 2020-03-01 --stage application\n  \
                  selvitys report project.json --kind compliance --format html,md --lang fi,sv --out reports\n  \
                  selvitys explain ru-grant-above-greatest-share --lang sv"
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Hold projects against their rules and show what was found
    Check(Check),
    /// Say what has changed between two versions of a document
    Diff(Diff),
    /// Write reports of a project
    Report(Report),
    /// List every date that binds a project, with its basis and how it stands with it
    Deadlines(Deadlines),
    /// Show what would make the sums of budgets hold, and write it when asked
    Fix(Fix),
    /// Say what a rule asks, why, and on what basis
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Print a JSON Schema
    Schema(Schema),
    /// Say what would be if a document were changed, and which values the rules would admit
    WhatIf(WhatIf),
    /// Begin a rule: write its file with every field and what to write where
    NewRule(NewRule),
    /// Run the examples of rulebooks as they are written
    Test(Test),
    /// Look for what is wrong or doubtful in rulebooks
    Lint(Lint),
}

/// For which day and stage, and with which rulebooks.
#[derive(Debug, Args)]
pub(crate) struct Assess {
    /// The day to assess for, such as 2020-03-01 [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// The stage to assess for [default: by what the document holds]
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    pub(crate) stage: Option<Stage>,
    /// A folder of rulebooks to use beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) rulebooks: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    selvitys check project.json\n  \
    selvitys check north.json south.json      also checks them together\n  \
    selvitys check - < project.json           reads standard input\n  \
    selvitys check project.json --format sarif > project.sarif")]
pub(crate) struct Check {
    /// Project documents; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The format: text, json, sarif, junit, github, csv
    #[arg(long, value_parser = check_format, default_value = "text")]
    pub(crate) format: Shape,
    #[command(flatten)]
    pub(crate) assess: Assess,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 no new faults of severity error, 1 new ones, 2 could not run.\n\n\
    Examples:\n  \
    selvitys diff before.json after.json\n  \
    selvitys diff before.json after.json --as-of 2020-03-01 --stage application --format json"
)]
pub(crate) struct Diff {
    /// The version before
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// The version after; one of the two may be `-`, standard input
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
    /// The format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) assess: Assess,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

/// How `check` shows what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// For people, on a terminal.
    Text,
    /// For another program.
    Data(CheckFormat),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    selvitys report project.json --out reports\n  \
    selvitys report project.json --kind final --format docx,xlsx --lang fi,sv --out reports\n  \
    selvitys report north.json south.json --kind progress --out reports\n  \
    selvitys report project.json --kind plan --public --open --out reports\n\n\
    Files are named by project, day, kind and language, and so they sort: north_2022-03-31_final.fi.docx")]
pub(crate) struct Report {
    /// Project documents; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Kinds of report [default: all]
    #[arg(long, value_delimiter = ',', value_parser = kind)]
    pub(crate) kind: Vec<Kind>,
    /// Formats
    #[arg(long, value_delimiter = ',', value_parser = form, default_value = "html")]
    pub(crate) format: Vec<Form>,
    /// Languages: fi, sv, en [default: all three]
    #[arg(long, value_delimiter = ',', value_parser = lang)]
    pub(crate) lang: Vec<Lang>,
    /// The folder to write to; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Leave out persons, contacts and what the document marks as confidential
    #[arg(long)]
    pub(crate) public: bool,
    /// Show the first report when all are written
    #[arg(long)]
    pub(crate) open: bool,
    #[command(flatten)]
    pub(crate) assess: Assess,
}

/// A format that reports are written in: one of the core's, or PDF, which is made of one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Of(Format),
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Form {
    /// The ending of its files.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Form::Of(format) => format.key(),
            #[cfg(feature = "pdf")]
            Form::Pdf => "pdf",
        }
    }

    /// Whether it is the same in every language.
    pub(crate) fn is_data(self) -> bool {
        matches!(self, Form::Of(format) if format.is_data())
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    selvitys deadlines project.json\n  \
    selvitys deadlines project.json --format ics > project.ics    for a calendar")]
pub(crate) struct Deadlines {
    /// The project document; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: DateFormat,
    /// The day for which it is told how it stands with them [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// A folder of rulebooks to use beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) rulebooks: Option<PathBuf>,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

/// How dates are shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DateFormat {
    /// A table
    Text,
    /// Data: schemas/deadlines.schema.json
    Json,
    /// An iCalendar file
    Ics,
}

#[derive(Debug, Args)]
#[command(
    after_help = "The fewest figures are looked for whose change makes all sums, stated shares and headlines of a\n\
    budget hold. Only what is certain is proposed: one set of figures, each with one value, and rows\n\
    whose lost figures the rest determines. Where several repairs would do, they are named.\n\n\
    Exit codes: 0 nothing to repair, or all of it written, 1 repairs proposed or something unresolved,\n\
    2 could not run; nothing is written then.\n\n\
    Examples:\n  \
    selvitys fix project.json                 shows the patch and the reasons\n  \
    selvitys fix project.json --write         writes it; all else stays byte for byte\n  \
    selvitys fix project.json --format json   the patch as JSON Patch (RFC 6902)"
)]
pub(crate) struct Fix {
    /// Project documents; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write the changes to the documents, each whole or not at all
    #[arg(long)]
    pub(crate) write: bool,
    /// The format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: TextOrJson,
    /// A folder of rulebooks to use beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) rulebooks: Option<PathBuf>,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule, by its id
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    /// Project documents: what the rule says of each, with every value and every step
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The day to assess for, such as 2020-03-01 [default: today]
    #[arg(long, value_name = "DATE", requires = "files")]
    pub(crate) as_of: Option<Date>,
    /// The stage to assess for [default: by what the document holds]
    #[arg(long, value_name = "STAGE", value_parser = stage, requires = "files")]
    pub(crate) stage: Option<Stage>,
    /// How the rule is written out
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ExplainFormat,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
    /// A folder of rulebooks to use beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) rulebooks: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For reading here
    Text,
    /// A page, as in docs/rules
    #[value(alias = "md")]
    Markdown,
    /// Data, with the texts of one language
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    selvitys rules --rulebook tsk-2020 --as-of 2020-03-01\n  \
    selvitys rules --as-of 2018-12-31 --diff 2019-01-01     what is otherwise on the other day")]
pub(crate) struct Rules {
    /// Only the rules that this rulebook holds or uses, such as tsk-2020
    #[arg(long, value_name = "ID")]
    pub(crate) rulebook: Option<String>,
    /// Only the rules that apply on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Instead, which numbers and rules are otherwise on this other day
    #[arg(long, value_name = "DATE", requires = "as_of")]
    pub(crate) diff: Option<Date>,
    /// The format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: TextOrJson,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
    /// A folder of rulebooks to use beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) rulebooks: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "The file is DIR/rules/ID.toml, and one that is there is never written over. It does not load\n\
    before each blank in it is filled in: `selvitys lint DIR` says what is left, `selvitys test DIR`\n\
    then runs its examples. The kinds are told in docs/rulebook-reference.md.\n\n\
    Exit codes: 0 written, 2 could not run; nothing is written then.\n\n\
    Examples:\n  \
    selvitys new-rule plan-too-costly --book my-call --kind amount-at-most\n  \
    selvitys new-rule contract-undeclared --book my-call --kind declared --over project"
)]
pub(crate) struct NewRule {
    /// The rule's id in kebab-case: it names the fault, such as budget-missing
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// The folder of the rulebook that the rule is for
    #[arg(long, value_name = "DIR")]
    pub(crate) book: PathBuf,
    /// The kind of its check
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(RuleCheck::KINDS))]
    pub(crate) kind: String,
    /// What it ranges over, such as grant [default: to be filled in, unless the kind leaves no choice]
    #[arg(long, value_name = "OVER", value_parser = over)]
    pub(crate) over: Option<Over>,
    /// How grave a fault is: advice, warning or error [default: to be filled in]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(crate) severity: Option<Severity>,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 no errors, 1 errors, 2 could not run.\n\n\
    Examples:\n  \
    selvitys lint my-call\n  \
    selvitys lint my-call --format json --lang fi")]
pub(crate) struct Lint {
    /// Rulebooks, or folders that hold one rulebook a folder
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// How to show what is found
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: LintFormat,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LintFormat {
    /// A line each, with file, line and column
    Text,
    /// JSON, for editors and other programs
    Json,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 every example holds, 1 some do not, 2 could not run.\n\n\
    Examples:\n  \
    selvitys test my-call                    a rulebook that uses the built-in ones\n  \
    selvitys test my-call --rule my-rule     one rule of it\n  \
    selvitys test crates/selvitys/rulebooks  rulebooks in place of the built-in ones of the same id"
)]
pub(crate) struct Test {
    /// Rulebooks, or folders that hold one rulebook a folder
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Only this rule
    #[arg(long, value_name = "ID")]
    pub(crate) rule: Option<String>,
    /// Do not change numbers, bounds and comparisons to see whether an example notices
    #[arg(long)]
    pub(crate) no_mutants: bool,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing of severity error after the changes, 1 findings of severity error, 2 could not run.\n\n\
    The document itself is never written. Sums, shares and dates are written as in the document:\n\
    1225000.00, 0.80, 2022-10-31. `null` takes away what stands at the pointer.\n\n\
    Examples:\n  \
    selvitys what-if project.json --set /grants/0/period/end=2023-12-31\n  \
    selvitys what-if project.json --solve /budgets/0/lines/0/applied/grant\n  \
    selvitys what-if project.json --set /budgets/0/lines/0/applied/total=null --solve /budgets/0/lines/0/applied/own"
)]
#[group(id = "asked", required = true, multiple = true, args = ["set", "solve"])]
pub(crate) struct WhatIf {
    /// A project document; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Change the document: what stands at a JSON Pointer
    #[arg(long, value_name = "POINTER=VALUE")]
    pub(crate) set: Vec<String>,
    /// Find the values of a sum or a date that the rules admit, all else as it is
    #[arg(long, value_name = "POINTER")]
    pub(crate) solve: Vec<String>,
    /// The format: text, json
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) assess: Assess,
    /// The language: fi, sv or en [default: the terminal's]
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
}

/// For people or for another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub(crate) enum TextOrJson {
    /// For people, on a terminal
    Text,
    /// For another program
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Which schema
    #[arg(value_enum, default_value = "project")]
    pub(crate) name: SchemaName,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaName {
    /// The project document
    Project,
    /// A rule file
    Rule,
    /// The heading of a rulebook
    Rulebook,
    /// An assessment
    Assessment,
    /// A report as data
    Report,
    /// What would be, as data
    WhatIf,
    /// What `check --format json` prints
    Check,
    /// What `diff --format json` prints
    Diff,
    /// What `rules --format json` prints
    Rules,
    /// What `rules --as-of A --diff B --format json` prints
    RulesDiff,
    /// What `explain --format json` prints
    Explanation,
    /// What `explain RULE FILE --format json` prints
    RuleVerdicts,
    /// What `deadlines --format json` prints
    Deadlines,
    /// What `fix --format json` prints
    Repairs,
}

impl Arguments {
    /// The language that the command itself speaks.
    pub(crate) fn language(&self) -> Lang {
        let asked = match &self.command {
            Command::Check(check) => check.lang,
            Command::Diff(diff) => diff.lang,
            Command::Deadlines(deadlines) => deadlines.lang,
            Command::Fix(fix) => fix.lang,
            Command::Explain(explain) => explain.lang,
            Command::Rules(rules) => rules.lang,
            Command::WhatIf(what_if) => what_if.lang,
            Command::NewRule(new) => new.lang,
            Command::Test(test) => test.lang,
            Command::Lint(lint) => lint.lang,
            Command::Report(report) => match report.lang.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            Command::Schema(_) => None,
        };
        asked.unwrap_or_else(of_terminal)
    }
}

/// The language of the terminal: Finnish or Swedish where it says so, else English.
fn of_terminal() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os);
    let first = set
        .filter(|value| !value.is_empty())
        .map(|v| v.to_string_lossy().into_owned());
    match first.into_iter().next().unwrap_or_default().get(..2) {
        Some("fi") => Lang::Fi,
        Some("sv") => Lang::Sv,
        _ => Lang::En,
    }
}

fn one_of<T: Copy>(
    text: &str,
    all: impl IntoIterator<Item = (&'static str, T)>,
) -> Result<T, String> {
    let all: Vec<(&str, T)> = all.into_iter().collect();
    let found = all
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, value)| *value);
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    found.ok_or_else(|| format!("choose from {}", names.join(", ")))
}

fn over(text: &str) -> Result<Over, String> {
    one_of(text, closed_words())
}

fn severity(text: &str) -> Result<Severity, String> {
    one_of(text, closed_words())
}

fn lang(text: &str) -> Result<Lang, String> {
    one_of(text, Lang::ALL.map(|lang| (lang.tag(), lang)))
}

fn stage(text: &str) -> Result<Stage, String> {
    one_of(text, Stage::ALL.map(|stage| (stage.key(), stage)))
}

fn kind(text: &str) -> Result<Kind, String> {
    one_of(text, Kind::ALL.map(|kind| (kind.key(), kind)))
}

fn check_format(text: &str) -> Result<Shape, String> {
    let data = CheckFormat::ALL.map(|format| (format.key(), Shape::Data(format)));
    one_of(text, std::iter::once(("text", Shape::Text)).chain(data))
}

fn form(text: &str) -> Result<Form, String> {
    let forms = Format::ALL.map(|format| (format.key(), Form::Of(format)));
    #[cfg(feature = "pdf")]
    let forms = forms.into_iter().chain([("pdf", Form::Pdf)]);
    #[cfg(not(feature = "pdf"))]
    if text == "pdf" {
        return Err("this build has no PDF: build the command with `--features pdf`".to_owned());
    }
    one_of(text, forms)
}
