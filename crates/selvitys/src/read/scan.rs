//! One pass over the bytes before anything is parsed: how deep it nests, and whether serde could
//! read something into it that the document does not say.

use super::traits::traits_of;

/// Levels of brackets that are read; serde itself stops at 128.
pub(super) const DEEPEST: usize = 100;
/// More fields than any type has: the walk then looks for those that stand twice.
const MANY: usize = 64;

/// What the pass found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scan {
    /// Nothing.
    Plain,
    /// A field that stands twice, a bracket where the model has none, a character that may be
    /// hidden: serde may take it, and the walk must decide.
    Doubtful,
    /// The bracket at this offset is nested too deep.
    TooDeep(usize),
}

struct Open<'a> {
    list: bool,
    /// The name that the next value belongs to; of a list, the name that the list belongs to.
    name: &'a [u8],
    /// Where the names of this object begin.
    names: usize,
}

/// Scans a text that need not be JSON; what it says of one that is not, its depth aside, is void.
pub(super) fn scan(text: &str) -> Scan {
    let bytes = text.as_bytes();
    let mut doubtful = false;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut names: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                doubtful = doubtful || may_hide(bytes.get(at..end).unwrap_or_default());
                if let Some(object) = open.last_mut().filter(|open| !open.list)
                    && followed_by_colon(bytes, end)
                {
                    let name = bytes.get(at + 1..end.saturating_sub(1)).unwrap_or_default();
                    let others = names.get(object.names..).unwrap_or_default();
                    doubtful = doubtful
                        || others.len() >= MANY
                        || others.contains(&name)
                        || name.contains(&b'\\');
                    object.name = name;
                    if !doubtful {
                        names.push(name);
                    }
                }
                at = end;
                continue;
            }
            b'{' | b'[' => {
                if open.len() == DEEPEST {
                    return Scan::TooDeep(at);
                }
                let list = *byte == b'[';
                doubtful = doubtful || takes_more(open.last(), list, bytes, at);
                let name = open.last().map_or(&[][..], |outer| outer.name);
                open.push(Open {
                    list,
                    name,
                    names: names.len(),
                });
            }
            b'}' | b']' => {
                if let Some(closed) = open.pop() {
                    names.truncate(closed.names);
                }
            }
            _ => {}
        }
        at += 1;
    }
    if doubtful {
        Scan::Doubtful
    } else {
        Scan::Plain
    }
}

/// Whether a string with its quotes may hold a hidden character, written out or as an escape.
fn may_hide(string: &[u8]) -> bool {
    string.windows(3).any(|three| {
        matches!(
            three,
            [b'\\', b'u' | b'b' | b'f' | b'r', _]
                | [_, 0x7f, _]
                | [0xc2, 0x80..=0x9f, _]
                | [0xe2, 0x80, 0xaa..=0xae]
                | [0xe2, 0x81, 0xa6..=0xa9]
        )
    })
}

/// Where the string that starts at an offset ends, its quotes included.
pub(super) fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The offset of the next byte that is not blank.
fn next(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count()
}

fn followed_by_colon(bytes: &[u8], end: usize) -> bool {
    bytes.get(next(bytes, end)) == Some(&b':')
}

/// Whether the first field of an object is `null`: as a word, serde takes it.
fn holds_null(bytes: &[u8], inside: usize) -> bool {
    let name = next(bytes, inside);
    if bytes.get(name) != Some(&b'"') {
        return false;
    }
    let colon = next(bytes, string_end(bytes, name));
    bytes.get(next(bytes, colon + 1)) == Some(&b'n')
}

/// Whether serde may take what this bracket begins although our schema does not allow it: a list for
/// an object, an object for a word.
fn takes_more(outer: Option<&Open<'_>>, list: bool, bytes: &[u8], at: usize) -> bool {
    let Some(outer) = outer else { return list };
    if list {
        outer.list || traits_of(outer.name).is_some_and(|traits| traits.record)
    } else {
        holds_null(bytes, at + 1) && traits_of(outer.name).is_some_and(|traits| traits.word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_nest() {
        let text = format!(r#"{{"id": "{}\"["}}"#, "[".repeat(500));
        assert_eq!(scan(&text), Scan::Plain);
    }

    #[test]
    fn a_hundred_levels_are_read_and_no_more() {
        assert_eq!(scan(&"{".repeat(DEEPEST)), Scan::Plain);
        assert_eq!(scan(&"{".repeat(DEEPEST + 1)), Scan::TooDeep(DEEPEST));
        assert_eq!(scan(&r#"{"children":["#.repeat(51)), Scan::TooDeep(50 * 13));
    }

    #[test]
    fn what_serde_would_take_in_silence_is_doubtful() {
        for text in [
            r#"{"contents": {"a": {"text": 1}, "a": {"text": 2}}}"#,
            r#"{"a": 1, "\u0061": 1}"#,
            r#"{"schedule": {"period": ["2020", "2021"]}}"#,
            r#"{"grants": [[]]}"#,
            r#"{"packages": [{"kind": {"area": null}}]}"#,
            r#"{"organisations": [{"roles": [{"partner": null}]}]}"#,
            "[]",
        ] {
            assert_eq!(scan(text), Scan::Doubtful, "{text}");
        }
        for text in [
            r#"{"contents": {"a": {"text": 1}, "b": {"text": 2}}}"#,
            r#"{"a": {"x": 1}, "b": {"x": 1}, "x": "a", "y": "a"}"#,
            r#"{"self_assessments": [{"entries": [{"status": {"fi": "a"}}]}]}"#,
            r#"{"budgets": [{"lines": [{"applied": {"total": "1"}}]}]}"#,
        ] {
            assert_eq!(scan(text), Scan::Plain, "{text}");
        }
    }
}
