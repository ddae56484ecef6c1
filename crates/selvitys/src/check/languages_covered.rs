//! What is told to the public is told in a language of the municipalities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject, Term, key_of};
use crate::finding::{NotApplicable, Value};
use crate::model::{Lang, Text};
use crate::place::At;
use crate::register::{self, Languages};

/// The project's name and summary are given in a language where a municipality that takes part uses
/// it. Only what the document states in some language is judged.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguagesCovered {
    /// The language.
    pub lang: Lang,
}

impl Kind for LanguagesCovered {
    const NAME: &'static str = "languages-covered";
    const VALUES: &'static [&'static str] = &["municipality"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("languages_covered").with("lang", Term::Word("language", key_of(&self.lang)))
    }

    fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let project = ctx.index.project;
        let towns = project
            .participants
            .iter()
            .filter_map(|one| register::municipality(&one.municipality));
        let mut towns = towns.filter(|town| uses(town.languages, self.lang));
        let Some(town) = towns.next() else {
            return out.skip(NotApplicable::NoSubject);
        };
        let texts = [("name", Some(&project.name)), ("summary", project.summary.as_ref())];
        for (field, text) in texts {
            let Some(text) = text else { continue };
            let case = || {
                Case::at(At::Field(field))
                    .value("municipality", Value::Municipality(town.code.to_owned()))
            };
            if says_in(text, self.lang) { out.met(None, case) } else { out.faults.push(case()) }
        }
    }
}

/// Whether a municipality uses a language.
fn uses(languages: Languages, lang: Lang) -> bool {
    match languages {
        Languages::Finnish => lang == Lang::Fi,
        Languages::Swedish => lang == Lang::Sv,
        Languages::BilingualFinnish | Languages::BilingualSwedish => true,
    }
}

fn says_in(text: &Text, lang: Lang) -> bool {
    text.each().any(|(own, text)| own == lang && !text.trim().is_empty())
}
