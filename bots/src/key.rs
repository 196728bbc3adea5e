//! The bot key: with it a server does not count players by their address. It lies in the server's data directory.

use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use fracas_protocol::data::{BOT_KEY_FILE, DIR_VARIABLE, KEY_HEADER, default_dir};
use hyper::header::HeaderValue;

/// A key, which is never shown.
#[derive(Clone)]
pub struct BotKey(HeaderValue);

impl BotKey {
    /// The header that carries it.
    pub const HEADER: &str = KEY_HEADER;

    /// The key in this line.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn new(line: &str) -> Result<Self, &'static str> {
        let line = line.trim_end();
        let mut key = HeaderValue::from_str(line).map_err(|_| "it holds no key")?;
        key.set_sensitive(true);
        if line.is_empty() { Err("it is empty") } else { Ok(Self(key)) }
    }

    /// The key of a server on this machine that has its data directory where it is by default.
    pub fn find() -> Option<Self> {
        let named = env::var_os(DIR_VARIABLE).map(PathBuf::from);
        let dir = named.or_else(|| default_dir(env::var_os("XDG_DATA_HOME"), env::var_os("HOME")))?;
        Self::read(&dir.join(BOT_KEY_FILE)).ok()
    }

    /// The value of the header.
    pub fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    fn read(path: &Path) -> Result<Self, String> {
        let line = fs::read_to_string(path).map_err(|error| error.to_string())?;
        Self::new(&line).map_err(Into::into)
    }
}

impl FromStr for BotKey {
    type Err = String;

    /// From the name of its file.
    fn from_str(path: &str) -> Result<Self, String> {
        Self::read(Path::new(path))
    }
}

impl fmt::Debug for BotKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BotKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_line_and_is_not_shown() {
        let key = BotKey::new("s3cret\n").unwrap();
        assert_eq!(key.header(), "s3cret");
        assert!(!format!("{key:?} {:?}", key.header()).contains("s3cret"));
        for line in ["", "\n", "two\nlines", "\u{7f}"] {
            assert!(BotKey::new(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_told() {
        assert!("/nowhere/bot.key".parse::<BotKey>().is_err());
    }
}
