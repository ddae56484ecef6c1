//! Why the command could not run.

use std::io::{self, Write};
use std::path::PathBuf;

use selvitys::{
    Lang, PublicEditionError, ReadError, RenderError, Rule, Rulebook, RulebookError, WhatIfError,
};

use crate::terminal;

/// Why the command could not run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file cannot be read.
    File(PathBuf, io::Error),
    /// A folder stands where a file is asked for.
    Folder(PathBuf),
    /// Two documents are to come from standard input, which holds one.
    TwiceStandardInput,
    /// A file is read, but it is no project document.
    Document {
        name: String,
        text: String,
        error: ReadError,
    },
    /// A change of the document cannot be made, or a place not solved for.
    WhatIf(WhatIfError),
    /// Rulebooks do not load.
    Rulebooks(RulebookError),
    /// No rule has this id; the nearest one has.
    NoRule(String, Option<String>),
    /// No rulebook has this id.
    NoRulebook(String, Vec<String>),
    /// A document from standard input cannot be written back.
    WriteStandardInput,
    /// A document would not be sound with its repairs; nothing was written.
    NotFixed(String),
    /// A file is not what was read any more; nothing was written.
    Changed(PathBuf),
    /// A file cannot be written; nothing of it was.
    Write(PathBuf, io::Error),
    /// A rule cannot be begun: the key of the sentence that says why, and its values.
    NewRule(&'static str, Vec<(&'static str, String)>),
    /// Two documents would be written to one file; nothing was written.
    SameName(String, PathBuf),
    /// A report was written, but there is no program to show it.
    Open(PathBuf, io::Error),
    /// A report cannot be set as PDF.
    #[cfg(feature = "pdf")]
    Pdf(selvitys_pdf::PdfError),
    /// What the document marks as confidential cannot be left out; nothing was written.
    Public(PublicEditionError),
    /// A report cannot be written in a format.
    Render(RenderError),
    /// What was to be shown cannot be.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl From<PublicEditionError> for Failure {
    fn from(error: PublicEditionError) -> Self {
        Failure::Public(error)
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Failure::Render(error)
    }
}

impl From<RulebookError> for Failure {
    fn from(error: RulebookError) -> Self {
        Failure::Rulebooks(error)
    }
}

impl From<WhatIfError> for Failure {
    fn from(error: WhatIfError) -> Self {
        Failure::WhatIf(error)
    }
}

impl Failure {
    /// A rule that is not among those known.
    pub(crate) fn no_rule(wanted: &str, known: &[(&Rulebook, &Rule)]) -> Failure {
        let ids = known.iter().map(|(_, rule)| rule.id.as_str());
        let nearest = selvitys::nearest(wanted, ids).map(str::to_owned);
        Failure::NoRule(wanted.to_owned(), nearest)
    }

    pub(crate) fn write(&self, lang: Lang, to: &mut dyn Write) -> io::Result<()> {
        let say = |key: &str, values: &[(&str, &str)]| selvitys::phrase("cli", key, lang, values);
        let line = match self {
            Failure::Document { name, text, error } => {
                return terminal::read_errors(name, text, error, lang, to);
            }
            Failure::File(path, error) => {
                let (path, error) = (path.display().to_string(), error.to_string());
                say("cannot_read", &[("path", &path), ("error", &error)])
            }
            Failure::TwiceStandardInput => say("twice_standard_input", &[]),
            Failure::Folder(path) => say("is_folder", &[("path", &path.display().to_string())]),
            Failure::WhatIf(error) => error.message(lang),
            Failure::Rulebooks(error) => {
                let count = error.problems.len().to_string();
                let head = say("rulebooks_wrong", &[("count", &count)]);
                let lines = error.problems.iter().map(|problem| problem.line(lang));
                let lines: Vec<String> = std::iter::once(head).chain(lines).collect();
                lines.join("\n")
            }
            Failure::NoRule(rule, Some(nearest)) => {
                say("no_rule_nearest", &[("rule", rule), ("nearest", nearest)])
            }
            Failure::NoRule(rule, None) => say("no_rule", &[("rule", rule)]),
            Failure::NoRulebook(book, known) => say(
                "no_rulebook",
                &[("book", book), ("known", &known.join(", "))],
            ),
            Failure::WriteStandardInput => say("write_standard_input", &[]),
            Failure::NotFixed(path) => say("not_fixed", &[("path", path)]),
            Failure::Changed(path) => say("changed", &[("path", &path.display().to_string())]),
            Failure::Write(path, error) => {
                let (path, error) = (path.display().to_string(), error.to_string());
                say("cannot_write", &[("path", &path), ("error", &error)])
            }
            Failure::NewRule(key, values) => {
                let values: Vec<(&str, &str)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                selvitys::phrase("new_rule", key, lang, &values)
            }
            Failure::SameName(id, path) => say(
                "same_name",
                &[("id", id), ("path", &path.display().to_string())],
            ),
            Failure::Open(path, error) => {
                let (path, error) = (path.display().to_string(), error.to_string());
                say("cannot_open", &[("path", &path), ("error", &error)])
            }
            #[cfg(feature = "pdf")]
            Failure::Pdf(error) => say("cannot_render", &[("error", &error.to_string())]),
            Failure::Public(error) => say("cannot_publish", &[("error", &error.message(lang))]),
            Failure::Render(error) => say("cannot_render", &[("error", &error.to_string())]),
            Failure::Output(error) => say("cannot_show", &[("error", &error.to_string())]),
        };
        writeln!(to, "selvitys: {line}")
    }
}
