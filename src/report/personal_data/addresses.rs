//! E-mail addresses, handles of messengers, and links that lead to a person or a closed group.

use std::ops::Range;

use super::cued::{Between, stands_before};
use super::find::Find;
use super::handles::{before_service, behind_service};
use super::phrases::Words;
use super::pieces::{Gap, Pieces};
use super::rules::Rules;
use crate::model::PersonalData;

/// No part of an address has more pieces.
pub(super) const LONGEST: usize = 40;

/// Finds the addresses.
pub(super) fn find(pieces: &Pieces, rules: &Rules, finds: &mut Vec<Find>) {
    for at in 0..pieces.len() {
        let is_sign = |at: usize| pieces.is_mark(at, &["@", "﹫"]);
        if is_sign(at) && at > 0 && is_sign(at - 1) && pieces.gap(at) == Gap::None {
            continue;
        }
        if is_sign(at) {
            finds.extend(with_sign(pieces, at, rules));
        } else if pieces.is_word(at) && rules.messenger.services.has(pieces.word(at)) {
            finds.extend(behind_service(pieces, at, rules));
            finds.extend(before_service(pieces, at, rules));
        } else if pieces.is_mark(at, &["%"]) && pieces.word(at + 1) == "40" {
            finds.extend(with_encoded_sign(pieces, at));
        } else if pieces.is_word(at) && rules.mail.at.has(pieces.word(at)) {
            finds.extend(in_words(pieces, at, rules));
        }
    }
    for chunk in chunks(pieces) {
        find_links(pieces, chunk, rules, finds);
    }
}

/// "name@example.org", "@name".
fn with_sign(pieces: &Pieces, sign: usize, rules: &Rules) -> Option<Find> {
    let start = name_start(pieces, sign);
    let end = name_end(pieces, sign + 1);
    let has_name =
        start < sign && (start..sign).any(|at| pieces.is_word(at) || pieces.is_digits(at));
    let has_host = (sign + 1..end).any(|at| pieces.is_word(at));
    if has_name && has_host {
        // "5@10" and "3 @ 4" have no word; "name @ example.org" has a point behind.
        return Some(Find {
            pieces: start..end,
            kind: PersonalData::EmailAddress,
        });
    }
    let host_behind_space = name_end_after_space(pieces, sign);
    if let Some(host_end) = host_behind_space
        && sign > 0
        && (pieces.is_word(sign - 1) || pieces.is_digits(sign - 1))
    {
        return Some(Find {
            pieces: name_start(pieces, sign - 1).min(sign - 1)..host_end,
            kind: PersonalData::EmailAddress,
        });
    }
    let handle = pieces.folded_of(sign + 1..end);
    let is_handle = (3..=64).contains(&handle.len())
        && handle.contains(|letter: char| letter.is_ascii_alphabetic())
        && start == sign;
    let public = &rules.messenger.public;
    let is_public = stands_before(pieces, sign, public, &Words::default(), Between::NOTHING)
        || pieces.gap(end) == Gap::Space && public.ending_at(pieces, end) == 1;
    (is_handle && !is_public && !rules.messenger.is_organisation(handle)).then_some(Find {
        pieces: sign..end,
        kind: PersonalData::MessengerAddress,
    })
}

/// "name%40example.org": an address in a link, its @ percent-encoded (RFC 3986).
fn with_encoded_sign(pieces: &Pieces, sign: usize) -> Option<Find> {
    let start = name_start(pieces, sign);
    let end = name_end(pieces, sign + 2);
    let has_point = (sign + 2..end).any(|at| pieces.is_mark(at, &["."]));
    (start < sign && has_point).then_some(Find {
        pieces: start..end,
        kind: PersonalData::EmailAddress,
    })
}

/// Where the name before piece `end` starts.
fn name_start(pieces: &Pieces, end: usize) -> usize {
    let mut start = end;
    while start > 0
        && end - start < LONGEST
        && pieces.gap(start) == Gap::None
        && is_name_part(pieces, start - 1)
    {
        start -= 1;
    }
    start
}

/// Where the host or handle ends that starts with piece `start`: not with a point.
fn name_end(pieces: &Pieces, start: usize) -> usize {
    let mut end = start;
    while end - start < LONGEST
        && end < pieces.len()
        && pieces.gap(end) == Gap::None
        && (is_name_part(pieces, end) || pieces.is_mark(end, &["@"]))
    {
        end += 1;
    }
    while end > start && pieces.is_mark(end - 1, &[".", "-", "_", "@", "'"]) {
        end -= 1;
    }
    end
}

/// "name @ example.org": the host behind a space, where it has a point and ends in letters.
fn name_end_after_space(pieces: &Pieces, sign: usize) -> Option<usize> {
    let first = sign + 1;
    if pieces.gap(first) != Gap::Space
        || pieces.gap(sign) != Gap::Space
        || !is_name_part(pieces, first)
    {
        return None;
    }
    let end = name_end(pieces, first + 1);
    let has_point = (first..end).any(|at| pieces.is_mark(at, &["."]));
    (has_point && pieces.is_word(end - 1)).then_some(end)
}

pub(super) fn is_name_part(pieces: &Pieces, at: usize) -> bool {
    pieces.is_word(at)
        || pieces.is_digits(at)
        || pieces.is_mark(at, &[".", "_", "-", "+", "%", "'"])
}

/// "name (at) example (dot) org", "name at example dot org".
fn in_words(pieces: &Pieces, at: usize, rules: &Rules) -> Option<Find> {
    let (open, close, is_bracketed) = bracketed(pieces, at);
    let before = open.checked_sub(1)?;
    if !(pieces.is_word(before) || pieces.is_digits(before)) {
        return None;
    }
    let mut end = close;
    let mut points = 0;
    while end - close < LONGEST
        && (pieces.is_word(end) || pieces.is_digits(end))
        && pieces.gap(end) != Gap::Line
    {
        let label_end = end + 1;
        if rules.mail.dot.has(pieces.word(end)) {
            break;
        }
        end = label_end;
        while pieces.is_mark(end, &["-", "_"]) && pieces.gap(end) == Gap::None {
            end += 2;
        }
        let point = point_behind(pieces, end, is_bracketed, rules);
        match point {
            Some(behind) if pieces.is_word(behind) => {
                points += 1;
                end = behind;
            }
            _ => break,
        }
    }
    if points == 0 {
        return None;
    }
    let mut start = name_start(pieces, before).min(before);
    // "ivan dot petrenko (at) …"
    while start >= 2 {
        let dot = start - 1;
        let (dot_open, dot_close, _) = bracketed(
            pieces,
            dot.saturating_sub(usize::from(pieces.is_mark(dot, &[")", "]"]))),
        );
        let word = if pieces.is_mark(dot, &[")", "]"]) {
            dot - 1
        } else {
            dot
        };
        if !rules.mail.dot.has(pieces.word(word))
            || dot_close < start
            || dot_open == 0
            || end - dot_open > LONGEST
        {
            break;
        }
        start = name_start(pieces, dot_open - 1).min(dot_open - 1);
    }
    Some(Find {
        pieces: start..end,
        kind: PersonalData::EmailAddress,
    })
}

/// The first piece of a word with its brackets, the one behind it, and whether it has any.
fn bracketed(pieces: &Pieces, at: usize) -> (usize, usize, bool) {
    let has_brackets = at > 0
        && pieces.is_mark(at - 1, &["(", "[", "{", "<"])
        && pieces.is_mark(at + 1, &[")", "]", "}", ">"]);
    if has_brackets {
        (at - 1, at + 2, true)
    } else {
        (at, at + 1, false)
    }
}

/// The piece behind a point that stands at `at`, as a word or, where `at` is in brackets too, as the mark.
fn point_behind(pieces: &Pieces, at: usize, mark_counts: bool, rules: &Rules) -> Option<usize> {
    if pieces.is_mark(at, &["."]) {
        let is_inside = pieces.gap(at) == Gap::None && pieces.gap(at + 1) == Gap::None;
        return (mark_counts && is_inside).then_some(at + 1);
    }
    let word = at + usize::from(pieces.is_mark(at, &["(", "[", "{", "<"]));
    let (_, behind, _) = bracketed(pieces, word);
    rules.mail.dot.has(pieces.word(word)).then_some(behind)
}

/// Pieces in a row without white space between them.
fn chunks(pieces: &Pieces) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        if start >= pieces.len() {
            return None;
        }
        at += 1;
        while at < pieces.len() && pieces.gap(at) == Gap::None {
            at += 1;
        }
        Some(start..at)
    })
}

/// Whether each piece is part of a web address: the digits in it are mostly numbers of articles.
pub(super) fn web_addresses(pieces: &Pieces) -> Vec<bool> {
    let mut is_part = vec![false; pieces.len()];
    for chunk in chunks(pieces).filter(|chunk| chunk.len() > 3) {
        let written = pieces.folded_of(chunk.clone());
        let is_address =
            ["://", "www."].iter().any(|mark| written.contains(mark)) || has_path(written);
        if (is_address || is_identifier(written))
            && let Some(parts) = is_part.get_mut(chunk)
        {
            parts.fill(true);
        }
    }
    is_part
}

/// "10.1016/S0140-6736(22)00417-2": a digital object identifier (ISO 26324).
fn is_identifier(written: &str) -> bool {
    let from = written.trim_start_matches(|mark: char| !mark.is_ascii_digit());
    from.strip_prefix("10.")
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(registrant, _)| {
            registrant.len() >= 4 && registrant.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// "example.org/news": a domain of letters, then a slash.
fn has_path(written: &str) -> bool {
    let Some((host, _)) = written.split_once('/') else {
        return false;
    };
    let domain = host.rsplit('.').next().unwrap_or_default();
    host.len() > domain.len() + 1
        && domain.len() >= 2
        && domain.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Links within a chunk, each up to the end of its address.
fn find_links(pieces: &Pieces, chunk: Range<usize>, rules: &Rules, finds: &mut Vec<Find>) {
    let written = pieces.folded_of(chunk.clone());
    if chunk.len() < 3 || !written.contains(['/', ':']) {
        return;
    }
    let private = rules.messenger.links.iter().map(|link| (link, true));
    let profiles = rules.messenger.profiles.iter().map(|link| (link, false));
    for (link, is_private) in private.chain(profiles) {
        let mut from = 0;
        while let Some(found) = written
            .get(from..)
            .and_then(|rest| rest.find(link.as_str()))
        {
            let offset = from + found;
            from = offset + link.len();
            let start = scheme_start(written, offset);
            let is_inside_word = written[..start]
                .ends_with(|before: char| before.is_alphanumeric() || matches!(before, '.' | '-'));
            if is_inside_word {
                continue;
            }
            let ends =
                |end: char| matches!(end, ',' | ';' | '"' | '»' | '<' | '>' | '|' | ')' | ']');
            let length = written[offset..]
                .find(ends)
                .unwrap_or(written.len() - offset);
            from = from.max(offset + length);
            let address =
                written[offset..offset + length].trim_end_matches(['.', '!', '?', ':', '…', '\'']);
            let path = address.get(link.len()..).unwrap_or_default();
            let first = pieces.at_offset(chunk.start, start);
            let end = pieces
                .at_offset(chunk.start, offset + address.len())
                .min(chunk.end);
            let is_meant = if is_private {
                !path.is_empty() || link.ends_with("viber.com")
            } else {
                // A link to one post is public; so is what nobody calls a contact.
                let handle = path.trim_end_matches('/');
                let is_of_person = || {
                    rules.messenger.personal_sites.contains(link) && rules.name.is_in_handle(handle)
                };
                !handle.is_empty()
                    && !handle.contains('/')
                    && !rules.messenger.is_organisation(handle)
                    && (is_contact(pieces, first, rules)
                        || is_asked(pieces, end, rules)
                        || is_of_person() && !rules.name.has_office_near(pieces, first))
            };
            if !is_meant {
                continue;
            }
            finds.push(Find {
                pieces: first..end.max(first + 1),
                kind: PersonalData::MessengerAddress,
            });
        }
    }
}

/// Whether a word before says that the link leads to somebody.
fn is_contact(pieces: &Pieces, at: usize, rules: &Rules) -> bool {
    stands_before(
        pieces,
        at,
        &rules.messenger.private,
        &rules.phone.fillers,
        Between::NAMES,
    )
}

/// "t.me/name, write to her": whether words behind ask to write there, and none says that it is public.
fn is_asked(pieces: &Pieces, end: usize, rules: &Rules) -> bool {
    const REACH: usize = 4;
    let messenger = &rules.messenger;
    let near = || (end..end + REACH).take_while(|at| pieces.gap(*at) != Gap::Line);
    near().any(|at| messenger.asks.ending_at(pieces, at) > 0)
        && !near().any(|at| messenger.public.ending_at(pieces, at) > 0)
}

/// Where the address starts whose host stands at `offset`.
fn scheme_start(written: &str, offset: usize) -> usize {
    let mut start = offset;
    for scheme in ["www.", "https://", "http://"] {
        if written[..start].ends_with(scheme) {
            start -= scheme.len();
        }
    }
    start
}
