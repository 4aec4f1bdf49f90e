//! HTML → the text of its article. Nothing of the page is executed or kept but text and dates.

use scraper::{ElementRef, Html, Node, Selector};

/// What a page says.
pub(super) struct Page {
    pub text: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub source: Option<String>,
}

/// Elements whose content is no part of an article.
const SKIPPED: [&str; 19] = [
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "svg",
    "iframe", "object", "button", "select", "head", "canvas", "video", "audio", "math",
];

/// Elements that stay within a line.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "img", "ins",
    "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];

/// Whether a text without a media type is HTML.
pub(super) fn looks_like_html(text: &str) -> bool {
    let head: String = text
        .trim_start()
        .chars()
        .take(512)
        .collect::<String>()
        .to_lowercase();
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<div",
        "<p>",
        "<p ",
    ]
    .iter()
    .any(|tag| head.starts_with(tag) || (head.starts_with('<') && head.contains(tag)))
}

/// The article of a page: its text with one line a block, its title, date and site.
pub(super) fn page(html: &str) -> Page {
    let document = Html::parse_document(html);
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| first(&document, name)?.attr("content").map(str::to_owned))
    };
    let title = meta(&["meta[property='og:title']"])
        .or_else(|| first(&document, "h1").map(words))
        .or_else(|| first(&document, "title").map(words))
        .filter(|title| !title.is_empty());
    let published = meta(&[
        "meta[property='article:published_time']",
        "meta[name='date']",
        "meta[itemprop='datePublished']",
    ])
    .or_else(|| {
        first(&document, "time[datetime]")?
            .attr("datetime")
            .map(str::to_owned)
    })
    .filter(|date| {
        date.get(..10)
            .is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
    });
    let source = meta(&["meta[property='og:site_name']"]);
    let root = ["article", "main", "body"]
        .iter()
        .find_map(|name| first(&document, name));
    let mut text = String::new();
    if let Some(root) = root {
        append(root, &mut text);
    }
    Page {
        text: text.trim().to_owned(),
        title,
        published,
        source,
    }
}

fn first<'a>(document: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok()?;
    document.select(&selector).next()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Appends an element's text. The walk keeps its own stack: hostile pages nest without end.
fn append(root: ElementRef<'_>, text: &mut String) {
    enum Step<'a> {
        Enter(ego_tree::NodeRef<'a, Node>),
        EndLine,
    }
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::EndLine => {
                end_line(text);
                continue;
            }
            Step::Enter(node) => node,
        };
        match node.value() {
            Node::Text(piece) => append_words(piece, text),
            Node::Element(element) if SKIPPED.contains(&element.name()) => {}
            Node::Element(element) => {
                if !INLINE.contains(&element.name()) {
                    end_line(text);
                    steps.push(Step::EndLine);
                }
                let children: Vec<_> = node.children().collect();
                steps.extend(children.into_iter().rev().map(Step::Enter));
            }
            _ => {}
        }
    }
}

fn append_words(piece: &str, text: &mut String) {
    let spaced = |text: &mut String| {
        if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    };
    if piece.starts_with(char::is_whitespace) {
        spaced(text);
    }
    for (index, word) in piece.split_whitespace().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
    if piece.ends_with(char::is_whitespace) {
        spaced(text);
    }
}

fn end_line(text: &mut String) {
    while text.ends_with(' ') {
        text.pop();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_yields_its_article_and_nothing_that_runs() {
        let page = page(
            "<html><head><title>Site</title><meta property='article:published_time' content='2022-03-30T08:00:00Z'>\
             <script>alert(1)</script></head><body><nav>Home</nav><article><h1>Three <b>corridors</b></h1>\
             <p>From Sumy to&nbsp;Poltava.<script>steal()</script></p><ul><li>Izium</li><li>Lozova</li></ul></article></body></html>",
        );
        assert_eq!(
            page.text,
            "Three corridors\nFrom Sumy to Poltava.\nIzium\nLozova"
        );
        assert_eq!(page.title.as_deref(), Some("Three corridors"));
        assert_eq!(page.published.as_deref(), Some("2022-03-30T08:00:00Z"));
    }

    #[test]
    fn a_page_nested_without_end_is_read_all_the_same() {
        let page = page(&format!("<body>{}Kyiv", "<div>".repeat(5_000)));
        assert_eq!(page.text, "Kyiv");
    }
}
