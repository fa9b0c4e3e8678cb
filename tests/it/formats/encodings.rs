//! Text in the encodings people still send.

use comity::source::Span;

use super::*;

const TEXT: &str =
    "Déclaration commune\n\nLes deux États coopèrent à Genève.\r\nIls se réunissent.\n";

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// A text's statements, and the one problem that tells its encoding.
fn told(bytes: &[u8], encoding: &str) -> Vec<String> {
    let (source, problems) = read("a.txt", bytes);
    let [problem] = &problems[..] else { panic!("{encoding}: {problems:?}") };
    assert_eq!(problem.message, format!("not UTF-8: read as {encoding}"));
    assert!(problem.hint.as_ref().is_some_and(|hint| hint.contains("save it as UTF-8")));
    segment(&source).iter().map(|s| source.slice(s.span).to_owned()).collect()
}

#[test]
fn text_is_read_in_its_encoding_which_is_told() {
    let latin: Vec<u8> = TEXT.chars().map(|c| c as u8).collect();
    let expected =
        ["Déclaration commune", "Les deux États coopèrent à Genève.", "Ils se réunissent."];
    assert_eq!(told(&latin, "windows-1252"), expected);
    let marked = format!("\u{FEFF}{TEXT}");
    assert_eq!(told(&utf16(&marked, u16::to_le_bytes), "UTF-16LE"), expected);
    assert_eq!(told(&utf16(&marked, u16::to_be_bytes), "UTF-16BE"), expected);
    assert_eq!(told(&utf16(TEXT, u16::to_le_bytes), "UTF-16LE"), expected);
    let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("両国は防衛協力を強化する。\n会議を開く。");
    assert_eq!(told(&japanese, "Shift_JIS"), ["両国は防衛協力を強化する。", "会議を開く。"]);
    let (japanese, ..) = encoding_rs::ISO_2022_JP.encode("両国は防衛協力を強化する。\n");
    assert_eq!(told(&japanese, "ISO-2022-JP"), ["両国は防衛協力を強化する。"]);
    let (russian, ..) =
        encoding_rs::WINDOWS_1251.encode("Стороны развивают сотрудничество в области обороны.");
    assert_eq!(told(&russian, "windows-1251").len(), 1);
}

#[test]
fn a_statement_in_another_encoding_keeps_the_bytes_of_its_lines() {
    let bytes = utf16(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes);
    let (source, _) = read("a.txt", &bytes);
    let lines: Vec<(Span, usize)> = segment(&source)
        .iter()
        .map(|s| (source.file_span(s.span), source.line(s.span.start)))
        .collect();
    assert_eq!(lines, [(Span::new(0, 42), 1), (Span::new(44, 116), 3), (Span::new(116, 154), 4)]);
}

#[test]
fn bytes_that_an_encoding_lacks_are_marked_and_told_with_their_line() {
    let mut bytes = utf16("\u{FEFF}One is.\nTwo ", u16::to_le_bytes);
    bytes.extend([0x00, 0xD8]);
    bytes.extend(utf16(" is.", u16::to_le_bytes));
    let (source, problems) = read("a.txt", &bytes);
    assert_eq!(source.text, "One is.\nTwo \u{FFFD} is.");
    assert_eq!(problems[0].line, Some(2));
}

#[test]
fn a_broken_utf8_file_is_no_other_encoding() {
    let (source, problems) = read("a.txt", b"d\xc3\xa9fense \xe9 d\xc3\xa9fense");
    assert_eq!(source.text, "défense \u{FFFD} défense");
    assert!(problems[0].message.contains("from here on"), "{problems:?}");
}
