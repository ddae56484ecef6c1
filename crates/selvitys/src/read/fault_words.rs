//! What faults of syntax and expected shapes say, in Finnish, Swedish and English.

use super::words::{list, say};
use super::{Shape, SyntaxFault, shown};
use crate::model::Lang;

/// The message of a fault of syntax.
#[expect(
    clippy::too_many_lines,
    reason = "an arm a fault: the compiler finds one without words"
)]
pub(super) fn fault(fault: &SyntaxFault, lang: Lang) -> String {
    use SyntaxFault as Fault;
    match fault {
        Fault::EndsEarly {
            open: Some((open, line)),
        } => say!(
            lang,
            "asiakirja loppuu kesken: rivin {line} `{open}` on sulkematta",
            "dokumentet slutar för tidigt: `{open}` på rad {line} är inte stängd",
            "the document ends too early: the `{open}` of line {line} is not closed",
        ),
        Fault::EndsEarly { open: None } => say!(
            lang,
            "asiakirja loppuu kesken",
            "dokumentet slutar för tidigt",
            "the document ends too early",
        ),
        Fault::WrongBracket { found, open, line } => say!(
            lang,
            "`{found}` ei sulje rivin {line} sulkumerkkiä `{open}`",
            "`{found}` stänger inte `{open}` på rad {line}",
            "`{found}` does not close the `{open}` of line {line}",
        ),
        Fault::AfterEnd => say!(
            lang,
            "asiakirja päättyi jo ennen tätä; poista loput tai yksi lopettava sulkumerkki tätä ennen",
            "dokumentet slutade redan före detta; ta bort resten eller en slutparentes före detta",
            "the document has ended before this; remove the rest or a closing bracket before it",
        ),
        Fault::Unexpected { character } => {
            let character = if character.is_whitespace() || character.is_control() {
                format!("U+{:04X}", u32::from(*character))
            } else {
                character.to_string()
            };
            say!(
                lang,
                "merkki `{character}` ei käy tähän; poista se tai kirjoita teksti lainausmerkkeihin",
                "tecknet `{character}` godtas inte här; ta bort det eller skriv texten inom citattecken",
                "the character `{character}` does not fit here; remove it or write the text in quotes",
            )
        }
        Fault::ExtraComma => say!(
            lang,
            "pilkku on paikassa, johon kuuluu arvo; poista pilkku",
            "kommat står där ett värde hör hemma; ta bort kommat",
            "the comma stands where a value belongs; remove the comma",
        ),
        Fault::MissingComma => say!(
            lang,
            "tästä puuttuu pilkku: `,`",
            "här saknas ett komma: `,`",
            "a comma is missing here: `,`",
        ),
        Fault::TrailingComma => say!(
            lang,
            "pilkku on viimeisen arvon perässä; poista pilkku",
            "kommat står efter det sista värdet; ta bort kommat",
            "the comma stands after the last value; remove the comma",
        ),
        Fault::MissingColon => say!(
            lang,
            "kentän nimen ja tämän väliltä puuttuu kaksoispiste: `:`",
            "mellan fältets namn och detta saknas ett kolon: `:`",
            "a colon is missing between the name of the field and this: `:`",
        ),
        Fault::MissingValue => say!(
            lang,
            "kaksoispisteen perästä puuttuu arvo",
            "efter kolonet saknas ett värde",
            "the value after the colon is missing",
        ),
        Fault::Comment => say!(
            lang,
            "JSON ei tunne kommentteja; poista tämä",
            "JSON har inga kommentarer; ta bort detta",
            "JSON has no comments; remove this one",
        ),
        Fault::WrongNumber => say!(
            lang,
            "lukua ei kirjoiteta näin; kirjoita numerot ilman etunollia ja desimaalit pisteellä: `0.5`",
            "ett tal skrivs inte så; skriv siffror utan inledande nollor och decimaler med punkt: `0.5`",
            "this is not how numbers are written; no leading zeros, a point for decimals: `0.5`",
        ),
        Fault::UnclosedString => say!(
            lang,
            "tästä alkava merkkijono ei pääty rivillään; lisää lopettava `\"` \
             tai kirjoita rivinvaihto `\\n`",
            "strängen som börjar här slutar inte på sin rad; lägg till det avslutande `\"` \
             eller skriv radbytet `\\n`",
            "the string that starts here does not end on its line; add the closing `\"`, \
             or write the line break as `\\n`",
        ),
        Fault::ControlCharacter { character } => {
            let known = *character == '\t';
            let character = shown(&character.to_string());
            if known {
                say!(
                    lang,
                    "merkkijonossa on ohjausmerkki; poista se tai kirjoita se näin: `{character}`",
                    "strängen innehåller ett styrtecken; ta bort det eller skriv det så här: `{character}`",
                    "the string holds a control character; remove it or write it as `{character}`",
                )
            } else {
                say!(
                    lang,
                    "merkkijonossa on ohjausmerkki `{character}`; poista se",
                    "strängen innehåller styrtecknet `{character}`; ta bort det",
                    "the string holds the control character `{character}`; remove it",
                )
            }
        }
        Fault::UnescapedQuote => say!(
            lang,
            "merkkijono päättyi tähän; kirjoita merkkijonon sisällä oleva lainausmerkki näin: `\\\"`",
            "strängen slutade här; skriv ett citattecken inne i strängen så här: `\\\"`",
            "the string has ended here; write a quote inside a string as `\\\"`",
        ),
        Fault::WrongEscape => say!(
            lang,
            "JSON ei tunne tällaista merkintää; kirjoita kenoviiva näin: `\\\\`",
            "JSON har ingen sådan teckenföljd; skriv ett omvänt snedstreck så här: `\\\\`",
            "JSON has no such escape; write a backslash itself as `\\\\`",
        ),
        Fault::UnquotedKey => say!(
            lang,
            "kentän nimi on ilman lainausmerkkejä; kirjoita se näin: `\"nimi\"`",
            "fältets namn saknar citattecken; skriv det så här: `\"namn\"`",
            "the name of the field is without quotes; write it as `\"name\"`",
        ),
        Fault::UnquotedWord { word } => {
            let word = shown(word);
            say!(
                lang,
                "`{word}` on ilman lainausmerkkejä; kirjoita `\"{word}\"`, \
                 `true`, `false` tai `null`",
                "`{word}` saknar citattecken; skriv `\"{word}\"`, \
                 `true`, `false` eller `null`",
                "`{word}` is without quotes; write `\"{word}\"`, `true`, `false` or `null`",
            )
        }
        Fault::WrongQuotes => say!(
            lang,
            "väärät lainausmerkit; kirjoita suorat: `\"`",
            "fel citattecken; skriv raka: `\"`",
            "wrong quotes; write straight double ones: `\"`",
        ),
    }
}

/// What may stand at a place.
pub(super) fn shape(shape: &Shape, lang: Lang) -> String {
    match shape {
        Shape::Object => say!(
            lang,
            "objekti `{{...}}`",
            "ett objekt `{{...}}`",
            "an object `{{...}}`"
        ),
        Shape::OneField(names) => {
            let names = list(names);
            say!(
                lang,
                "objekti, jossa on yksi näistä kentistä: {names}",
                "ett objekt med ett av fälten {names}",
                "an object with one of the fields {names}",
            )
        }
        Shape::Text => say!(
            lang,
            "teksti kielittäin, esimerkiksi `{{\"fi\": \"...\"}}`",
            "en text per språk, till exempel `{{\"sv\": \"...\"}}`",
            "a text by language, such as `{{\"en\": \"...\"}}`",
        ),
        Shape::List => say!(
            lang,
            "luettelo `[...]`",
            "en lista `[...]`",
            "a list `[...]`"
        ),
        Shape::String => {
            say!(
                lang,
                "merkkijono `\"...\"`",
                "en sträng `\"...\"`",
                "a string `\"...\"`"
            )
        }
        Shape::Choice(words) => {
            let words = words
                .iter()
                .map(|word| format!("`\"{word}\"`"))
                .collect::<Vec<_>>()
                .join(", ");
            say!(
                lang,
                "yksi näistä merkkijonoista: {words}",
                "en av strängarna {words}",
                "one of the strings {words}",
            )
        }
        Shape::Money => say!(
            lang,
            "rahasumma merkkijonona, esimerkiksi `\"1225000.00\"`",
            "en penningsumma som sträng, till exempel `\"1225000.00\"`",
            "a sum of money as a string, such as `\"1225000.00\"`",
        ),
        Shape::Share => say!(
            lang,
            "osuus merkkijonona, esimerkiksi `\"0.80\"` (80 %)",
            "en andel som sträng, till exempel `\"0.80\"` (80 %)",
            "a share as a string, such as `\"0.80\"` for 80 %",
        ),
        Shape::Date => say!(
            lang,
            "päivä `\"2022-10-31\"`, kuukausi `\"2022-10\"` tai vuosi `\"2022\"` merkkijonona",
            "en dag `\"2022-10-31\"`, en månad `\"2022-10\"` eller ett år `\"2022\"` som sträng",
            "a day `\"2022-10-31\"`, a month `\"2022-10\"` or a year `\"2022\"` as a string",
        ),
        Shape::Round => say!(
            lang,
            "oma-arvioinnin kierros merkkijonona, esimerkiksi `\"spring-2021\"`",
            "en självutvärderingsomgång som sträng, till exempel `\"spring-2021\"`",
            "a self-assessment round as a string, such as `\"spring-2021\"`",
        ),
        Shape::Count => say!(
            lang,
            "kokonaisluku ilman lainausmerkkejä",
            "ett heltal utan citattecken",
            "a whole number without quotes",
        ),
        Shape::Boolean => {
            say!(
                lang,
                "`true` tai `false`",
                "`true` eller `false`",
                "`true` or `false`"
            )
        }
    }
}
