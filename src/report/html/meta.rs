//! What the head of a page says of it.

use std::collections::BTreeMap;

/// What the head of a page says of it.
#[derive(Default)]
pub struct Meta {
    pub title: Option<String>,
    pub site: Option<String>,
    /// The days that it names, the surest first.
    pub days: [Option<String>; 4],
}

impl Meta {
    pub fn take_in(&mut self, attributes: &BTreeMap<String, String>) {
        let value = |name: &str| attributes.get(name).map(String::as_str);
        let content = attributes.get("content");
        match value("property") {
            Some("og:title") if self.title.is_none() => self.title = content.cloned(),
            Some("og:site_name") if self.site.is_none() => self.site = content.cloned(),
            Some("article:published_time") => self.note_day(0, content),
            _ => {}
        }
        if value("name") == Some("date") {
            self.note_day(1, content);
        }
        if value("itemprop") == Some("datePublished") {
            self.note_day(2, content);
        }
    }

    /// Notes a day of publication, the first of its kind.
    pub fn note_day(&mut self, kind: usize, day: Option<&String>) {
        if let Some(known) = self.days.get_mut(kind)
            && known.is_none()
        {
            *known = day.cloned();
        }
    }
}
