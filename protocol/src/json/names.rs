//! Numbers that stand for something, as words. A test holds the words to those that the browser's code uses.

/// (word, number).
pub(super) type Words = &'static [(&'static str, u64)];

/// Words of [`buttons`](crate::client::buttons); each is a field of its own in Input.
pub(super) const BUTTONS: Words = &[("boost", 1), ("fire", 2), ("rail", 4)];

/// Words of [`stat`](crate::stat).
pub(super) const STATS: Words =
    &[("hull", 0), ("repair", 1), ("speed", 2), ("damage", 3), ("rate", 4), ("energy", 5)];

const WEAPONS: Words = &[("blaster", 0), ("rail", 1)];
const ENDS: Words = &[("ship", 1), ("rock", 2), ("wall", 3)];
const PICKUPS: Words = &[("scrap", 0), ("shield", 1), ("triple", 2), ("repair", 3)];
const REFUSALS: Words = &[("room_full", 1), ("bad_name", 2), ("too_soon", 3), ("busy", 4)];
const ORDERS: Words = &[
    ("kick", 1),
    ("ban", 2),
    ("mute", 3),
    ("unmute", 4),
    ("pass", 5),
    ("bots", 6),
    ("strength", 7),
    ("seats", 8),
    ("listed", 9),
    ("password", 10),
    ("name", 11),
    ("close", 12),
];
const NOTICES: Words = &[
    ("joined", 1),
    ("left", 2),
    ("crowned", 3),
    ("streak", 4),
    ("muted", 5),
    ("unmuted", 6),
    ("too_fast", 7),
    ("repeated", 8),
    ("blocked", 9),
    ("not_host", 10),
    ("kicked", 11),
    ("banned", 12),
    ("reported", 13),
    ("back", 14),
];
const STRENGTHS: Words = &[("mixed", 0), ("easy", 1), ("normal", 2), ("hard", 3)];
const SHIP_STATE: Words = &[("boost", 1 << 5), ("shield", 1 << 6), ("away", 1 << 7)];
const OWN_FLAGS: Words = &[("spent", 1)];
const CAUSES: Words = &[("hit", 1), ("push", 2), ("starved", 4)];

/// The words of a field that holds one of several numbers. `owner` is a record or a message.
pub(super) fn one_of(owner: &str, field: &str) -> Option<Words> {
    match (owner, field) {
        (_, "weapon") => Some(WEAPONS),
        (_, "stat") => Some(STATS),
        ("ScrapRecord", "what") => Some(PICKUPS),
        ("Manage", "what") => Some(ORDERS),
        ("Notice", "what") => Some(NOTICES),
        ("Room", "strength") => Some(STRENGTHS),
        (_, "what") => Some(ENDS),
        ("Refused", "reason") => Some(REFUSALS),
        _ => None,
    }
}

/// The words of a field that holds bits.
pub(super) fn bits_of(owner: &str, field: &str) -> Option<Words> {
    match (owner, field) {
        ("ShipRecord", "state") => Some(SHIP_STATE),
        ("OwnRecord", "flags") => Some(OWN_FLAGS),
        ("OwnRecord", "causes") => Some(CAUSES),
        _ => None,
    }
}

/// True for a field that holds a slot, where 65535 is nobody.
pub(super) fn is_slot(field: &str) -> bool {
    matches!(field, "slot" | "owner" | "victim" | "killer" | "by")
}

/// The names of a field's parts when they travel without.
pub(super) fn parts_of(field: &str) -> Option<&'static [&'static str]> {
    match field {
        "view" | "crown" => Some(&["slot", "x", "y"]),
        "rows" => Some(&["slot", "score"]),
        "leaves" => Some(&["ships", "rocks", "scrap"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The constants of `name` in the browser's code, in lower case.
    fn in_browser(name: &str) -> Vec<(String, u64)> {
        let code = crate::typescript::generate();
        let start = format!("export const {name} = {{ ");
        let line = code.lines().find_map(|line| line.strip_prefix(&start)).expect("the browser has it");
        let line = line.strip_suffix(" } as const;").expect("the list ends with its line");
        let pair = |text: &str| text.split_once(": ").map(|(k, v)| (k.to_lowercase(), v.parse().unwrap()));
        line.split(", ").map(|text| pair(text).expect("name and number")).collect()
    }

    #[test]
    fn every_number_that_means_something_has_the_word_the_browser_knows() {
        let tables = [
            ("Button", BUTTONS),
            ("Stat", STATS),
            ("Weapon", WEAPONS),
            ("End", ENDS),
            ("Pickup", PICKUPS),
            ("Refusal", REFUSALS),
            ("ShipState", SHIP_STATE),
            ("OwnFlag", OWN_FLAGS),
            ("Cause", CAUSES),
            ("Order", ORDERS),
            ("NoticeWhat", NOTICES),
            ("Strength", STRENGTHS),
        ];
        for (name, words) in tables {
            let mut browser = in_browser(name);
            // Not a bit but a number of five bits; it is told as a share.
            browser.retain(|(word, _)| (name, word.as_str()) != ("ShipState", "hull"));
            let words: Vec<_> = words.iter().map(|&(word, number)| (word.to_owned(), number)).collect();
            assert_eq!(words, browser, "{name}");
        }
    }
}
