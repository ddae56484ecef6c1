//! What problems of reading say, in Finnish, Swedish and English.
//!
//! Lower case, no full stop, what the document says in backticks; values in their basic form,
//! because Finnish inflects and inserted values do not.

use super::{JsonType, ReadProblemKind, fault_words, shown};
use crate::model::Lang;

/// So many fields are named in a message; more would hide it.
const LISTED: usize = 12;

/// One of three texts with values inside; only that one is made.
macro_rules! say {
    ($lang:expr, $fi:literal, $sv:literal, $en:literal $(,)?) => {
        match $lang {
            crate::model::Lang::Fi => format!($fi),
            crate::model::Lang::Sv => format!($sv),
            crate::model::Lang::En => format!($en),
        }
    };
}
pub(super) use say;

/// The message of a problem.
#[expect(
    clippy::too_many_lines,
    reason = "an arm a kind: the compiler finds one without words"
)]
pub(super) fn kind(kind: &ReadProblemKind, lang: Lang) -> String {
    use ReadProblemKind as Kind;
    match kind {
        Kind::NotUtf8 { offset } => say!(
            lang,
            "tavusta {offset} alkaen tiedosto ei ole UTF-8:aa; tallenna se UTF-8-muodossa",
            "från och med byte {offset} är filen inte UTF-8; spara den som UTF-8",
            "from byte {offset} on the file is not UTF-8; save it as UTF-8",
        ),
        Kind::Empty => {
            let least = r#"{"format": "1", "id": "...", "name": {"fi": "..."}}"#;
            say!(
                lang,
                "asiakirja on tyhjä; siinä on oltava ainakin `{least}`",
                "dokumentet är tomt; det ska innehålla åtminstone `{least}`",
                "the document is empty; it must hold at least `{least}`",
            )
        }
        Kind::TooDeep { limit } => say!(
            lang,
            "sulkumerkkejä on sisäkkäin yli {limit}; puuttuuko lopettava sulkumerkki tätä ennen?",
            "parenteserna är kapslade i fler än {limit} nivåer; saknas en slutparentes före detta?",
            "brackets are nested deeper than {limit} levels; is a closing one missing before this?",
        ),
        Kind::Syntax { fault } => fault_words::fault(fault, lang),
        Kind::TooMany { left_out } => say!(
            lang,
            "tästä alkaen virheitä on jätetty luettelematta: {left_out}; korjaa ensin edelliset",
            "härifrån har fel utelämnats ur listan: {left_out}; rätta först de föregående",
            "from here on problems are left out of the list: {left_out}; correct the others first",
        ),
        Kind::Other { message } => {
            let message = shown(message);
            say!(
                lang,
                "asiakirjaa ei voida lukea; lukuohjelman viesti: `{message}`",
                "dokumentet kan inte läsas; läsprogrammets meddelande: `{message}`",
                "the document cannot be read; the reader says: `{message}`",
            )
        }
        Kind::UnknownField {
            name,
            nearest,
            allowed,
        } => unknown_field(&shown(name), nearest.as_deref(), allowed, lang),
        Kind::MissingField { name } => say!(
            lang,
            "kenttä `{name}` puuttuu; se on tässä pakollinen",
            "fältet `{name}` saknas; det är obligatoriskt här",
            "the field `{name}` is missing; it is required here",
        ),
        Kind::DuplicateKey { name, first_line } => {
            let name = shown(name);
            say!(
                lang,
                "kenttä `{name}` on jo rivillä {first_line}; jätä vain toinen",
                "fältet `{name}` finns redan på rad {first_line}; behåll bara det ena",
                "the field `{name}` is already on line {first_line}; keep only one of them",
            )
        }
        Kind::WrongType { found, expected } => {
            let found = json_type(*found, lang);
            let shapes: Vec<_> = expected
                .iter()
                .map(|one| fault_words::shape(one, lang))
                .collect();
            let expected = shapes.join(say!(lang, " tai ", " eller ", " or ").as_str());
            say!(
                lang,
                "tässä on {found}; pitäisi olla: {expected}",
                "här står {found}; ska vara: {expected}",
                "found {found}, expected {expected}",
            )
        }
        Kind::UnknownValue {
            value,
            nearest,
            allowed,
        } => unknown_value(&shown(value), nearest.as_deref(), &list(allowed), lang),
        Kind::EmptyText => say!(
            lang,
            "teksti puuttuu kaikilta kieliltä; kirjoita ainakin yksi näistä: `fi`, `sv`, `en`",
            "texten saknas på alla språk; skriv den på åtminstone ett: `fi`, `sv`, `en`",
            "the text is missing in all languages; write at least one of `fi`, `sv` and `en`",
        ),
        Kind::HiddenCharacter { code } => say!(
            lang,
            "tekstissä on näkymätön merkki {code}; poista se",
            "texten innehåller ett osynligt tecken {code}; ta bort det",
            "the text holds an invisible character {code}; remove it",
        ),
        Kind::NotOneField { found, allowed } => {
            let allowed = list(allowed);
            say!(
                lang,
                "kenttiä on {found}; tässä on oltava täsmälleen yksi näistä: {allowed}",
                "antalet fält är {found}; här ska finnas exakt ett av följande: {allowed}",
                "the number of fields is {found}; exactly one of these must be here: {allowed}",
            )
        }
        Kind::MoneyNumber { value, meant } => {
            let (value, write) = (shown(value), meant.as_deref().unwrap_or("1225000.00"));
            say!(
                lang,
                "`{value}` on JSON-luku, josta moni ohjelma kadottaa senttejä; \
                 kirjoita summa merkkijonona: `\"{write}\"`",
                "`{value}` är ett JSON-tal, och många program tappar cent i sådana; \
                 skriv summan som en sträng: `\"{write}\"`",
                "`{value}` is a JSON number, in which many programs lose cents; \
                 write the sum as a string: `\"{write}\"`",
            )
        }
        Kind::ShareNumber { value, meant } => {
            let (value, write) = (shown(value), meant.as_deref().unwrap_or("0.80"));
            let percent = if meant.is_none() { " (80 %)" } else { "" };
            say!(
                lang,
                "`{value}` on JSON-luku, joka ei ole tarkka; \
                 kirjoita osuus merkkijonona: `\"{write}\"`{percent}",
                "`{value}` är ett JSON-tal, som inte är exakt; \
                 skriv andelen som en sträng: `\"{write}\"`{percent}",
                "`{value}` is a JSON number, which is not exact; \
                 write the share as a string: `\"{write}\"`{percent}",
            )
        }
        Kind::NotMoney { value, meant }
        | Kind::NotShare { value, meant }
        | Kind::NotDate { value, meant } => not_a(kind, &shown(value), meant.as_deref(), lang),
        Kind::NoSuchDay { value, last } => say!(
            lang,
            "päivää `{value}` ei ole; kuukauden viimeinen päivä on `{last}`",
            "dagen `{value}` finns inte; månadens sista dag är `{last}`",
            "there is no day `{value}`; the last day of the month is `{last}`",
        ),
        Kind::NotRound { value } => {
            let value = shown(value);
            say!(
                lang,
                "`{value}` ei ole oma-arvioinnin kierros; kirjoita esimerkiksi \
                 `spring-2021`, `autumn-2021` tai `baseline-2020`",
                "`{value}` är inte en självutvärderingsomgång; skriv till exempel \
                 `spring-2021`, `autumn-2021` eller `baseline-2020`",
                "`{value}` is not a self-assessment round; write for example \
                 `spring-2021`, `autumn-2021` or `baseline-2020`",
            )
        }
        Kind::NotCount {
            value,
            greatest: u64::MAX,
        } => {
            let value = shown(value);
            say!(
                lang,
                "`{value}` ei ole lukumäärä; kirjoita kokonaisluku, vähintään 0",
                "`{value}` är inte ett antal; skriv ett heltal, minst 0",
                "`{value}` is not a count; write a whole number, at least 0",
            )
        }
        Kind::NotCount { value, greatest } => {
            let value = shown(value);
            say!(
                lang,
                "`{value}` ei ole lukumäärä; kirjoita kokonaisluku väliltä 0–{greatest}",
                "`{value}` är inte ett antal; skriv ett heltal från 0 till {greatest}",
                "`{value}` is not a count; write a whole number from 0 to {greatest}",
            )
        }
    }
}

fn unknown_field(name: &str, nearest: Option<&str>, allowed: &[String], lang: Lang) -> String {
    if let Some(nearest) = nearest {
        return say!(
            lang,
            "kenttää `{name}` ei tässä ole; lähin oikea nimi on `{nearest}`",
            "fältet `{name}` finns inte här; det närmaste rätta namnet är `{nearest}`",
            "there is no field `{name}` here; the nearest right name is `{nearest}`",
        );
    }
    let more = if allowed.len() > LISTED { ", …" } else { "" };
    let allowed = list(allowed.get(..LISTED).unwrap_or(allowed)) + more;
    say!(
        lang,
        "kenttää `{name}` ei tässä ole; kentät: {allowed}",
        "fältet `{name}` finns inte här; fält: {allowed}",
        "there is no field `{name}` here; the fields: {allowed}",
    )
}

fn unknown_value(value: &str, nearest: Option<&str>, allowed: &str, lang: Lang) -> String {
    if let Some(nearest) = nearest {
        return say!(
            lang,
            "`{value}` ei käy tähän; lähin oikea arvo on `{nearest}`, sallitut arvot: {allowed}",
            "`{value}` godtas inte här; närmaste värde är `{nearest}`, tillåtna värden: {allowed}",
            "`{value}` does not fit here; the nearest is `{nearest}`, values allowed: {allowed}",
        );
    }
    say!(
        lang,
        "`{value}` ei käy tähän; sallitut arvot: {allowed}",
        "`{value}` godtas inte här; tillåtna värden: {allowed}",
        "`{value}` does not fit here; values allowed: {allowed}",
    )
}

/// A string that should be a sum, a share or a date.
fn not_a(kind: &ReadProblemKind, value: &str, meant: Option<&str>, lang: Lang) -> String {
    let what = match kind {
        ReadProblemKind::NotMoney { .. } => {
            say!(lang, "rahasumma", "en penningsumma", "a sum of money")
        }
        ReadProblemKind::NotShare { .. } => say!(lang, "osuus", "en andel", "a share"),
        _ => say!(lang, "päivämäärä", "ett datum", "a date"),
    };
    let how = match (kind, meant) {
        (_, Some(meant)) => say!(lang, "`\"{meant}\"`", "`\"{meant}\"`", "`\"{meant}\"`"),
        (ReadProblemKind::NotMoney { .. }, None) => say!(
            lang,
            "numerot ja pisteen jälkeen enintään kaksi desimaalia: `\"1225000.00\"`",
            "siffror och efter en punkt högst två decimaler: `\"1225000.00\"`",
            "digits, and after a point at most two decimals: `\"1225000.00\"`",
        ),
        (ReadProblemKind::NotShare { .. }, None) => say!(
            lang,
            "desimaaliluku, jossa on piste: `\"0.80\"` (80 %)",
            "ett decimaltal med punkt: `\"0.80\"` (80 %)",
            "a decimal with a point: `\"0.80\"` for 80 %",
        ),
        (_, None) => say!(
            lang,
            "päivä `\"2022-10-31\"`, kuukausi `\"2022-10\"` tai vuosi `\"2022\"`",
            "en dag `\"2022-10-31\"`, en månad `\"2022-10\"` eller ett år `\"2022\"`",
            "a day `\"2022-10-31\"`, a month `\"2022-10\"` or a year `\"2022\"`",
        ),
    };
    say!(
        lang,
        "`{value}` ei ole {what}; kirjoita {how}",
        "`{value}` är inte {what}; skriv {how}",
        "`{value}` is not {what}; write {how}",
    )
}

pub(super) fn list(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn json_type(json_type: JsonType, lang: Lang) -> String {
    match json_type {
        JsonType::Object => say!(lang, "objekti", "ett objekt", "an object"),
        JsonType::List => say!(lang, "luettelo", "en lista", "a list"),
        JsonType::String => say!(lang, "merkkijono", "en sträng", "a string"),
        JsonType::Number => say!(lang, "luku", "ett tal", "a number"),
        JsonType::Boolean => say!(lang, "totuusarvo", "ett sanningsvärde", "a truth value"),
        JsonType::Null => "`null`".to_owned(),
    }
}
