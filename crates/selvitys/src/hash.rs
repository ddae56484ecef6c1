//! SHA-256 as hexadecimal text.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The digest of what was fed, in lower-case hexadecimal.
pub(crate) fn hex(fed: Sha256) -> String {
    fed.finalize()
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
