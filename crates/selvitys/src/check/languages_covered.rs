//! What is told to the public is told in a language of the municipalities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Context, Formula, Kind, Reckoning, Sink, Subject, Term, key_of};
use crate::finding::{NotApplicable, Op, Truth, Value};
use crate::model::Lang;
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
            let own = text.each().find(|(own, text)| *own == self.lang && !text.trim().is_empty());
            let truth = Truth::from(own.is_some());
            out.decide(truth, None, || {
                let mut how = Reckoning::default();
                let said = own.map(|(_, text)| ctx.texts.measured(text));
                let said = how.at(At::Text(field, self.lang), said);
                how.truth(Op::IsPresent, [said], truth);
                Case::at(At::Field(field))
                    .value("municipality", Value::Municipality(town.code.to_owned()))
                    .reckoned(how)
            });
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
