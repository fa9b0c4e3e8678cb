//! HTML: the article and nothing around it.

use super::*;

/// A page as a news site saves it.
pub const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Two capitals agree - The Daily</title>
<meta property="og:title" content="Two capitals agree">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-05-01T10:00:00Z">
<script>var menu = "Subscribe to our newsletter";</script><style>p { color: red }</style></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news</a></li></ul></nav>
<div class="cookie-banner">We use cookies to improve your experience.</div>
<article>
<h1>Two capitals agree</h1>
<p>France and Spain signed an agreement on cyber defence in Paris on Wednesday, after two years of talks between their ministries of defence.</p>
<h2>What the deal says</h2>
<p>Under the agreement both governments will establish a joint centre, and they will exchange information on attacks within 24 hours &amp; at any time of day.</p>
<ul><li>The centre will open in Toulouse in 2025, with forty officers from each of the two countries.</li>
<li>The parties will hold a joint exercise every year, to which other members of the Union are invited.</li></ul>
<h2>What comes next</h2>
<p>The two parliaments shall ratify the text by the end of the year. The ministers shall meet again in Madrid, where a second agreement on space is to be discussed.</p>
</article>
<aside class="related"><h3>Most read</h3><a href="/x">Ten recipes for spring</a></aside>
<footer><p>Copyright The Daily. Terms of use. Privacy.</p></footer>
<script>track();</script>
</body></html>"#;

#[test]
fn a_page_is_read_as_its_article() {
    let (source, problems) = read("a.html", PAGE.as_bytes());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# paragraph 1: Two capitals agree",
            "¶ paragraph 2: France and Spain signed an agreement on cyber defence in Paris on \
             Wednesday, after two years of talks between their ministries of defence.",
            "# paragraph 3: What the deal says",
            "¶ paragraph 4: Under the agreement both governments will establish a joint centre, \
             and they will exchange information on attacks within 24 hours & at any time of day.",
            "- paragraph 5: The centre will open in Toulouse in 2025, with forty officers from \
             each of the two countries.",
            "- paragraph 6: The parties will hold a joint exercise every year, to which other \
             members of the Union are invited.",
            "# paragraph 7: What comes next",
            "¶ paragraph 8: The two parliaments shall ratify the text by the end of the year. \
             The ministers shall meet again in Madrid, where a second agreement on space is to \
             be discussed.",
        ]
    );
    assert_eq!(source.front.title.as_deref(), Some("Two capitals agree"));
    assert_eq!(source.front.date.as_deref(), Some("2024-05-01"));
    assert_eq!(source.front.source.as_deref(), Some("The Daily"));
}

#[test]
fn a_page_that_is_nothing_but_a_text_is_read_whole() {
    let page = "<html><body><nav>Home</nav><h1>Treaty</h1><p>Article 1</p>\
                <div><p>The Parties shall meet.</p></div><div class=\"Cookie-Banner\">We will \
                exchange data.</div><script>x()</script></body></html>";
    let (source, problems) = read("treaty", page.as_bytes());
    assert_eq!(problems, []);
    assert_eq!(
        outline(&source),
        [
            "# paragraph 1: Treaty",
            "# paragraph 2: Article 1",
            "¶ paragraph 3: The Parties shall meet.",
        ]
    );
}

#[test]
fn a_page_is_read_in_the_encoding_it_declares() {
    let page = PAGE.replace("utf-8", "iso-8859-2").replace("Toulouse", "Łódź");
    let (bytes, ..) = encoding_rs::ISO_8859_2.encode(&page);
    let (source, _) = read("a.html", &bytes);
    assert!(source.text.contains("will open in Łódź in 2025"), "{}", source.text);
}

#[test]
fn a_page_nested_too_deeply_is_told_at_once() {
    for (open, count) in [("<div>", 100_000), ("<b>", 50_000), ("<table><tr><td>", 30_000)] {
        let page = format!("<html><body>{}x", open.repeat(count));
        assert!(refusal("a.html", page.as_bytes()).contains("deep"), "{open}");
    }
}

#[test]
fn a_page_without_text_is_told() {
    assert!(
        refusal("a.html", b"<html><body><script>x()</script></body></html>").contains("no text")
    );
}
