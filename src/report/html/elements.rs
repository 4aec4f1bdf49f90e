//! The elements of HTML by what they do to the text of a page.

/// Elements whose content is no part of an article.
pub const SKIPPED: [&str; 19] = [
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "svg",
    "iframe", "object", "button", "select", "head", "canvas", "video", "audio", "math",
];

/// Elements that stay within a line.
pub const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font", "i", "img",
    "ins", "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "wbr",
];

/// Elements without content.
pub const VOID: [&str; 17] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "input", "keygen",
    "link", "meta", "param", "source", "track", "image",
];

/// Elements that may stand in the head of a page; any other opens its body.
pub const OF_HEAD: [&str; 12] = [
    "title", "meta", "link", "script", "style", "base", "noscript", "template", "basefont",
    "bgsound", "noframes", "head",
];

/// Elements whose content no end tag within it reaches over, and those that belong to a table and do reach over them.
pub const SCOPES: [&str; 9] = [
    "td", "th", "caption", "table", "template", "object", "marquee", "applet", "html",
];

pub const OF_TABLE: [&str; 9] = [
    "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "template",
];

/// Elements of HTML that end a drawing or formula in which they stand.
pub const BREAKS_OUT: [&str; 18] = [
    "body",
    "blockquote",
    "center",
    "div",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];
