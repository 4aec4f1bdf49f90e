//! HTML → the text of its article. Nothing of the page is executed or kept but text and dates.
//!
//! The page is read as a stream of tags and texts, without a tree: how long that takes grows with the page and not with how
//! deep its elements nest or how many attributes they have, and hostile pages have much of both.

mod elements;
mod meta;
mod rows;

use std::collections::BTreeMap;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use elements::{BREAKS_OUT, INLINE, OF_HEAD, OF_TABLE, SCOPES, SKIPPED, VOID};
use meta::Meta;
use rows::Rows;

/// What a page says.
pub(super) struct Page {
    pub text: String,
    pub title: Option<String>,
    pub published: Option<String>,
    pub source: Option<String>,
}

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
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        reader.take_in(&event);
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).for_each(drop);
    reader.finish()
}

/// Where the text of the article may stand, the likeliest first: the first that a page has counts.
const ROOTS: [&str; 3] = ["article", "main", "body"];

/// A page while it is read.
#[derive(Default)]
struct Reader {
    /// Elements that are open, the outermost first.
    open: Vec<Element>,
    /// Where in `open` the elements of a name stand, and those of [`SCOPES`].
    by_name: BTreeMap<String, Vec<usize>>,
    scopes: Vec<usize>,
    roots: [Root; ROOTS.len()],
    /// The text of the first heading, and of the first title.
    heading: Caption,
    title: Caption,
    /// The tag that is being read and its attributes, where they matter.
    tag: String,
    attribute: String,
    attributes: BTreeMap<String, String>,
    meta: Meta,
}

/// An element that is open.
struct Element {
    name: String,
    is_skipped: bool,
}

/// The text of an element in which the article may be.
#[derive(Default)]
struct Root {
    text: String,
    rows: Rows,
    /// Where in the open elements it stands.
    at: Option<usize>,
    is_over: bool,
    /// How many elements are open in it whose content is no part of an article.
    skipped: usize,
}

impl Root {
    fn is_read(&self) -> bool {
        self.at.is_some() && !self.is_over && self.skipped == 0
    }
}

/// The words of a heading.
#[derive(Default)]
struct Caption {
    words: String,
    at: Option<usize>,
    is_over: bool,
}

impl Reader {
    fn take_in(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = lossy(name);
                self.attribute.clear();
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                if matches!(self.tag.as_str(), "meta" | "time" | "td" | "th") {
                    self.attribute = lossy(name);
                }
            }
            CallbackEvent::AttributeValue { value } => {
                const WANTED: [&str; 7] = [
                    "property", "name", "itemprop", "content", "datetime", "colspan", "rowspan",
                ];
                if WANTED.contains(&self.attribute.as_str()) {
                    let name = std::mem::take(&mut self.attribute);
                    self.attributes.entry(name).or_insert_with(|| lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(&lossy(name)),
            CallbackEvent::String { value } => self.say(&lossy(value)),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.tag);
        match name.as_str() {
            "meta" => self.meta.take_in(&self.attributes),
            "time" => self.meta.note_day(3, self.attributes.get("datetime")),
            _ => {}
        }
        if !OF_HEAD.contains(&name.as_str()) && name != "html" {
            self.close("head");
            self.open_body();
        }
        if name == "body" || INLINE.contains(&name.as_str()) {
            return;
        }
        if BREAKS_OUT.contains(&name.as_str()) && !self.is_open("foreignobject") {
            self.close("svg");
            self.close("math");
        }
        self.close_part_of_table(&name);
        let is_skipped = SKIPPED.contains(&name.as_str());
        if !is_skipped {
            self.end_line();
        }
        self.open_part_of_table(&name);
        let is_foreign = self.is_open("svg") || self.is_open("math");
        let is_drawing = matches!(name.as_str(), "svg" | "math");
        if !VOID.contains(&name.as_str()) && !(self_closing && (is_foreign || is_drawing)) {
            self.push(name, is_skipped);
        }
    }

    /// Cells and rows end where the next one begins, whether their end tags are there or not.
    fn close_part_of_table(&mut self, name: &str) {
        let ended: &[&str] = match name {
            "td" | "th" => &["td", "th"],
            "tr" | "tbody" | "tfoot" => &["tr"],
            _ => return,
        };
        for part in ended {
            if self.last_of(part) > self.last_of("table") {
                self.close(part);
            }
        }
    }

    fn open_part_of_table(&mut self, name: &str) {
        let number = |name: &str| {
            let said = self.attributes.get(name);
            said.and_then(|said| said.trim().parse().ok()).unwrap_or(1)
        };
        let (columns, rows) = (number("colspan"), number("rowspan"));
        for root in self.roots.iter_mut().filter(|root| root.is_read()) {
            let at = root.text.len();
            match name {
                "table" => root.rows.open_table(),
                "tr" => root.rows.open_row(at),
                "td" | "th" => root.rows.open_cell(at, columns, rows),
                _ => {}
            }
        }
    }

    fn push(&mut self, name: String, is_skipped: bool) {
        let at = self.open.len();
        for (root, wanted) in self.roots.iter_mut().zip(ROOTS) {
            if root.at.is_none() && name == wanted {
                root.at = Some(at);
            } else if root.at.is_some() && is_skipped {
                root.skipped += 1;
            }
        }
        for (caption, wanted) in [(&mut self.heading, "h1"), (&mut self.title, "title")] {
            if caption.at.is_none() && name == wanted {
                caption.at = Some(at);
            }
        }
        if SCOPES.contains(&name.as_str()) {
            self.scopes.push(at);
        }
        self.by_name.entry(name.clone()).or_default().push(at);
        self.open.push(Element { name, is_skipped });
    }

    fn end(&mut self, name: &str) {
        match name {
            // What follows the end of the body belongs to it all the same.
            "body" | "html" => {}
            "br" => self.end_line(),
            "p" if !self.is_open("p") => self.end_line(),
            name => {
                let reaches = OF_TABLE.contains(&name)
                    || self.last_of(name) > self.scopes.last().copied()
                    || self.scopes.last().copied() == self.last_of(name);
                if reaches {
                    self.close(name);
                }
            }
        }
    }

    fn last_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.last().copied()
    }

    fn is_open(&self, name: &str) -> bool {
        self.last_of(name).is_some()
    }

    /// Closes the innermost element of a name, and those in it.
    fn close(&mut self, name: &str) {
        let Some(last) = self.last_of(name) else {
            return;
        };
        while self.open.len() > last {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        let at = self.open.len();
        if let Some(places) = self.by_name.get_mut(&element.name) {
            places.pop();
        }
        if self.scopes.last() == Some(&at) {
            self.scopes.pop();
        }
        if !element.is_skipped {
            self.end_line();
        }
        for root in self.roots.iter_mut().filter(|root| root.is_read()) {
            match element.name.as_str() {
                "td" | "th" => root.rows.close_cell(root.text.len()),
                "tr" | "table" => root.rows.close_row(&mut root.text),
                _ => {}
            }
        }
        for root in &mut self.roots {
            match root.at {
                Some(start) if start == at => root.is_over = true,
                Some(start) if start < at && element.is_skipped => {
                    root.skipped = root.skipped.saturating_sub(1);
                }
                _ => {}
            }
        }
        for caption in [&mut self.heading, &mut self.title] {
            caption.is_over |= caption.at == Some(at);
        }
    }

    /// The body begins with the first thing that can stand nowhere else, whether its tag is there or not.
    fn open_body(&mut self) {
        let [.., body] = &mut self.roots;
        if body.at.is_none() {
            self.push(String::from("body"), false);
        }
    }

    fn say(&mut self, words: &str) {
        let is_in_head = self
            .open
            .last()
            .is_none_or(|last| matches!(last.name.as_str(), "head" | "html"));
        if is_in_head && !words.trim().is_empty() {
            self.close("head");
            self.open_body();
        }
        for root in self.roots.iter_mut().filter(|root| root.is_read()) {
            append_words(words, &mut root.text);
        }
        for caption in [&mut self.heading, &mut self.title] {
            if caption.at.is_some() && !caption.is_over {
                caption.words.push_str(words);
            }
        }
    }

    fn end_line(&mut self) {
        for root in self.roots.iter_mut().filter(|root| root.is_read()) {
            end_line(&mut root.text);
        }
    }

    fn finish(self) -> Page {
        let words = |caption: Caption| {
            let words: Vec<&str> = caption.words.split_whitespace().collect();
            caption.at.map(|_| words.join(" "))
        };
        let title = self
            .meta
            .title
            .or(words(self.heading))
            .or(words(self.title))
            .filter(|title| !title.is_empty());
        let published = self.meta.days.into_iter().flatten().next();
        let root = self.roots.into_iter().find(|root| root.at.is_some());
        Page {
            text: root.map_or_else(String::new, |root| root.text.trim().to_owned()),
            title,
            published: published.filter(|date| {
                date.get(..10)
                    .is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
            }),
            source: self.meta.site,
        }
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
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
mod tests;
