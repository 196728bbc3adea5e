//! Flags over the file over the defaults.

use std::{fs, path::PathBuf};

use super::{ChatFilter, Config, ConfigError, Flags, LogFormat};
use crate::{limits::PER_ADDRESS, lobby::IssuerConfig};

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
