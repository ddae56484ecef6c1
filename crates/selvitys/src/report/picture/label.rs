//! How wide words are, and how they are broken and shortened to the room that they have.
//!
//! A renderer's font is not known, so the widths are those of the widest of the fonts that the
//! report names (Source Sans 3, Noto Sans, Arial): what fits by them fits in each. A shortened
//! label stands whole in the table beside its picture.

use super::drawing::Weight;
use crate::model::Lang;

/// The widths of the characters from the space to the tilde, in thousandths of the size.
const ASCII: [i32; 95] = [
    278, 289, 426, 646, 572, 890, 732, 249, 333, 333, 551, 584, 278, 333, 278, 372, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 278, 278, 584, 584, 584, 557, 1016, 667, 667, 723, 730, 667,
    611, 778, 741, 339, 500, 667, 557, 907, 760, 781, 667, 781, 723, 667, 611, 731, 667, 944, 667,
    667, 611, 329, 372, 329, 572, 557, 542, 561, 615, 500, 615, 564, 344, 615, 618, 258, 258, 534,
    258, 935, 618, 605, 615, 615, 413, 500, 361, 618, 508, 786, 529, 510, 500, 380, 551, 380, 584,
];

/// A word longer than any language has is no word: it is broken where the line ends.
const LONGEST_WORD: usize = 100;

const ELLIPSIS: char = '…';

/// The width of a text in letters of a size, rounded up.
pub(crate) fn width(text: &str, size: i32, weight: Weight) -> i32 {
    let ems = text.chars().map(character);
    let ems: i64 = ems.map(i64::from).sum();
    let ems = match weight {
        Weight::Regular => ems,
        Weight::Bold => ems * 11 / 10,
    };
    let width = (ems * i64::from(size)).div_euclid(1000) + 1;
    i32::try_from(width).unwrap_or(i32::MAX)
}

fn character(c: char) -> i32 {
    let ascii = u32::from(c).checked_sub(0x20);
    let ascii = ascii.and_then(|at| ASCII.get(usize::try_from(at).ok()?));
    if let Some(width) = ascii {
        return *width;
    }
    match c {
        '\u{a0}' | '\u{202f}' => 278,
        '–' | '’' | '‘' | '“' | '”' | '•' | '§' | '€' | '±' | '≈' => 590,
        '\u{e0}'..='\u{e5}' | '\u{e7}'..='\u{f6}' | '\u{f8}'..='\u{ff}' => 620,
        '\u{a1}'..='\u{24f}' => match c {
            'Æ' | 'æ' | 'Œ' | 'œ' | 'Ŵ' | '©' | '®' | '¼' | '½' | '¾' => 1000,
            _ => 790,
        },
        _ if clings(c) => 0,
        '\u{370}'..='\u{52f}' => 1060,
        '\u{2e80}'.. => 1400,
        _ => 1000,
    }
}

/// Whether a character belongs to the one before it.
fn clings(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{ad}')
}

/// How a label is set: in which language its words are, in which letters, in how much room.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) lang: Lang,
    pub(crate) size: i32,
    pub(crate) weight: Weight,
    /// The room across.
    pub(crate) room: i32,
    /// The most lines that it may have.
    pub(crate) lines: usize,
}

impl Setting {
    /// A text in lines that fit; what is left over is cut off, and the cut is marked.
    pub(crate) fn lines(&self, text: &str) -> Vec<String> {
        let mut setter = Setter {
            setting: self,
            done: Vec::new(),
            line: String::new(),
        };
        for word in text.split([' ', '\n', '\t', '\r']) {
            if setter.is_full() {
                break;
            }
            if !word.is_empty() {
                setter.word(word);
            }
        }
        setter.close("");
        let mut lines = setter.done;
        if lines.len() > self.lines {
            lines.truncate(self.lines);
            if let Some(last) = lines.last_mut() {
                self.shorten(last);
            }
        }
        lines
    }

    /// A text on one line.
    pub(crate) fn line(&self, text: &str) -> String {
        let one = Setting { lines: 1, ..*self };
        one.lines(text).pop().unwrap_or_default()
    }

    fn fits(&self, text: &str) -> bool {
        width(text, self.size, self.weight) <= self.room
    }

    fn shorten(&self, line: &mut String) {
        loop {
            line.truncate(
                line.trim_end_matches(['-', ' ', ',', ';', ':', '\u{a0}'])
                    .len(),
            );
            line.push(ELLIPSIS);
            if self.fits(line) || line.chars().count() == 1 {
                return;
            }
            line.pop();
            while line.pop().is_some_and(clings) {}
        }
    }
}

/// The lines as they are filled.
struct Setter<'a> {
    setting: &'a Setting,
    done: Vec<String>,
    line: String,
}

impl Setter<'_> {
    fn is_full(&self) -> bool {
        self.done.len() > self.setting.lines
    }

    fn close(&mut self, mark: &str) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if !line.is_empty() {
            self.done.push(format!("{line}{mark}"));
        }
    }

    fn word(&mut self, word: &str) {
        let space = if self.line.is_empty() { "" } else { " " };
        let joined = format!("{}{space}{word}", self.line);
        if self.setting.fits(&joined) {
            self.line = joined;
        } else if self.setting.fits(word) {
            self.close("");
            word.clone_into(&mut self.line);
        } else {
            self.line.push_str(space);
            self.broken(word);
        }
    }

    /// A word that no line holds whole.
    fn broken(&mut self, word: &str) {
        // What stands before the first piece of a line needs no hyphen.
        let mut mark = "";
        for (piece, hyphen) in pieces(word, self.setting.lang) {
            let after = if hyphen { "-" } else { "" };
            let fits = |line: &str| self.setting.fits(&format!("{line}{piece}{after}"));
            if !fits(&self.line) {
                self.close(mark);
                if self.is_full() {
                    return;
                }
            }
            if fits_alone(self.setting, piece, after) {
                self.line.push_str(piece);
            } else {
                self.letters(piece);
            }
            mark = after;
        }
    }

    /// A piece that no line holds: it is broken between any two characters.
    fn letters(&mut self, piece: &str) {
        for c in piece.chars() {
            self.line.push(c);
            if !clings(c) && !self.setting.fits(&self.line) {
                self.line.pop();
                self.close("");
                if self.is_full() {
                    return;
                }
                self.line.push(c);
            }
        }
    }
}

fn fits_alone(setting: &Setting, piece: &str, after: &str) -> bool {
    setting.fits(&format!("{piece}{after}"))
}

/// The pieces of a word, each with whether a hyphen is written where a line ends after it.
fn pieces(word: &str, lang: Lang) -> Vec<(&str, bool)> {
    let lang = match lang {
        Lang::Fi => hypher::Lang::Finnish,
        Lang::Sv => hypher::Lang::Swedish,
        Lang::En => hypher::Lang::English,
    };
    let mut pieces = Vec::new();
    for part in word.split_inclusive(['-', '/', '–']) {
        if part.chars().count() > LONGEST_WORD {
            pieces.push((part, false));
        } else {
            let last = pieces.len();
            pieces.extend(hypher::hyphenate(part, lang).map(|syllable| (syllable, true)));
            // What ends in a sign of its own, or ends the word, needs no hyphen.
            if let Some(end) = pieces[last..].last_mut() {
                end.1 = false;
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(room: i32, lines: usize) -> Setting {
        Setting {
            lang: Lang::Fi,
            size: 130,
            weight: Weight::Regular,
            room,
            lines,
        }
    }

    #[test]
    fn words_go_to_lines_whole_where_they_fit() {
        let setting = setting(1500, 3);
        let lines = setting.lines("Lapset, nuoret ja perheet (sis. LAPE)");
        assert_eq!(lines, ["Lapset, nuoret ja", "perheet (sis. LAPE)"]);
    }

    #[test]
    fn a_word_that_no_line_holds_is_broken_between_syllables() {
        let setting = setting(1200, 3);
        let lines = setting.lines("Hyvinvointialuevalmistelukoordinaatio");
        assert_eq!(lines, ["Hyvinvointialueval-", "mistelukoordinaa-", "tio"]);
    }

    #[test]
    fn what_is_cut_off_leaves_a_mark() {
        let setting = setting(1500, 1);
        let line = setting.line("Perusterveydenhuollon avopalvelut");
        assert!(line.ends_with('…'), "{line}");
        assert!(width(&line, 130, Weight::Regular) <= 1500);
        assert_eq!(setting.line("Lyhyt"), "Lyhyt");
    }

    #[test]
    fn every_text_fits_its_room() {
        let long = "x".repeat(10_000);
        let emoji = "👩\u{200d}⚕\u{fe0f}👩🏽".repeat(30);
        let arabic = "مرحبا ".repeat(50);
        for text in [
            long.as_str(),
            &emoji,
            &arabic,
            "<script>alert(1)</script>",
            "",
            " ",
            "a-b-c/d",
        ] {
            for room in [200, 700, 1500, 4000] {
                for most in [1, 2, 4] {
                    let lines = setting(room, most).lines(text);
                    assert!(lines.len() <= most);
                    for line in lines {
                        assert!(width(&line, 130, Weight::Regular) <= room, "{line}");
                        assert!(!line.starts_with(clings), "{line}");
                    }
                }
            }
        }
    }
}
