//! What people write, made fit to be shown: one rule for names and for what is said.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Marks on one letter, beyond those that are part of it: Vietnamese and Hebrew do with them, a tower of accents over
/// the lines above does not.
const MARKS_MAX: usize = 3;

/// The text composed (NFC), without what shows nothing, hides or reorders what stands beside it, with single spaces, and
/// no longer than `chars_max` characters and `bytes_max` bytes. Empty when nothing of it can be seen.
pub(crate) fn shown(text: &str, chars_max: usize, bytes_max: usize) -> String {
    let mut shown = String::new();
    // A mark needs a letter to stand on.
    let mut marks = MARKS_MAX;
    let mut chars = 0;
    for c in text.nfc() {
        let c = if c.is_whitespace() { ' ' } else { c };
        let category = c.general_category();
        let is_mark = matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark);
        let double_space = c == ' ' && (shown.is_empty() || shown.ends_with(' '));
        if is_hidden(c, category) || double_space || (is_mark && marks == MARKS_MAX) {
            continue;
        }
        marks = match c {
            ' ' => MARKS_MAX,
            _ if is_mark => marks + 1,
            _ => 0,
        };
        if chars == chars_max || shown.len() + c.len_utf8() > bytes_max {
            break;
        }
        shown.push(c);
        chars += 1;
    }
    shown.truncate(shown.trim_end().len());
    shown
}

/// Characters that show nothing, or reorder or hide what stands beside them. The joiners and selectors of emoji are
/// among them; a text does without.
fn is_hidden(c: char, category: GeneralCategory) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse, Surrogate, Unassigned};
    matches!(category, Control | Format | PrivateUse | Surrogate | Unassigned) || is_blank(c)
}

/// Letters, symbols and marks by their category that are drawn as nothing: fillers, joiners, selectors, blanks,
/// placeholders.
fn is_blank(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
        | '\u{2d7f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fffc}'..='\u{fffd}' | '\u{1107f}'
        | '\u{13441}'..='\u{13442}' | '\u{16fe4}' | '\u{1d159}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        shown(text, 20, 40)
    }

    #[test]
    fn what_nobody_sees_is_taken_out() {
        assert_eq!(of("a\u{7}b\u{202e}c\u{200d}d\u{1bca0}e\u{1d159}f\u{e000}g"), "abcdefg");
        for nothing in
            ["", "  \n ", "\u{3164}\u{2800}", "\u{200b}", "\u{1d159}", "\u{301}\u{302}", "\u{fe0f}"]
        {
            assert_eq!(of(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn a_text_keeps_its_letters_and_single_spaces() {
        assert_eq!(of("  \u{3000}Кит\u{a0}\t 🦀\nчай "), "Кит 🦀 чай");
        assert_eq!(of("Cafe\u{301}"), "Café");
        assert_eq!(of("မြွှောင်း"), "မြွှောင်း", "Burmese has five marks in a row, two of which stack");
    }

    #[test]
    fn a_tower_of_accents_is_cut_to_three() {
        let tower = format!("x{}y", "\u{33f}".repeat(12));
        assert_eq!(of(&tower), format!("x{}y", "\u{33f}".repeat(3)));
    }

    #[test]
    fn a_text_is_cut_at_its_bounds_also_when_composing_makes_it_longer() {
        assert_eq!(of(&"a".repeat(30)), "a".repeat(20));
        assert_eq!(of(&"🦀".repeat(30)), "🦀".repeat(10));
        // One character of four bytes becomes three of them.
        assert!(of(&"\u{1d160}".repeat(10)).len() <= 40);
    }
}
