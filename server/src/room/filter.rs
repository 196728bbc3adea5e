//! What a room does not pass on.

use rustrict::{Censor, Type};

use crate::link::Filter;

impl Filter {
    /// True when a text may be passed on.
    pub(super) fn passes(self, text: &str) -> bool {
        let unfit = match self {
            Self::Off => return true,
            Self::Mild => (Type::PROFANE | Type::OFFENSIVE | Type::SEXUAL | Type::MEAN) & Type::SEVERE,
            Self::Strict => Type::INAPPROPRIATE,
        };
        Censor::from_str(&plain(text)).analyze().isnt(unfit)
    }

    /// Reads the words, which takes some 30 ms once in a process: before a tick has to.
    pub(super) fn warm() {
        Self::Strict.passes("");
    }
}

/// The text in letters and spaces, digits and signs read as the letters that they are used for. The filter tries every
/// meaning of every sign, and with each to skip it; a text of signs alone took it half a second.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match read(c) {
            Some(letter) => plain.extend(letter.to_lowercase()),
            None if plain.ends_with(' ') => {}
            None => plain.push(' '),
        }
    }
    plain
}

/// The letter that is meant.
fn read(c: char) -> Option<char> {
    match c {
        '0' => Some('o'),
        '1' | '!' | '|' => Some('i'),
        '3' => Some('e'),
        '4' | '@' => Some('a'),
        '5' | '$' => Some('s'),
        '7' => Some('t'),
        '8' => Some('b'),
        c => c.is_alphabetic().then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_stops_more_than_the_one_before() {
        for (text, mild, strict) in [
            ("nice shot, the rail at 12:45 hit 8 of us!", true, true),
            ("Scunthorpe", true, true),
            ("what the hell", true, false),
            ("shit", true, false),
            ("kill yourself", false, false),
            ("k1ll  y.o.u.r.s.3.l.f", false, false),
        ] {
            assert!(Filter::Off.passes(text));
            assert_eq!((Filter::Mild.passes(text), Filter::Strict.passes(text)), (mild, strict), "{text}");
        }
    }

    #[test]
    fn a_text_of_signs_is_read_as_letters() {
        assert_eq!(plain("F@T-c$4* (*9) 7h3"), "fat csa the");
        assert_eq!(plain("ДА ё"), "да ё");
    }
}
