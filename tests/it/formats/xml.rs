//! Treaty XML, which keeps its bytes.

use super::*;

pub const TOTA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<treaty>
  <meta>
    <name>Panama - Singapore</name>
    <type>Free Trade Agreement &amp; Economic Integration Agreement</type>
    <status>In Force</status>
    <date_signed>2006-03-01</date_signed>
    <parties><partyisocode n="1">PAN</partyisocode><partyisocode n="2">SGP</partyisocode></parties>
    <source lang="en" type="full text">http://example.org/a.pdf</source>
  </meta>
  <body>
    <chapter name="Preamble">
      <article article_identifier="1">The Government of Panama and the Government of the 

Republic of Singapore (“the Parties”), 

Have agreed as follows:</article>
    </chapter>
    <chapter number="CHAPTER 1" name="Trade &amp; Goods">
      <article number="ARTICLE 1.1" name="Objectives">. The aims are:  (a) trade &amp; peace; and

(b) the aims of the Parties.</article>
    </chapter>
  </body>
</treaty>"#;

#[test]
fn a_treaty_of_the_collection_is_read_with_its_articles_and_fields() {
    let (source, problems) = read("pta.xml", TOTA.as_bytes());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# Preamble: Preamble",
            "¶ Preamble: The Government of Panama and the Government of the Republic of \
             Singapore (“the Parties”),",
            "¶ Preamble: Have agreed as follows:",
            "# Chapter 1: CHAPTER 1 Trade & Goods",
            "# Article 1.1: ARTICLE 1.1 Objectives",
            "¶ Article 1.1: The aims are:",
            "- Article 1.1: (a) trade & peace; and",
            "- Article 1.1: (b) the aims of the Parties.",
        ]
    );
    let front = &source.front;
    assert_eq!(front.title.as_deref(), Some("Panama - Singapore"));
    assert_eq!(front.date.as_deref(), Some("2006-03-01"));
    assert_eq!(front.status.as_deref(), Some("in-force"));
    assert_eq!(front.parties, ["PAN", "SGP"]);
    let peace = segment(&source).into_iter().find(|s| source.slice(s.span).contains("peace"));
    let at = source.file_span(peace.unwrap().span);
    assert_eq!(&TOTA[at.start..at.end], "(a) trade &amp; peace; and");
}

#[test]
fn any_xml_is_read_by_its_elements() {
    let law = r#"<?xml version="1.0"?><!DOCTYPE act SYSTEM "http://example.org/act.dtd">
<act><meta><id>17</id></meta><body>
<article><num>Article 1</num><heading>Purpose</heading>
<paragraph><num>1.</num><content><p>The <b>Parties</b> shall meet &#x201C;yearly&#x201D;.</p></content></paragraph>
<list><item>cyber <![CDATA[& space]]></item><item>energy</item></list></article></body></act>"#;
    let (source, problems) = read("act.xml", law.as_bytes());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# line 3: Article 1 Purpose",
            "- line 4: 1. The Parties shall meet “yearly”.",
            "- line 5: cyber & space",
            "- line 5: energy",
        ]
    );
}

#[test]
fn xml_is_read_in_the_encoding_it_declares() {
    let text =
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<a><p>Les États coopèrent.</p></a>";
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let (source, _) = read("a.xml", &latin);
    assert_eq!(source.text, "Les États coopèrent.");
    assert_eq!(source.place(0).to_string(), "line 2");
}

#[test]
fn broken_and_hostile_xml_is_told() {
    assert!(refusal("a.xml", b"<?xml version=\"1.0\"?><a><b></a>").contains("broken"));
    let laughs: String = (1..10)
        .map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)))
        .collect();
    let bomb =
        format!("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]><a>&l9;</a>");
    assert!(refusal("a.xml", bomb.as_bytes()).contains("entities"));
    let outside =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]><a>&x;</a>";
    assert!(refusal("a.xml", outside.as_bytes()).contains("entities"));
    let deep =
        format!("<?xml version=\"1.0\"?>{}x{}", "<b>".repeat(200_000), "</b>".repeat(200_000));
    let (source, _) = read("a.xml", deep.as_bytes());
    assert_eq!(source.text, "x");
    let wide: String = (0..200_000).map(|at| format!(" a{at}=''")).collect();
    let wide = format!("<?xml version=\"1.0\"?><a{wide}/>");
    assert!(refusal("a.xml", wide.as_bytes()).contains("attributes"));
    let many = format!("<?xml version=\"1.0\"?><a>{}</a>", "<b/>x".repeat(1_000_000));
    assert!(refusal("a.xml", many.as_bytes()).contains("broken"));
    let spaces: String = (0..10_000).map(|at| format!("<a xmlns:n{at}='u{at}'>")).collect();
    let spaces = format!("<?xml version=\"1.0\"?>{spaces}");
    assert!(refusal("a.xml", spaces.as_bytes()).contains("namespaces"));
}
