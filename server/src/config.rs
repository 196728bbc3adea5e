//! What an operator may set: flags, then the TOML file, then the defaults. Read once, checked as a whole.

mod room;

use std::{
    collections::BTreeSet,
    fs,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::{ArgAction, Parser, ValueEnum};
use fracas_protocol::{data::DIR_VARIABLE, limits::SEATS_MAX};
use ipnet::IpNet;
use serde::Deserialize;
use thiserror::Error;

use crate::{
    limits::{PER_ADDRESS, ROOMS_MAX},
    link::{Filter, RoomConfig},
    lobby::IssuerConfig,
};
pub use room::{RoomFlags, Strength};

/// A wrong setting: the operator's to mend, so it says how.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the config file {path}: {error}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file has a key or value that is not known.
    #[error("config file {path}: {error}")]
    Malformed {
        /// Which.
        path: PathBuf,
        /// Where and why, on one line.
        error: String,
    },
    /// Nobody says where to keep data.
    #[error("neither XDG_DATA_HOME nor HOME says where to keep data; say so with --data DIR")]
    NoDataDir,
    /// A value is out of its range.
    #[error("{name} is {value}, but must be {range}")]
    OutOfRange {
        /// Which.
        name: &'static str,
        /// What was given.
        value: String,
        /// What is allowed.
        range: String,
    },
    /// A room cannot be like that.
    #[error("room {code:?}: {name} must be {range}")]
    Room {
        /// Which.
        code: String,
        /// Which setting.
        name: String,
        /// What is allowed.
        range: String,
    },
    /// A site without keys, or keys without a site.
    #[error("--issuer and --issuer-keys are wanted together")]
    HalfAnIssuer,
    /// Two rooms have one code.
    #[error("two rooms have the code {0:?}; each needs its own")]
    SameCode(String),
    /// Others could use the weakness.
    #[error(
        "{0} is for tests on this machine, but others can reach {1}; to do it all the same give it twice"
    )]
    Weak(&'static str, SocketAddr),
    /// Not an origin as browsers write it.
    #[error(
        "--allow-origin {0:?} must be scheme://host or scheme://host:port in small letters, without a slash at the end"
    )]
    Origin(String),
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
    listen: Option<SocketAddr>,

    /// Listen on all interfaces; prints the address for your network and a QR code
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    lan: Option<bool>,

    /// Ticks a second: 15, 20, 30 or 60 [default: 30]; more feels crisper and costs CPU and bytes in proportion
    #[arg(long, value_name = "HZ")]
    tick_rate: Option<u32>,

    /// Players up to which bots fill the room [default: 12]; bots make way for people, 0 for none
    #[arg(long, value_name = "N")]
    bots: Option<u16>,

    /// Seats for people in the room [default: 1000]
    #[arg(long, value_name = "N")]
    max_players: Option<u16>,

    /// Rooms: main, main-2, main-3 and so on [default: 1]
    #[arg(long, value_name = "N")]
    rooms: Option<u16>,

    /// One more room that is always there, at /r/CODE; its settings can stand in the file, as a table [[room]]
    #[arg(long, value_name = "CODE")]
    #[serde(default)]
    room: Vec<RoomFlags>,

    /// What the chat does not pass on [default: mild]: mild stops slurs and threats, strict all swearing
    #[arg(long, value_name = "LEVEL")]
    chat_filter: Option<ChatFilter>,

    /// Threads that rooms live on [default: 1]; a crowded room lends players to the others, so 2 help one great room
    #[arg(long, value_name = "N")]
    shards: Option<usize>,

    /// Seed of the world [default: drawn at start and logged]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Proxy whose X-Forwarded-For and X-Forwarded-Proto are believed, as an address or network (repeatable)
    #[arg(long, value_name = "CIDR", value_parser = network)]
    #[serde(default)]
    trusted_proxy: Vec<IpNet>,

    /// Site whose pages may play here as well as the server's own (repeatable), as scheme and host
    #[arg(long, value_name = "URL")]
    #[serde(default)]
    allow_origin: Vec<String>,

    /// Connections of one address that have shown no ticket, and again those that play [default: 64]
    #[arg(long, value_name = "N")]
    per_address: Option<usize>,

    /// Let pages of any site play; only for tests, and twice where others can reach the server
    #[arg(long, action = ArgAction::Count)]
    #[serde(skip)]
    insecure_no_origin_check: u8,

    /// No limits by address; only for tests, and twice where others can reach the server
    #[arg(long, action = ArgAction::Count)]
    #[serde(skip)]
    insecure_no_address_caps: u8,

    /// Directory of what outlives the server: its secret and the key of its bots
    /// [default: fracas in $XDG_DATA_HOME or in ~/.local/share]
    #[arg(long, value_name = "DIR", env = DIR_VARIABLE, hide_env_values = true)]
    data: Option<PathBuf>,

    /// Another site that signs players in: `iss` of its tokens, which POST /api/join then takes as well
    #[arg(long, value_name = "URL", requires = "issuer_keys")]
    issuer: Option<String>,

    /// Its public keys: a JWKS file (RFC 7517)
    #[arg(long, value_name = "FILE", requires = "issuer")]
    issuer_keys: Option<PathBuf>,

    /// `aud` of those of its tokens that are meant for this server [default: fracas]
    #[arg(long, value_name = "TEXT", requires = "issuer")]
    issuer_audience: Option<String>,

    /// TOML file with the same names: tick-rate = 30; flags win over it
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,

    /// How log lines look [default: text]; how much is logged is in RUST_LOG, for example RUST_LOG=fracas_server=debug
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

const EXAMPLES: &str = "Examples:
  fracas                                  play at http://127.0.0.1:8080
  fracas --lan --bots 6                   a round with friends in your network
  fracas --max-players 4000 --tick-rate 20 --bots 0
                                          a big room for a stress test";

/// Threads with rooms: more than any machine for one process has cores.
const SHARDS_MAX: usize = 64;

/// Connections of one address: more than a process may have.
const PER_ADDRESS_MAX: usize = 1 << 20;

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

impl Flags {
    /// Reads the file, lays the flags over it, fills in defaults (`fresh_seed` and `default_data` where none is
    /// given), checks all.
    pub fn resolve(self, fresh_seed: u64, default_data: Option<PathBuf>) -> Result<Config, ConfigError> {
        let file = match &self.config {
            Some(path) => read(path.clone())?,
            None => Self::default(),
        };
        let lan = self.lan.or(file.lan).unwrap_or(false);
        let default_listen = if lan { "0.0.0.0:8080" } else { "127.0.0.1:8080" };
        let mut listen =
            self.listen.or(file.listen).unwrap_or(default_listen.parse().expect("it is an address"));
        if lan && listen.ip().is_loopback() {
            listen.set_ip(std::net::Ipv4Addr::UNSPECIFIED.into());
        }
        for (count, name) in [
            (self.insecure_no_origin_check, "--insecure-no-origin-check"),
            (self.insecure_no_address_caps, "--insecure-no-address-caps"),
        ] {
            if count == 1 && !listen.ip().is_loopback() {
                return Err(ConfigError::Weak(name, listen));
            }
        }
        let config = Config {
            listen,
            lan,
            tick_rate: self.tick_rate.or(file.tick_rate).unwrap_or(30),
            bots: self.bots.or(file.bots).unwrap_or(12),
            max_players: self.max_players.or(file.max_players).unwrap_or(1000),
            rooms: self.rooms.or(file.rooms).unwrap_or(1),
            more_rooms: file.room.into_iter().chain(self.room).collect(),
            chat_filter: self.chat_filter.or(file.chat_filter).unwrap_or(ChatFilter::Mild),
            shards: self.shards.or(file.shards).unwrap_or(1),
            seed: self.seed.or(file.seed).unwrap_or(fresh_seed),
            trusted_proxies: file.trusted_proxy.into_iter().chain(self.trusted_proxy).collect(),
            allow_origins: file.allow_origin.into_iter().chain(self.allow_origin).collect(),
            per_address: self.per_address.or(file.per_address).unwrap_or(PER_ADDRESS),
            insecure_no_origin_check: self.insecure_no_origin_check > 0,
            insecure_no_address_caps: self.insecure_no_address_caps > 0,
            data: self.data.or(file.data).or(default_data).ok_or(ConfigError::NoDataDir)?,
            issuer: issuer(
                self.issuer.or(file.issuer),
                self.issuer_keys.or(file.issuer_keys),
                self.issuer_audience.or(file.issuer_audience),
            )?,
            log_format: self.log_format.or(file.log_format).unwrap_or(LogFormat::Text),
        };
        config.check()?;
        Ok(config)
    }
}

/// The site that signs players in, when both its name and its keys are given.
fn issuer(
    name: Option<String>,
    keys: Option<PathBuf>,
    audience: Option<String>,
) -> Result<Option<IssuerConfig>, ConfigError> {
    match (name, keys) {
        (Some(name), Some(keys)) => {
            let audience = audience.unwrap_or_else(|| "fracas".into());
            Ok(Some(IssuerConfig { name, audience, keys }))
        }
        (None, None) => Ok(None),
        (Some(_), None) | (None, Some(_)) => Err(ConfigError::HalfAnIssuer),
    }
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

    fn check(&self) -> Result<(), ConfigError> {
        let require = |fits: bool, name, value: String, range: String| {
            if fits { Ok(()) } else { Err(ConfigError::OutOfRange { name, value, range }) }
        };
        let rate = self.tick_rate;
        require(
            matches!(rate, 15 | 20 | 30 | 60),
            "--tick-rate",
            rate.to_string(),
            "15, 20, 30 or 60".into(),
        )?;
        require(
            (1..=ROOMS_MAX).contains(&usize::from(self.rooms)),
            "--rooms",
            self.rooms.to_string(),
            format!("1 up to {ROOMS_MAX}"),
        )?;
        require(
            (1..=SHARDS_MAX).contains(&self.shards),
            "--shards",
            self.shards.to_string(),
            format!("1 up to {SHARDS_MAX}"),
        )?;
        self.more_rooms.iter().try_for_each(|room| room.check(self))?;
        let mut codes = BTreeSet::new();
        if let Some(twice) = self.rooms().into_iter().find(|room| !codes.insert(room.code.clone())) {
            return Err(ConfigError::SameCode(twice.code));
        }
        let count = usize::from(self.rooms) + self.more_rooms.len();
        require(
            count <= ROOMS_MAX,
            "the number of rooms",
            count.to_string(),
            format!("at most {ROOMS_MAX}"),
        )?;
        let seats = usize::from(self.max_players);
        require(
            (1..=SEATS_MAX).contains(&seats),
            "--max-players",
            seats.to_string(),
            format!("1 up to {SEATS_MAX}"),
        )?;
        require(
            (1..=PER_ADDRESS_MAX).contains(&self.per_address),
            "--per-address",
            self.per_address.to_string(),
            format!("1 up to {PER_ADDRESS_MAX}"),
        )?;
        if let Some(wrong) = self.allow_origins.iter().find(|origin| !is_origin(origin)) {
            return Err(ConfigError::Origin(wrong.clone()));
        }
        let bots = usize::from(self.bots);
        let bots_max = SEATS_MAX.saturating_sub(seats);
        require(
            bots <= bots_max,
            "--bots",
            bots.to_string(),
            format!("at most {bots_max}, so that bots and --max-players fit {SEATS_MAX} seats"),
        )
    }
}

/// A network, or one address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| address())
        .map_err(|_| "an address or a network like 10.0.0.0/8 is wanted".into())
}

/// True for an origin as a browser writes it (RFC 6454 section 6.2).
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(is_legal))
}

fn read(path: PathBuf) -> Result<Flags, ConfigError> {
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => return Err(ConfigError::Unreadable { path, error }),
    };
    toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        ConfigError::Malformed { path, error: format!("line {line}: {}", e.message().replace('\n', " ")) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(args: &[&str]) -> Result<Config, ConfigError> {
        let args = std::iter::once("fracas").chain(args.iter().copied());
        Flags::try_parse_from(args).expect("these flags parse").resolve(99, Some("/data/fracas".into()))
    }

    fn file(name: &str, text: &str) -> String {
        let path = std::env::temp_dir().join(format!("fracas-config-{}-{name}.toml", std::process::id()));
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    #[test]
    fn without_flags_there_is_a_room_with_twelve_bots_on_loopback() {
        let config = resolve(&[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!((config.tick_rate, config.bots, config.seed), (30, 12, 99));
        assert_eq!(config.data, PathBuf::from("/data/fracas"));
    }

    #[test]
    fn data_is_kept_where_flag_or_file_say_and_somewhere_it_must_be() {
        let path = file("data", "data = \"/srv/fracas\"\n");
        assert_eq!(resolve(&["--config", &path]).unwrap().data, PathBuf::from("/srv/fracas"));
        let config = resolve(&["--config", &path, "--data", "/tmp/fracas"]).unwrap();
        assert_eq!(config.data, PathBuf::from("/tmp/fracas"));
        let message = Flags::default().resolve(99, None).unwrap_err().to_string();
        assert!(message.contains("--data"), "{message}");
    }

    #[test]
    fn lan_listens_on_all_interfaces_on_the_chosen_port() {
        assert_eq!(resolve(&["--lan"]).unwrap().listen.to_string(), "0.0.0.0:8080");
        let config = resolve(&["--lan", "--listen", "127.0.0.1:9000"]).unwrap();
        assert_eq!(config.listen.to_string(), "0.0.0.0:9000");
    }

    #[test]
    fn flags_win_over_the_file() {
        let path = file("wins", "tick-rate = 60\nbots = 3\n");
        let config = resolve(&["--config", &path, "--bots", "5"]).unwrap();
        assert_eq!((config.tick_rate, config.bots), (60, 5));
    }

    #[test]
    fn a_wrong_value_says_what_is_allowed_on_one_line() {
        let too_many = SEATS_MAX.to_string();
        for args in [&["--tick-rate", "25"][..], &["--max-players", "0"], &["--bots", &too_many]] {
            let message = resolve(args).unwrap_err().to_string();
            assert!(message.contains(args[0]) && message.contains("must be"), "{message}");
            assert!(!message.contains('\n'));
        }
    }

    #[test]
    fn rooms_of_the_file_and_of_flags_stand_beside_main() {
        let text = "bots = 3\n[[room]]\ncode = \"duel\"\nname = \"One on one\"\nmax-players = 2\nbots = 0\n\
                    strength = \"hard\"\npublic = false\npassword = \"swordfish\"\nhosted = true\n";
        let path = file("rooms", text);
        let rooms = resolve(&["--config", &path, "--room", "friends"]).unwrap().rooms();
        let [main, duel, friends] = &rooms[..] else { panic!("three rooms: {rooms:?}") };
        assert_eq!([&main.code, &duel.code, &friends.code], ["main", "duel", "friends"]);
        let settings = &duel.settings;
        assert_eq!((settings.name.as_str(), settings.seats, settings.bots), ("One on one", 2, 0));
        assert!(!settings.listed && duel.hosted && settings.password.is_some_and(|p| p.fits("swordfish")));
        assert_eq!((friends.settings.bots, friends.settings.seats), (3, 1000), "as in main");
        assert_ne!(duel.seed, friends.seed);
    }

    #[test]
    fn a_room_that_cannot_be_is_named() {
        for (text, words) in [
            ("[[room]]\ncode = \"main\"\n", &["two rooms", "main"][..]),
            ("[[room]]\ncode = \"Duel\"\n", &["code", "a-z"]),
            ("[[room]]\ncode = \"duel\"\nmax-players = 0\n", &["duel", "max-players"]),
            ("[[room]]\ncode = \"duel\"\ntick-rate = 7\n", &["duel", "tick-rate", "60"]),
            ("[[room]]\ncode = \"duel\"\nseats = 3\n", &["line 3", "seats"]),
        ] {
            let path = file("wrong-room", text);
            let message = resolve(&["--config", &path]).unwrap_err().to_string();
            assert!(words.iter().all(|word| message.contains(word)), "{message}");
        }
    }

    #[test]
    fn what_weakens_is_for_this_machine_or_said_twice() {
        for flag in ["--insecure-no-origin-check", "--insecure-no-address-caps"] {
            assert!(resolve(&[flag]).is_ok(), "{flag} on loopback");
            let message = resolve(&["--lan", flag]).unwrap_err().to_string();
            assert!(message.contains(flag) && message.contains("twice"), "{message}");
            assert!(resolve(&["--lan", flag, flag]).is_ok(), "{flag} twice");
        }
        let config = resolve(&[]).unwrap();
        assert!(!config.insecure_no_origin_check && !config.insecure_no_address_caps);
    }

    #[test]
    fn proxies_and_friends_come_from_flags_and_file() {
        let path =
            file("proxies", "trusted-proxy = [\"10.0.0.0/8\"]\nallow-origin = [\"https://a.example\"]\n");
        let more = ["--trusted-proxy", "192.0.2.7", "--allow-origin", "http://b.example:8080"];
        let config = resolve(&[&["--config", path.as_str()], &more[..]].concat()).unwrap();
        let networks: Vec<_> = config.trusted_proxies.iter().map(ToString::to_string).collect();
        assert_eq!(networks, ["10.0.0.0/8", "192.0.2.7/32"]);
        assert_eq!(config.allow_origins, ["https://a.example", "http://b.example:8080"]);
        for wrong in ["a.example", "https://a.example/", "https://A.example", "https://"] {
            let message = resolve(&["--allow-origin", wrong]).unwrap_err().to_string();
            assert!(message.contains("--allow-origin"), "{message}");
        }
    }

    #[test]
    fn a_misspelt_key_in_the_file_is_named_with_its_line() {
        let path = file("misspelt", "bots = 3\ntickrate = 60\n");
        let message = resolve(&["--config", &path]).unwrap_err().to_string();
        assert!(message.contains("line 2") && message.contains("tickrate"), "{message}");
    }
}
