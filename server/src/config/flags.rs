//! What can be given on the command line and in the file: each setting with the words of its help.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::{ArgAction, Parser, ValueEnum};
use fracas_protocol::data::DIR_VARIABLE;
use ipnet::IpNet;
use serde::Deserialize;

use super::RoomFlags;
use crate::link::Filter;

/// Opens an arena in a browser tab and holds it up.
///
/// Without any option: a room `main` with 12 bots on http://127.0.0.1:8080. Share it in your network with
/// --lan. Fill it for a test: cargo run --release -p fracas-bots -- --players 200
#[derive(Clone, Debug, Default, Parser, Deserialize)]
#[command(name = "fracas", version, after_help = EXAMPLES)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Flags {
    /// Address and port to listen on [default: 127.0.0.1:8080]; port 0 takes a free one
    #[arg(long, value_name = "ADDR")]
    pub(super) listen: Option<SocketAddr>,

    /// Listen on all interfaces; prints the address for your network and a QR code
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    pub(super) lan: Option<bool>,

    /// Ticks a second: 15, 20, 30 or 60 [default: 30]; more feels crisper and costs CPU and bytes in proportion
    #[arg(long, value_name = "HZ")]
    pub(super) tick_rate: Option<u32>,

    /// Players up to which bots fill the room [default: 12]; bots make way for people, 0 for none
    #[arg(long, value_name = "N")]
    pub(super) bots: Option<u16>,

    /// Seats for people in the room [default: 1000]
    #[arg(long, value_name = "N")]
    pub(super) max_players: Option<u16>,

    /// Rooms: main, main-2, main-3 and so on [default: 1]
    #[arg(long, value_name = "N")]
    pub(super) rooms: Option<u16>,

    /// One more room that is always there, at /r/CODE; its settings can stand in the file, as a table [[room]]
    #[arg(long, value_name = "CODE")]
    #[serde(default)]
    pub(super) room: Vec<RoomFlags>,

    /// What the chat does not pass on [default: mild]: mild stops slurs and threats, strict all swearing
    #[arg(long, value_name = "LEVEL")]
    pub(super) chat_filter: Option<ChatFilter>,

    /// Threads that rooms live on [default: 1]; a crowded room lends players to the others, so 2 help one great room
    #[arg(long, value_name = "N")]
    pub(super) shards: Option<usize>,

    /// Seed of the world [default: drawn at start and logged]
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,

    /// Proxy whose X-Forwarded-For and X-Forwarded-Proto are believed, as an address or network (repeatable)
    #[arg(long, value_name = "CIDR", value_parser = network)]
    #[serde(default)]
    pub(super) trusted_proxy: Vec<IpNet>,

    /// Site whose pages may play here as well as the server's own (repeatable), as scheme and host
    #[arg(long, value_name = "URL")]
    #[serde(default)]
    pub(super) allow_origin: Vec<String>,

    /// Connections of one address that have shown no ticket, and again those that play [default: 64]
    #[arg(long, value_name = "N")]
    pub(super) per_address: Option<usize>,

    /// Let pages of any site play; only for tests, and twice where others can reach the server
    #[arg(long, action = ArgAction::Count)]
    #[serde(skip)]
    pub(super) insecure_no_origin_check: u8,

    /// No limits by address; only for tests, and twice where others can reach the server
    #[arg(long, action = ArgAction::Count)]
    #[serde(skip)]
    pub(super) insecure_no_address_caps: u8,

    /// Directory of what outlives the server: its secret and the key of its bots
    /// [default: fracas in $XDG_DATA_HOME or in ~/.local/share]
    #[arg(long, value_name = "DIR", env = DIR_VARIABLE, hide_env_values = true)]
    pub(super) data: Option<PathBuf>,

    /// Another site that signs players in: `iss` of its tokens, which POST /api/join then takes as well
    #[arg(long, value_name = "URL", requires = "issuer_keys")]
    pub(super) issuer: Option<String>,

    /// Its public keys: a JWKS file (RFC 7517)
    #[arg(long, value_name = "FILE", requires = "issuer")]
    pub(super) issuer_keys: Option<PathBuf>,

    /// `aud` of those of its tokens that are meant for this server [default: fracas]
    #[arg(long, value_name = "TEXT", requires = "issuer")]
    pub(super) issuer_audience: Option<String>,

    /// TOML file with the same names: tick-rate = 30; flags win over it
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub(super) config: Option<PathBuf>,

    /// How log lines look [default: text]; how much is logged is in RUST_LOG, for example RUST_LOG=fracas_server=debug
    #[arg(long, value_name = "FORMAT")]
    pub(super) log_format: Option<LogFormat>,
}

const EXAMPLES: &str = "Examples:
  fracas                                  play at http://127.0.0.1:8080
  fracas --lan --bots 6                   a round with friends in your network
  fracas --max-players 4000 --tick-rate 20 --bots 0
                                          a big room for a stress test";

/// A network, or one address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| address())
        .map_err(|_| "an address or a network like 10.0.0.0/8 is wanted".into())
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// How much of what people say is filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum ChatFilter {
    /// Nothing.
    Off,
    /// Slurs, threats and the like.
    Mild,
    /// Whatever one would not say before children.
    Strict,
}

impl ChatFilter {
    /// As rooms know it.
    pub(crate) fn level(self) -> Filter {
        match self {
            Self::Off => Filter::Off,
            Self::Mild => Filter::Mild,
            Self::Strict => Filter::Strict,
        }
    }
}
