//! What an operator may set: flags, then the TOML file, then the defaults. Read once, checked as a whole.

mod check;
mod error;
mod flags;
mod resolve;
mod room;

#[cfg(test)]
mod tests;

use std::{net::SocketAddr, path::PathBuf};

use ipnet::IpNet;

use crate::{link::RoomConfig, lobby::IssuerConfig};
pub use error::ConfigError;
pub use flags::{ChatFilter, Flags, LogFormat};
pub use room::{RoomFlags, Strength};

/// All settings, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Print the address for the network.
    pub lan: bool,
    /// Ticks a second.
    pub tick_rate: u32,
    /// Players up to which bots fill the room.
    pub bots: u16,
    /// Seats for people in the room.
    pub max_players: u16,
    /// How many rooms of this kind.
    pub rooms: u16,
    /// Rooms of other kinds.
    pub more_rooms: Vec<RoomFlags>,
    /// What the chat does not pass on, also in rooms of players.
    pub chat_filter: ChatFilter,
    /// Threads that they live on.
    pub shards: usize,
    /// Seed of the world.
    pub seed: u64,
    /// Proxies whose word is taken for where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
    /// Origins whose pages may play here beside the server's own.
    pub allow_origins: Vec<String>,
    /// Connections of one address without a ticket, and again with one.
    pub per_address: usize,
    /// Pages of any site may play.
    pub insecure_no_origin_check: bool,
    /// There are no limits by address.
    pub insecure_no_address_caps: bool,
    /// Directory of what outlives the server.
    pub data: PathBuf,
    /// Who else may name players.
    pub issuer: Option<IssuerConfig>,
    /// How log lines look.
    pub log_format: LogFormat,
}

/// The room that is always there.
const MAIN_ROOM: &str = "main";

impl Config {
    /// The rooms that are there from the start: `main`, `main-2` and so on, and those with a table of their own.
    pub(crate) fn rooms(&self) -> Vec<RoomConfig> {
        let code = |number: u16| match number {
            1 => MAIN_ROOM.to_owned(),
            _ => format!("{MAIN_ROOM}-{number}"),
        };
        let room = |number: u16| {
            let seed = self.seed.wrapping_add(u64::from(number) - 1);
            let filter = self.chat_filter.level();
            let room = RoomConfig::standing(&code(number), seed, self.tick_rate, self.bots, self.max_players);
            RoomConfig { filter, ..room }
        };
        let more = self.more_rooms.iter().map(|flags| flags.room(self));
        (1..=self.rooms).map(room).chain(more).collect()
    }

    /// Seats for people in all of them.
    pub(crate) fn seats(&self) -> usize {
        self.rooms().iter().map(|room| usize::from(room.settings.seats)).sum()
    }
}
