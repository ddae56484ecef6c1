//! Why no public edition can be made, in words.

use std::fmt;

use crate::model::Lang;
use crate::words::Texts;

/// Why no public edition can be made. Nothing of it is given out then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublicEditionError {
    /// A confidential part is named that the document does not have.
    NoPlace {
        /// Which of the confidential parts, the first being 0.
        number: usize,
        /// The pointer, as the document writes it.
        at: String,
    },
    /// Without the part the rest could not be read, or would say something untrue.
    NotAlone {
        /// Which of the confidential parts, the first being 0.
        number: usize,
        /// The pointer, as the document writes it.
        at: String,
        /// What can be left out instead.
        holder: String,
    },
    /// No document can be without the part.
    Needed {
        /// Which of the confidential parts, the first being 0.
        number: usize,
        /// The pointer, as the document writes it.
        at: String,
    },
    /// What is left out is named elsewhere by its id.
    StillNamed {
        /// Which of the confidential parts, the first being 0.
        number: usize,
        /// The pointer, as the document writes it.
        at: String,
        /// The place that names it.
        by: String,
        /// The id.
        id: String,
    },
    /// What remains is no project document.
    Unreadable(String),
}

impl PublicEditionError {
    /// What is wrong and what to do.
    ///
    /// ```
    /// use selvitys::{Lang, Project};
    /// let project = Project::from_json(
    ///     r#"{"format": "1", "id": "demo", "name": {"fi": "Malli"},
    ///         "confidential": [{"at": "/id"}]}"#,
    /// )?;
    /// let error = project.public().unwrap_err();
    /// assert_eq!(
    ///     error.message(Lang::En),
    ///     "/confidential/0/at: `/id` cannot be left out of a public edition: no document can be without it"
    /// );
    /// # Ok::<(), selvitys::ReadError>(())
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let say = |key: &str, number: usize, values: &[(&str, &str)]| {
            let number = number.to_string();
            let mut all = vec![("number", number.as_str())];
            all.extend(values);
            Texts::get().fill("public_edition_error", key, lang, &all)
        };
        match self {
            Self::NoPlace { number, at } => say("no_place", *number, &[("at", at)]),
            Self::NotAlone { number, at, holder } => {
                say("not_alone", *number, &[("at", at), ("holder", holder)])
            }
            Self::Needed { number, at } => say("needed", *number, &[("at", at)]),
            Self::StillNamed { number, at, by, id } => say(
                "still_named",
                *number,
                &[("at", at), ("by", by), ("id", id)],
            ),
            Self::Unreadable(error) => {
                let values = [("error", error.as_str())];
                Texts::get().fill("public_edition_error", "unreadable", lang, &values)
            }
        }
    }
}

impl fmt::Display for PublicEditionError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.message(Lang::En))
    }
}
