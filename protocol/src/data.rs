//! Where a server keeps what must outlive it, so that programs on the same machine find its bot key.

use std::{ffi::OsString, path::PathBuf};

/// The variable that names the data directory.
pub const DIR_VARIABLE: &str = "FRACAS_DATA";

/// The file of the bot key in the data directory: one line of text.
pub const BOT_KEY_FILE: &str = "bot.key";

/// The header of a request that carries the bot key.
pub const KEY_HEADER: &str = "x-fracas-key";

/// The data directory when nobody names one, by the XDG base directory specification: of `XDG_DATA_HOME` and `HOME`
/// as they are in the environment. None when neither is of use.
pub fn default_dir(data_home: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    // The specification has relative paths ignored; an empty variable is one.
    let absolute = |path: Option<OsString>| path.map(PathBuf::from).filter(|path| path.is_absolute());
    let data_home = absolute(data_home).or_else(|| Some(absolute(home)?.join(".local/share")))?;
    Some(data_home.join("fracas"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_directory_follows_xdg() {
        for (data_home, home, dir) in [
            (Some("/data"), Some("/home/ann"), Some("/data/fracas")),
            (None, Some("/home/ann"), Some("/home/ann/.local/share/fracas")),
            (Some(""), Some("/home/ann"), Some("/home/ann/.local/share/fracas")),
            (Some("data"), Some("/home/ann"), Some("/home/ann/.local/share/fracas")),
            (None, Some(""), None),
            (None, None, None),
        ] {
            let found = default_dir(data_home.map(OsString::from), home.map(OsString::from));
            assert_eq!(found, dir.map(PathBuf::from), "XDG_DATA_HOME={data_home:?} HOME={home:?}");
        }
    }
}
