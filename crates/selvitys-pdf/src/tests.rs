use super::*;
use crate::fonts::FONTS;

fn meta() -> Metadata {
    Metadata {
        ident: "malli".to_owned(),
        date: jiff::civil::date(2020, 3, 1),
    }
}

fn set(body: &str) -> Result<Vec<u8>, PdfError> {
    let head = "#set document(title: \"Malli\")\n#set text(lang: \"fi\")\n= Malli\n";
    pdf(&format!("{head}{body}"), &meta())
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let one = set("Teksti čđŋšŧž 1 000,00 €").unwrap();
    assert_eq!(one, set("Teksti čđŋšŧž 1 000,00 €").unwrap());
    assert_ne!(one, set("Teksti").unwrap());
    let other = Metadata {
        ident: "toinen".to_owned(),
        ..meta()
    };
    let text = "#set document(title: \"Malli\")\n= Malli";
    assert_ne!(pdf(text, &meta()).unwrap(), pdf(text, &other).unwrap());
}

#[test]
fn what_a_text_lacks_is_said_with_its_line() {
    for (body, line, said) in [
        ("#image(\"a.png\")", 4, "file not found"),
        ("#import \"@preview/x:1.0.0\": y", 4, "file not found"),
        ("\n#nothing", 5, "unknown variable"),
        ("#set text(font: \"Comic Sans\")", 4, "unknown font family"),
        ("=== Liian syvä", 4, "skipped"),
        (
            "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), format: \"svg\")",
            4,
            "alt text",
        ),
    ] {
        let error = set(body).unwrap_err();
        let problem = &error.problems[0];
        assert!(error.to_string().contains(said), "{body}: {error}");
        assert_eq!(problem.line, Some(line), "{body}: {error}");
    }
    let error = pdf("= Malli", &meta()).unwrap_err();
    assert!(
        error.to_string().contains("missing document title"),
        "{error}"
    );
}

#[test]
fn what_no_font_has_is_written_as_its_code_point() {
    assert_eq!(
        FONTS.showable("ä中\u{e000}😀€≈→−č\u{feff}"),
        "ä[U+4E2D][U+E000]😀€≈→−č[U+FEFF]"
    );
    set("#\"中文 \u{e000} 👩‍⚕️ 🇫🇮 👍🏽 ❤️ שלום مرحبا हिन्दी e\u{301}\u{323}\"").unwrap();
}

#[test]
fn what_cannot_stand_alone_is_shown_all_the_same() {
    // A Hebrew mark of vowels without a letter.
    set("#\"ä \u{5b4} ä\"").unwrap();
    assert_eq!(
        FONTS.plain("😀\n\u{5b4}😀ä\n", &[2]),
        "😀\n[U+05B4][U+1F600]ä\n"
    );
}

#[test]
fn a_sign_made_of_several_is_shown_whole_or_its_parts_are_written() {
    for whole in [
        "👩\u{200d}⚕\u{fe0f}",
        "👍🏽",
        "🇫🇮",
        "e\u{301}",
        "ש\u{5b4}",
        "❤\u{fe0f}",
    ] {
        assert_eq!(FONTS.showable(whole), whole);
    }
    // A Hebrew mark on a woman: no font has both.
    assert_eq!(FONTS.showable("👩\u{5b4}"), "👩[U+05B4]");
}

#[test]
fn every_character_of_the_fonts_can_be_set() {
    let all = FONTS
        .fonts
        .iter()
        .flat_map(|font| font.info().coverage.iter());
    let mut all: Vec<char> = all.filter_map(char::from_u32).collect();
    all.sort_unstable();
    all.dedup();
    let all: Vec<char> = all.into_iter().filter(|c| !c.is_control()).collect();
    assert!(all.len() > 6_000);
    // A line each: shaping must not join what only stands together by chance.
    for few in all.chunks(200) {
        let lines = few.iter().map(|c| match c {
            '"' | '\\' => format!("#\"\\{c}\" \\\n"),
            other => format!("#\"{other}\" \\\n"),
        });
        set(&lines.collect::<String>()).unwrap_or_else(|error| panic!("{few:?}: {error}"));
    }
}
