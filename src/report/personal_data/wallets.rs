//! Addresses of wallets of cryptocurrencies.

use super::cued::{Between, stands_before};
use super::find::Find;
use super::pieces::{Gap, Pieces};
use super::rules::{Rules, WALLET_BEGINNINGS};
use crate::model::PersonalData;

/// Addresses of Bitcoin and Tron have 26 characters at least (base 58), those of BIP 350 sixty-two.
const LENGTHS: std::ops::RangeInclusive<usize> = 26..=62;
/// Of Ethereum: "0x" and forty hexadecimal digits.
const HEXADECIMAL: usize = 40;

/// Finds the addresses: by how they begin, or letters and digits in turns behind a word for a wallet.
pub(super) fn find(pieces: &Pieces, in_address: &[bool], rules: &Rules, finds: &mut Vec<Find>) {
    let mut at = 0;
    while at < pieces.len() {
        let start = at;
        at += 1;
        let is_part =
            |at: usize| (pieces.is_word(at) || pieces.is_digits(at)) && pieces.word(at).is_ascii();
        if !is_part(start) {
            continue;
        }
        while pieces.gap(at) == Gap::None && is_part(at) {
            at += 1;
        }
        if at - start < 2 || in_address.get(start).copied().unwrap_or(false) {
            continue;
        }
        if is_wallet(pieces, start..at, rules) {
            finds.push(Find {
                pieces: start..at,
                kind: PersonalData::Wallet,
            });
        }
    }
}

fn is_wallet(pieces: &Pieces, parts: std::ops::Range<usize>, rules: &Rules) -> bool {
    const MOST_WORDS: Between = Between {
        names: 3,
        words: 3,
        hours: false,
    };
    let start = parts.start;
    let written = pieces.folded_of(parts);
    if let Some(digits) = written.strip_prefix("0x") {
        return digits.len() == HEXADECIMAL && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    if !LENGTHS.contains(&written.len()) {
        return false;
    }
    WALLET_BEGINNINGS
        .iter()
        .any(|letters| written.starts_with(letters))
        || stands_before(
            pieces,
            start,
            &rules.wallet.cues,
            &rules.wallet.fillers,
            MOST_WORDS,
        )
}
