//! The words of reports and of the terminal, and how data becomes words. Nothing before this knows
//! a language.

mod cause;
mod changes;
mod compare;
mod dates;
mod explain;
mod locale;
mod present;
mod reckoning;
mod repair;
mod texts;
mod told;

pub use explain::*;
pub(crate) use locale::Locale;
pub use present::Presenter;
pub use reckoning::{StepTold, ValueTold, VerdictTold};
pub(crate) use texts::Texts;
pub use told::RuleTold;

use crate::model::Lang;

/// A text of the reports or the command, with its values filled in.
///
/// ```
/// use selvitys::{Lang, phrase};
/// assert_eq!(phrase("verdict", "met", Lang::Fi, &[]), "Täyttyy");
/// ```
pub fn phrase(section: &str, key: &str, lang: Lang, values: &[(&str, &str)]) -> String {
    Texts::get().fill(section, key, lang, values)
}

/// A word as a heading or the start of a line: its first letter raised.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
