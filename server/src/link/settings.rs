//! What a room is made from, and what its host may change while it is open.

use fracas_protocol::{
    Rules,
    event::{self, strength},
    limits::{SEATS_MAX, SETTING_BYTES_MAX},
};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::pass::PlayerId;

/// A password, as good as forgotten: only its hash is kept. It keeps a room among friends and is worth no more.
#[derive(Clone, Copy)]
pub(crate) struct Password([u8; 32]);

impl Password {
    /// None for an empty text.
    pub(crate) fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(Sha256::digest(text).into()))
    }

    /// True for the same text. How long it takes says nothing of how much is right.
    pub(crate) fn fits(&self, text: &str) -> bool {
        let digest: [u8; 32] = Sha256::digest(text).into();
        self.0.ct_eq(&digest).into()
    }
}

/// Nothing of it, not even the hash.
impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

/// Seats and bots that a room may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Seats for people.
    pub(crate) seats: u16,
    /// Players up to which bots fill it.
    pub(crate) bots: u16,
}

/// The settings of a room.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// What people call it.
    pub(crate) name: String,
    /// Players up to which bots fill it.
    pub(crate) bots: u16,
    /// One of [`strength`].
    pub(crate) strength: u8,
    /// Seats for people.
    pub(crate) seats: u16,
    /// It stands in the list of rooms.
    pub(crate) listed: bool,
    /// Whoever wants in needs it.
    pub(crate) password: Option<Password>,
}

impl Settings {
    /// Which setting is out of its range, and what that is, for a person.
    pub(crate) fn check(&self, bounds: Bounds) -> Result<(), (&'static str, String)> {
        let require = |fits, name, range| if fits { Ok(()) } else { Err((name, range)) };
        let length = self.name.trim().len();
        require(
            (1..=SETTING_BYTES_MAX).contains(&length),
            "name",
            format!("1 up to {SETTING_BYTES_MAX} bytes long"),
        )?;
        require(
            (1..=bounds.seats).contains(&self.seats),
            "max_players",
            format!("1 up to {}", bounds.seats),
        )?;
        require(self.bots <= bounds.bots, "bots", format!("at most {}", bounds.bots))?;
        require(self.strength <= strength::HARD, "strength", "mixed, easy, normal or hard".into())?;
        let together = usize::from(self.seats) + usize::from(self.bots);
        require(together <= SEATS_MAX, "bots", format!("at most {SEATS_MAX} together with the seats"))
    }

    /// As everybody in the room is told.
    pub(crate) fn event(&self) -> event::Room {
        event::Room {
            name: self.name.clone(),
            bots: self.bots,
            strength: self.strength,
            seats: self.seats,
            listed: self.listed,
            locked: self.password.is_some(),
        }
    }
}

/// How much a room filters of what people say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Nothing.
    Off,
    /// Slurs, threats and the like.
    #[default]
    Mild,
    /// Whatever one would not say before children.
    Strict,
}

/// What a room is made from.
#[derive(Clone, Debug)]
pub(crate) struct RoomConfig {
    /// Its code, as in Hello.
    pub(crate) code: String,
    /// Seed of its world.
    pub(crate) seed: u64,
    /// Ticks a second.
    pub(crate) tick_rate: u32,
    /// How it is set at first.
    pub(crate) settings: Settings,
    /// What it may be set to.
    pub(crate) bounds: Bounds,
    /// A player rules it; else only the operator does.
    pub(crate) hosted: bool,
    /// Who opened it.
    pub(crate) owner: Option<PlayerId>,
    /// What its people may not say.
    pub(crate) filter: Filter,
    /// The game's numbers.
    pub(crate) rules: Rules,
}

impl RoomConfig {
    /// A room of the operator's, which no player rules.
    pub(crate) fn standing(code: &str, seed: u64, tick_rate: u32, bots: u16, seats: u16) -> Self {
        let settings = Settings {
            name: code.to_owned(),
            bots,
            strength: strength::MIXED,
            seats,
            listed: true,
            password: None,
        };
        Self {
            code: code.to_owned(),
            seed,
            tick_rate,
            settings,
            bounds: Bounds { seats, bots },
            hosted: false,
            owner: None,
            filter: Filter::default(),
            rules: Rules::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_itself_alone_and_is_not_shown() {
        let password = Password::new("swordfish").unwrap();
        assert!(password.fits("swordfish") && !password.fits("Swordfish") && !password.fits(""));
        assert_eq!(format!("{password:?}"), "Password");
        assert!(Password::new("").is_none());
    }

    #[test]
    fn a_setting_out_of_range_is_named() {
        let good = Settings {
            name: "Ann's".into(),
            bots: 6,
            strength: strength::HARD,
            seats: 16,
            listed: true,
            password: None,
        };
        let bounds = Bounds { seats: 64, bots: 32 };
        assert_eq!(good.check(bounds), Ok(()));
        let wrong = |change: fn(&mut Settings)| {
            let mut settings = good.clone();
            change(&mut settings);
            settings.check(bounds).unwrap_err().0
        };
        assert_eq!(wrong(|s| s.name = "  ".into()), "name");
        assert_eq!(wrong(|s| s.name = "x".repeat(65)), "name");
        assert_eq!(wrong(|s| s.seats = 0), "max_players");
        assert_eq!(wrong(|s| s.seats = 65), "max_players");
        assert_eq!(wrong(|s| s.bots = 33), "bots");
        assert_eq!(wrong(|s| s.strength = 4), "strength");
    }
}
