//! Addresses that a word processor takes: one that it cannot read makes it call the whole file damaged.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::report::render::is_web;

/// What an address may not hold as it is. A percent sign stays: it begins what is encoded already.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The address as a link holds it; nothing when it names no host of the web.
pub(super) fn address(text: &str) -> Option<String> {
    if !is_web(text) {
        return None;
    }
    let (_, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    let named = host.starts_with(char::is_alphanumeric) && host.chars().all(plain);
    named.then(|| utf8_percent_encode(text, UNSAFE).to_string())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_an_address_with_a_host_becomes_a_link() {
        let kept = "https://finlex.fi/fi/lainsaadanto/2020/13#sec_5";
        assert_eq!(address(kept).as_deref(), Some(kept));
        assert_eq!(
            address("http://esimerkki.fi/a b\"<ä>").as_deref(),
            Some("http://esimerkki.fi/a%20b%22%3C%C3%A4%3E")
        );
        for none in [
            "javascript:alert(1)",
            "http://",
            "https://[x",
            "file:///etc",
            "http:// x.fi",
        ] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
