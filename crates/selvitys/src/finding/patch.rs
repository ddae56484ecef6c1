//! Changes to a document, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One change to a document, as JSON Patch (RFC 6902) writes it.
///
/// ```
/// use selvitys::PatchOp;
/// let path = "/budgets/0/lines/0/applied/own".to_owned();
/// let change = PatchOp::Replace { path, value: "190000.00".into() };
/// assert_eq!(
///     serde_json::to_string(&change)?,
///     r#"{"op":"replace","path":"/budgets/0/lines/0/applied/own","value":"190000.00"}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PatchOp {
    /// What stands there now is this; otherwise nothing is changed.
    Test {
        /// Where: a JSON Pointer (RFC 6901).
        path: String,
        /// What stands there.
        value: serde_json::Value,
    },
    /// Puts a value in the place of another.
    Replace {
        /// Where: a JSON Pointer.
        path: String,
        /// The new value.
        value: serde_json::Value,
    },
    /// Puts in a field that is not there.
    Add {
        /// Where: the JSON Pointer of the new field.
        path: String,
        /// Its value.
        value: serde_json::Value,
    },
}

impl PatchOp {
    /// Where: a JSON Pointer (RFC 6901).
    pub fn path(&self) -> &str {
        match self {
            PatchOp::Test { path, .. }
            | PatchOp::Replace { path, .. }
            | PatchOp::Add { path, .. } => path,
        }
    }
}
