//! DOCX: a document zipped here, and what broken and hostile ones come to.

use std::io::{Cursor, Write};

use super::*;

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

const CORE: &str = r#"<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Agreement on cyber defence</dc:title></cp:coreProperties>"#;

/// A Word document with this body.
fn document(body: &str) -> Vec<u8> {
    let paragraph_styles = format!(
        "<w:styles {NAMESPACE}><w:style w:type=\"paragraph\" w:styleId=\"Heading1\">\
         <w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr>\
         <w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>"
    );
    let level = |at: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering {NAMESPACE}>\
         <w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"2\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/></w:num>\
         <w:num w:numId=\"4\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">\
         <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "(%2)"),
        level(0, "decimal", "Article %1"),
        level(0, "bullet", "•"),
    );
    let notes = format!(
        "<w:footnotes {NAMESPACE}><w:footnote w:id=\"1\"><w:p><w:r><w:t>As of 2024.</w:t></w:r>\
         </w:p></w:footnote></w:footnotes>"
    );
    let parts = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>"#;
    let text = format!("<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", CORE),
        ("word/_rels/document.xml.rels", parts),
        ("word/document.xml", &text),
        ("word/styles.xml", &paragraph_styles),
        ("word/numbering.xml", &numbering),
        ("word/footnotes.xml", &notes),
    ])
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn listed(list: usize, level: usize, text: &str) -> String {
    let numbering =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    paragraph(&numbering, text)
}

pub fn agreement() -> Vec<u8> {
    let heading = |text| paragraph("<w:pStyle w:val=\"Heading1\"/>", text);
    let cell = |text| format!("<w:tc>{}</w:tc>", paragraph("", text));
    document(
        &[
            heading("Purpose"),
            "<w:p><w:r><w:t xml:space=\"preserve\">The Parties shall </w:t></w:r>\
         <w:del w:id=\"1\"><w:r><w:delText>never </w:delText></w:r></w:del>\
         <w:r><w:t>meet every year.</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
                .to_owned(),
            heading("Fields"),
            listed(1, 0, "The Parties will work together on:"),
            listed(1, 1, "cyber defence;"),
            listed(1, 1, "space."),
            listed(1, 0, ""),
            paragraph("", ""),
            listed(1, 0, "They may agree on others."),
            listed(4, 0, "This list goes on."),
            listed(5, 0, "This one begins anew."),
            listed(3, 0, "A point without a number."),
            format!(
                "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
                cell("France leads on cyber."),
                cell("Spain leads on space.")
            ),
        ]
        .concat(),
    )
}

#[test]
fn a_word_document_is_read_with_the_numbers_word_shows() {
    let (source, problems) = read("a.docx", &agreement());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# paragraph 1: Article 1 Purpose",
            "¶ paragraph 2: The Parties shall meet every year.[1]",
            "# paragraph 3: Article 2 Fields",
            "- paragraph 4: 1. The Parties will work together on:",
            "- paragraph 5: (a) cyber defence;",
            "- paragraph 6: (b) space.",
            "- paragraph 7: 3. They may agree on others.",
            "- paragraph 8: 4. This list goes on.",
            "- paragraph 9: 1. This one begins anew.",
            "- paragraph 10: A point without a number.",
            "- paragraph 11: France leads on cyber.",
            "- paragraph 12: Spain leads on space.",
            "¶ paragraph 13: [1] As of 2024.",
        ]
    );
    assert_eq!(source.front.title.as_deref(), Some("Agreement on cyber defence"));
}

#[test]
fn a_word_document_that_cannot_be_read_is_told() {
    let whole = agreement();
    assert!(refusal("a.docx", &whole[..whole.len() - 30]).contains("broken"));
    let text = format!("<w:document {NAMESPACE}><w:body/></w:document>");
    let empty = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &text),
    ]);
    assert!(refusal("a.docx", &empty).contains("no text"));
}

#[test]
fn other_office_files_are_told_by_content_with_what_to_do() {
    let told = |bytes: &[u8]| sniff(Path::new("a.txt"), bytes, true).unwrap_err().odd;
    assert!(told(b"{\\rtf1\\ansi text}").message.contains("RTF"));
    assert!(told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0").message.contains("old Office"));
    let locked =
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    assert!(told(locked).message.contains("password"));
}

/// Tables that nest, a list without a level, text that is deleted and never
/// ends, and parts that are not what they are called.
pub fn hostile() -> Vec<Vec<u8>> {
    let cell = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr>";
    let nested = format!("{}{}", cell.repeat(100), "</w:tc></w:tr></w:tbl>".repeat(100));
    let link = "<w:hyperlink r:id=\"rId9\" xmlns:r=\"r\"><w:del><w:r><w:fldChar/></w:r></w:del>\
                </w:hyperlink>&#x202e;";
    vec![
        document(&nested),
        document(&listed(9, 99, "It shall.")),
        document(&listed(1, 1, &"&#27;[31m".repeat(9))),
        document(&paragraph("", link)),
        zipped(&[("word/document.xml", "PK"), ("[Content_Types].xml", TYPES)]),
        zipped(&[("../../a", "x"), ("word/document.xml", ""), ("_rels/.rels", RELATIONS)]),
    ]
}

#[test]
fn a_bomb_of_a_word_document_is_given_up() {
    // 200 MB of text in under one, and tables nested by the thousand.
    let text = paragraph("", &"bomb ".repeat(40_000_000));
    let bomb = document(&text);
    assert!(bomb.len() < 1_000_000);
    assert_ne!(refusal("a.docx", &bomb), "");
    let nested = "<w:tbl><w:tr><w:tc>".repeat(50_000);
    assert_ne!(refusal("a.docx", &document(&nested)), "");
    let entities = format!(
        "<!DOCTYPE w:document [<!ENTITY a \"aaaaaaaaaa\">{}]>",
        (b'b'..=b'j')
            .map(|c| {
                let before = char::from(c - 1);
                format!("<!ENTITY {} \"{}\">", char::from(c), format!("&{before};").repeat(10))
            })
            .collect::<String>()
    );
    let text = format!(
        "{entities}<w:document {NAMESPACE}><w:body>{}</w:body></w:document>",
        paragraph("", "&j;")
    );
    let bomb = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &text),
    ]);
    let (source, _) = read("a.docx", &bomb);
    assert!(source.text.len() < 100, "{}", source.text.len());
}
