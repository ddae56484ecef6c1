//! What is told to the public is told in the languages of the municipalities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Sink, Subject};
use crate::finding::{NotApplicable, Value};
use crate::model::{Lang, Text};
use crate::place::At;
use crate::register::{self, Languages};

/// The project's name and summary are given in Finnish and Swedish where a municipality that takes
/// part is bilingual, in Swedish where it is Swedish, in Finnish where it is Finnish.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguagesCovered {}

impl Kind for LanguagesCovered {
    const NAME: &'static str = "languages-covered";
    const VALUES: &'static [&'static str] = &["municipality"];

    fn formula(&self) -> Formula<'_> {
        Formula::new("languages_covered")
    }

    fn decide(&self, _: &Subject<'_>, ctx: &Context<'_>, out: &mut Sink) {
        let project = ctx.index.project;
        let towns = project
            .participants
            .iter()
            .filter_map(|one| register::municipality(&one.municipality));
        let towns: Vec<_> = towns.collect();
        // The office works in one of the languages anyway: what the others need is the question.
        let mut asked = false;
        for lang in [Lang::Fi, Lang::Sv] {
            let Some(town) = towns.iter().find(|town| uses(town.languages, lang)) else {
                continue;
            };
            asked = true;
            let texts = [("name", Some(&project.name)), ("summary", project.summary.as_ref())];
            for (field, text) in texts {
                let Some(text) = text else { continue };
                let case = || {
                    Case::at(At::Field(field))
                        .value("municipality", Value::Municipality(town.code.to_owned()))
                };
                if says_in(text, lang) { out.met(None, case) } else { out.faults.push(case()) }
            }
        }
        if !asked {
            out.skip(NotApplicable::NoSubject);
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
