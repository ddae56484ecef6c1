//! The auditor's statement on the use of a grant.

use crate::model::{AuditorStatement, Grant};
use crate::report::document::{Block, plain};
use crate::report::section::SectionBody;
use crate::report::view::spans;
use crate::words::Presenter;

/// The statement; nothing where the final account has none.
pub(super) fn auditor(grant: &Grant) -> Option<SectionBody> {
    let account = grant.final_account.as_ref()?;
    let statement = account.auditor_statement.clone()?;
    Some(SectionBody::Auditor(statement))
}

pub(in crate::report::section) fn auditor_blocks(
    one: &AuditorStatement,
    says: &Presenter<'_>,
    out: &mut Vec<Block>,
) {
    let word = |key: &str| says.word("account", key);
    let unknown = || plain(says.word("unit_words", "unknown"));
    let day = one
        .date
        .map_or_else(unknown, |day| plain(says.partial(day)));
    let auditor = one
        .auditor
        .as_ref()
        .map_or_else(unknown, |text| spans(text, says));
    out.push(Block::Facts(vec![
        (word("auditor"), auditor),
        (word("auditor_day"), day),
    ]));
    let text = one.text.as_ref();
    out.push(Block::Paragraph(text.map_or_else(
        || plain(word("auditor_no_text")),
        |text| spans(text, says),
    )));
}
