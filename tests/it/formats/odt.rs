//! OpenDocument text: a document zipped here, and what others come to.

use std::io::{Cursor, Write};

use super::*;

/// An archive as OpenDocument has it: its type first and as it is.
fn document(body: &str, manifest: &str) -> Vec<u8> {
    let namespaces = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:dc=\"d\"";
    let content = format!("<office:document-content {namespaces}>{body}</office:document-content>");
    let meta = format!(
        "<office:document-meta {namespaces}><dc:title>Agreement on cyber defence</dc:title>\
         </office:document-meta>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("meta.xml", &meta),
        ("META-INF/manifest.xml", manifest),
    ] {
        let method = match name {
            "mimetype" => zip::CompressionMethod::Stored,
            _ => zip::CompressionMethod::Deflated,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub fn agreement() -> Vec<u8> {
    let body = "<office:body><office:text>\
        <text:tracked-changes><text:deletion><text:p>Never.</text:p></text:deletion></text:tracked-changes>\
        <text:h>Purpose</text:h>\
        <text:p>The Parties<text:s/>shall <text:span>meet</text:span> every year.<text:note>\
        <text:note-citation>1</text:note-citation><text:note-body><text:p>As of 2024.</text:p>\
        </text:note-body></text:note> They shall act.</text:p>\
        <text:list><text:list-item><text:p>cyber defence;</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>France leads on cyber.</text:p>\
        </table:table-cell></table:table-row></table:table>\
        </office:text></office:body>";
    document(body, "<manifest/>")
}

/// Blanks and cells by the thousand million, lists that nest, notes in notes.
pub fn hostile() -> Vec<Vec<u8>> {
    let body = |text: &str| {
        let text = format!("<office:body><office:text>{text}</office:text></office:body>");
        document(&text, "<manifest/>")
    };
    let nested = |open: &str, close: &str| {
        format!("{}<text:p>It shall.</text:p>{}", open.repeat(300), close.repeat(300))
    };
    vec![
        body(
            "<text:p>It<text:s text:c=\"4000000000\"/>shall.<text:tab/><text:line-break/></text:p>",
        ),
        body(
            "<table:table><table:table-row table:number-rows-repeated=\"4000000000\">\
             <table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>a</text:p>\
             </table:table-cell></table:table-row></table:table>",
        ),
        body(&nested("<text:list><text:list-item>", "</text:list-item></text:list>")),
        body(&nested("<text:note><text:note-body>", "</text:note-body></text:note>")),
        document("", ""),
    ]
}

#[test]
fn an_opendocument_text_is_read() {
    let (source, problems) = read("a.odt", &agreement());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# paragraph 1: Purpose",
            "¶ paragraph 2: The Parties shall meet every year.[1] They shall act.",
            "¶ paragraph 3: [1] As of 2024.",
            "- paragraph 4: cyber defence;",
            "- paragraph 5: France leads on cyber.",
        ]
    );
    assert_eq!(source.front.title.as_deref(), Some("Agreement on cyber defence"));
}

#[test]
fn an_opendocument_text_that_cannot_be_read_is_told() {
    let whole = agreement();
    assert!(refusal("a.odt", &whole[..whole.len() - 30]).contains("broken"));
    let locked = document("", "<manifest><encryption-data/></manifest>");
    assert!(refusal("a.odt", &locked).contains("password"));
    let nested = document(&"<text:p>".repeat(100_000), "<manifest/>");
    assert!(refusal("a.odt", &nested).contains("broken"));
}
