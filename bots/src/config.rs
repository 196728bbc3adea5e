//! What to run. The command line and the tests fill in the same struct.

use std::{fmt, net::IpAddr, path::PathBuf, str::FromStr, time::Duration};

use clap::Parser;
use fracas_brains::{BrainKind, Strength};
use fracas_protocol::codec::is_room_name;
use tokio_tungstenite::tungstenite::http::Uri;

use crate::{
    key::BotKey,
    shape::{Bad, Shape},
};

/// Ends the help.
pub const EXAMPLES: &str = "\
Examples:
  fracas-bots --players 200 --duration 30s
      200 players fight in the room `main` of the server on this machine.
  fracas-bots --url http://192.168.1.20:8080 --room friends --players 8 --strength easy
      Eight easy opponents for your own room.
  fracas-bots --players 500 --brain swarm --json swarm.json
      Everybody on one screen; the figures go to a file, too.
  fracas-bots --players 3000 --full-every 10
      A crowd that one core can play: 300 full players, 2,700 light ones.
  fracas-bots --players 200 --watch
      200 watchers of the fight in the room `main`.
  fracas-bots --players 1000 --bad 100:never-read --bad 50:latency=80ms,jitter=30ms
      850 good players, whose figures are told apart from those of 150 bad ones.
  fracas-bots --players 100 --stall 2s/10s --shaped 20
      Nothing passes for 2 s in each 10 s to 20 of them.

Exit code: 0 when the run was measured, 1 when the server is away or goes away, 2 for a bad option.
Ctrl-C ends a run early, with the table.";

/// Headless players for a Fracas server. They join over real WebSockets, play by a seeded brain, predict their
/// ships as the browser does, and print what playing was like.
#[derive(Clone, Debug, Parser)]
#[command(name = "fracas-bots", version, after_help = EXAMPLES)]
pub struct Config {
    /// Server to join; http:// and ws:// mean the same.
    #[arg(long, value_name = "URL", default_value_t = Target::default())]
    pub url: Target,

    /// Room to join.
    #[arg(long, value_name = "NAME", default_value = "main", value_parser = room_name)]
    pub room: String,

    /// Rooms over which the players are spread evenly: ROOM, ROOM-2, ROOM-3, and so on.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub rooms: u16,

    /// Players to join.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=20_000))]
    pub players: u16,

    /// Time that is measured, once all have joined: 500ms, 30s, 2m.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub duration: Duration,

    /// Time over which the players join, evenly [default: 10ms a player].
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub ramp: Option<Duration>,

    /// How they play: fight (seek company and fight it), wander (fly to places all over the world, never fire),
    /// swarm (all to the middle of the world), idle (nothing).
    #[arg(long, value_name = "BRAIN", default_value = "fight")]
    pub brain: BrainKind,

    /// How well they play: easy, normal, hard.
    #[arg(long, value_name = "STRENGTH", default_value = "normal")]
    pub strength: Strength,

    /// Of so many players one is full: he sees, thinks and predicts as a browser does. The others are light: they
    /// fight by a script, for less than half of the work, and tell times, bytes and shots, but no corrections.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub full_every: u16,

    /// They only watch: they take no seat, fight nobody, and say no more than what they have read.
    #[arg(long)]
    pub watch: bool,

    /// Time from the last join to the window: clocks settle, fights begin.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration)]
    pub warm_up: Duration,

    /// Players who lose their seat stay away. Else they come back to it, after half a second to 8 s, as the page does.
    #[arg(long)]
    pub no_rejoin: bool,

    /// Seed of the brains: the same seed flies the same way through the same fight.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// File of the server's bot key, with which it does not count the players by their address [default: bot.key of a
    /// server on this machine, in $FRACAS_DATA or where such a server keeps it]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<BotKey>,

    /// Also writes the figures to this file, as one JSON object.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// Multiplies the drag in the players' own motion. Anything but 1 must show as unexplained corrections:
    /// proves that the figure can fail.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0)]
    pub wrong_drag: f64,

    /// Process of the server, where it runs on this machine: `/proc` tells what it uses.
    #[arg(skip)]
    pub server_pid: Option<u32>,

    /// What is bad about the network of those whom no --bad names.
    #[command(flatten)]
    pub shape: Shape,

    /// Players of those to whom the five options above apply, picked by the seed [default: all].
    #[arg(long, value_name = "N")]
    pub shaped: Option<u16>,

    /// So many players have a bad network or client of a kind of their own: never-read, latency=TIME, jitter=TIME,
    /// stall=TIME/TIME, bandwidth=BYTES, several with commas between. May be given again.
    #[arg(long, value_name = "COUNT:KIND")]
    pub bad: Vec<Bad>,
}

impl Default for Config {
    /// The command line without options.
    fn default() -> Self {
        Self::parse_from(["fracas-bots"])
    }
}

impl Config {
    /// Time over which the players join.
    pub fn ramp(&self) -> Duration {
        self.ramp.unwrap_or(Duration::from_millis(10) * u32::from(self.players))
    }
}

/// A server: host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    authority: String,
}

impl Target {
    /// Where to connect: `host:port`.
    pub fn address(&self) -> &str {
        &self.authority
    }

    /// True when it is on this machine.
    pub fn is_here(&self) -> bool {
        let host = self.authority.rsplit_once(':').map_or("", |(host, _)| host);
        let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
    }

    /// The game's socket.
    pub fn socket_url(&self) -> String {
        format!("ws://{}/ws", self.authority)
    }

    /// The server's figures of a room.
    pub fn stats_url(&self, room: &str) -> String {
        format!("http://{}/api/stats?room={room}", self.authority)
    }
}

impl Default for Target {
    /// The server on this machine, at its default port.
    fn default() -> Self {
        Self { authority: "127.0.0.1:8080".into() }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}", self.authority)
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected a URL such as http://127.0.0.1:8080";
        let uri: Uri = url.parse().map_err(|_| EXPECTED)?;
        match uri.scheme_str() {
            Some("http" | "ws") => {}
            Some("https" | "wss") => return Err("TLS is not spoken here; use http:// or ws://".into()),
            _ => return Err(EXPECTED.into()),
        }
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(EXPECTED)?;
        Ok(Self { authority: format!("{host}:{}", uri.port_u16().unwrap_or(80)) })
    }
}

fn room_name(name: &str) -> Result<String, &'static str> {
    if is_room_name(name) { Ok(name.into()) } else { Err("1 to 32 of a-z, 0-9 and -") }
}

/// A whole number and its unit: 500ms, 30s, 2m, 1h.
pub(crate) fn duration(text: &str) -> Result<Duration, &'static str> {
    const EXPECTED: &str = "expected a number and a unit: 500ms, 30s, 2m";
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or(EXPECTED)?;
    let (number, unit) = text.split_at(unit_at);
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(EXPECTED),
    };
    let number: u64 = number.parse().map_err(|_| EXPECTED)?;
    number.checked_mul(milliseconds).map(Duration::from_millis).ok_or("too long")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_of_the_readme_is_understood() {
        let config = Config::parse_from(["fracas-bots", "--players", "200", "--duration", "30s"]);
        assert_eq!((config.players, config.duration, config.ramp()), (200, secs(30), secs(2)));
        assert_eq!(config.url.socket_url(), "ws://127.0.0.1:8080/ws");
    }

    #[test]
    fn both_schemes_lead_to_the_same_server() {
        for url in ["http://game.example:90/", "ws://game.example:90"] {
            let target: Target = url.parse().unwrap();
            assert_eq!(target.stats_url("main"), "http://game.example:90/api/stats?room=main");
        }
        assert_eq!("ws://[::1]".parse::<Target>().unwrap().address(), "[::1]:80");
    }

    #[test]
    fn a_server_on_this_machine_is_known() {
        for (url, is_here) in [
            ("http://127.0.0.1:8080", true),
            ("ws://[::1]:90", true),
            ("http://localhost", true),
            ("http://192.168.1.20:8080", false),
            ("http://localhost.example", false),
        ] {
            assert_eq!(url.parse::<Target>().unwrap().is_here(), is_here, "{url}");
        }
    }

    #[test]
    fn bad_values_are_refused() {
        for bad in [
            ["--url", "127.0.0.1:8080"],
            ["--url", "https://game.example"],
            ["--duration", "30"],
            ["--duration", "s"],
            ["--duration", "99999999999999999999h"],
            ["--players", "0"],
            ["--brain", "clever"],
            ["--strength", "weak"],
            ["--room", "Main"],
            ["--full-every", "0"],
            ["--rooms", "0"],
            ["--latency", "80"],
            ["--bad", "never-read"],
            ["--key-file", "/nowhere/bot.key"],
        ] {
            let result = Config::try_parse_from(["fracas-bots", bad[0], bad[1]]);
            assert_eq!(result.map(drop).unwrap_err().exit_code(), 2, "{bad:?}");
        }
    }

    #[test]
    fn bad_networks_are_told_for_all_and_for_some() {
        let line =
            "fracas-bots --latency 80ms --shaped 20 --bad 10:never-read --bad 5:stall=2s/10s --warm-up 3s";
        let config = Config::parse_from(line.split(' '));
        assert_eq!((config.shape.latency, config.shaped), (Duration::from_millis(80), Some(20)));
        assert_eq!(config.bad, ["10:never-read", "5:stall=2s/10s"].map(|bad| bad.parse().unwrap()));
        assert_eq!((config.warm_up, config.full_every, config.rooms), (secs(3), 1, 1));
        assert!(Config::default().shape.is_plain() && Config::default().bad.is_empty());
    }

    fn secs(n: u64) -> Duration {
        Duration::from_secs(n)
    }
}
