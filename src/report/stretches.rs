//! Long reports in stretches that are read one after the other, so that time and memory do not
//! grow faster than the text.

use std::ops::Range;

use crate::model::Report;

/// A stretch of a report as a report of its own, and where it starts in the whole.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Title, day and language of the whole, text and paragraphs of the stretch.
    pub report: Report,
    /// First byte in the whole.
    pub byte: usize,
    /// First code point in the whole.
    pub code_point: usize,
}

/// From so many bytes on a stretch ends with its paragraph, and a paragraph with its sentence. No single report of news is so long:
/// what is longer is a collection, and what holds for one of its ends says little of the other.
const LONGEST: usize = 64 * 1024;

/// The stretches of a report in order; `None` for a report that is one.
pub fn stretches(report: &Report) -> Option<impl Iterator<Item = Stretch>> {
    (report.text.len() > LONGEST).then(|| Stretches {
        report,
        paragraphs: parted(report),
        paragraph: 0,
        byte: 0,
        code_point: 0,
    })
}

/// The paragraphs of a report, the longest in parts.
fn parted(report: &Report) -> Vec<Range<usize>> {
    let mut parts = Vec::with_capacity(report.paragraphs.len());
    for paragraph in &report.paragraphs {
        let mut start = paragraph.start;
        while let Some(length) = report
            .text
            .get(start..paragraph.end)
            .and_then(length_of_part)
        {
            let part = report.text.get(start..start + length).unwrap_or_default();
            parts.push(start..start + part.trim_end().len());
            let behind = report.text.get(start + length..paragraph.end);
            let space = behind.map_or(0, |behind| behind.len() - behind.trim_start().len());
            start += length + space;
        }
        parts.push(start..paragraph.end);
    }
    parts
}

/// How many bytes of a paragraph make a part of it: up to the last end of a sentence within [`LONGEST`], else up to the last
/// space, else up to the first. `None` where it is one part.
fn length_of_part(paragraph: &str) -> Option<usize> {
    if paragraph.len() <= LONGEST {
        return None;
    }
    let end = (0..=LONGEST)
        .rev()
        .find(|at| paragraph.is_char_boundary(*at))?;
    let (near, far) = paragraph.split_at_checked(end)?;
    let ends = near.rmatch_indices(['.', '!', '?', '…']);
    let is_before_space = |at: usize| {
        let behind = near.get(at..);
        behind.is_some_and(|behind| behind.starts_with(char::is_whitespace))
    };
    let sentence = ends
        .map(|(at, mark)| at + mark.len())
        .find(|at| is_before_space(*at));
    let part = sentence
        .or_else(|| near.rfind(char::is_whitespace))
        .or_else(|| Some(end + far.find(char::is_whitespace)?))?;
    (part > 0).then_some(part)
}

struct Stretches<'r> {
    report: &'r Report,
    paragraphs: Vec<Range<usize>>,
    paragraph: usize,
    byte: usize,
    code_point: usize,
}

impl Iterator for Stretches<'_> {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        let report = self.report;
        let rest = self.paragraphs.get(self.paragraph..)?;
        let byte = self.byte;
        let last = rest
            .iter()
            .position(|paragraph| paragraph.end - byte >= LONGEST)
            .map_or(rest.len(), |last| last + 1);
        let paragraphs = rest.get(..last)?;
        let end = paragraphs.last()?.end;
        let moved = |range: &Range<usize>| range.start - byte..range.end - byte;
        let text = report.text.get(byte..end)?;
        let stretch = Stretch {
            report: report.with_text(
                report.title.clone(),
                text.to_owned(),
                paragraphs.iter().map(moved).collect(),
            ),
            byte,
            code_point: self.code_point,
        };
        self.paragraph += last;
        self.byte = end;
        self.code_point += text.chars().count();
        Some(stretch)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::report::{Cut, Hint, from_text};

    #[test]
    fn a_long_report_is_cut_at_paragraphs_and_nothing_is_lost() {
        let line = "Автобуси вирушили із Сум. Вони прибули до Полтави.";
        let text = format!("{line}\n").repeat(12_000);
        let report = from_text(text, &Hint::default()).unwrap();
        let stretches: Vec<Stretch> = stretches(&report).unwrap().collect();
        assert!(stretches.len() > 3);
        let sentences: usize = stretches
            .iter()
            .map(|stretch| Cut::of(&stretch.report).sentences.len())
            .sum();
        assert_eq!(sentences, Cut::of(&report).sentences.len());
        for stretch in &stretches {
            let before = &report.text[..stretch.byte];
            assert_eq!(before.chars().count(), stretch.code_point);
            let first = stretch.report.paragraphs[0].clone();
            assert_eq!(&stretch.report.text[first], line);
        }
    }

    #[test]
    fn a_paragraph_without_end_is_parted_and_nothing_is_lost() {
        for unit in [
            "Автобуси вирушили із Сум. Вони прибули! ",
            "buses and ",
            "x",
            " . ",
            "Київ",
        ] {
            let text = unit.repeat(400_000 / unit.len());
            let report = from_text(text, &Hint::default()).unwrap();
            let mut whole = String::new();
            for stretch in stretches(&report).unwrap() {
                let longest = stretch.report.paragraphs.iter().map(Range::len).max();
                assert!(longest <= Some(LONGEST) || !unit.contains(' '), "{unit}");
                whole.push_str(&stretch.report.text);
            }
            assert_eq!(whole.trim_end(), report.text.trim_end(), "{unit}");
        }
    }

    #[test]
    fn a_report_of_usual_length_is_one_stretch() {
        let report = from_text("Buses left Sumy.".into(), &Hint::default()).unwrap();
        assert!(stretches(&report).is_none());
    }
}
