//! The data directory: the secret that signs identity tokens, and the key that programs of the operator show. Both
//! are made at the first start and outlive the server; only its user may read them.

use std::{
    fs::{self, DirBuilder},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use data_encoding::BASE64URL_NOPAD;
use fracas_protocol::data::BOT_KEY_FILE;
use tempfile::NamedTempFile;
use thiserror::Error;

/// The file of the secret that signs tokens: its bytes as they are.
const SECRET_FILE: &str = "secret";

/// Random bytes of either: as many as the hash that signs has.
const BYTES: usize = 32;

/// Rights that nobody but the owner may have.
const NOT_OWNER: u32 = 0o077;

/// Rights to change what is in a directory, of all but its owner.
const WRITE_NOT_OWNER: u32 = 0o022;

/// What is wrong with the data directory: the operator's to mend, so it says how.
#[derive(Debug, Error)]
pub enum SecretsError {
    /// A file cannot be made or read.
    #[error("cannot use {path} of the data directory: {error}; choose another with --data DIR")]
    Unusable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Others may read a secret, or put their own in its place.
    #[error("{path} can be used by others (mode {mode:o}), but holds a secret; run: chmod {wanted:o} {path}")]
    TooOpen {
        /// Which.
        path: PathBuf,
        /// Its rights.
        mode: u32,
        /// What it may have.
        wanted: u32,
    },
    /// A file has another length than it was made with.
    #[error("{path} is damaged; delete it, and a new one is made at the next start ({loss})")]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What that costs.
        loss: &'static str,
    },
}

/// What is in the data directory. Never shown.
pub(crate) struct Secrets {
    /// Signs tokens.
    pub(super) secret: Vec<u8>,
    /// The bot key, as a header carries it.
    pub(super) bot_key: String,
}

impl Secrets {
    /// Reads the directory, and makes what is missing.
    pub(crate) fn open(dir: &Path) -> Result<Self, SecretsError> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
        made.map_err(|error| SecretsError::Unusable { path: dir.into(), error })?;
        check_mode(dir, WRITE_NOT_OWNER, 0o700)?;

        let path = dir.join(SECRET_FILE);
        let secret = read_or_make(&path, || rand::random::<[u8; BYTES]>().to_vec())?;
        if secret.len() != BYTES {
            return Err(SecretsError::Damaged { path, loss: "players are then strangers" });
        }
        let path = dir.join(BOT_KEY_FILE);
        let line = || format!("{}\n", BASE64URL_NOPAD.encode(&rand::random::<[u8; BYTES]>()));
        let key = read_or_make(&path, || line().into_bytes())?;
        match key_of(&key) {
            Some(bot_key) => Ok(Self { secret, bot_key }),
            None => Err(SecretsError::Damaged { path, loss: "programs must read it again" }),
        }
    }
}

/// The key in its line; an editor may have taken or added the end of it.
fn key_of(line: &[u8]) -> Option<String> {
    let key = std::str::from_utf8(line).ok()?.trim_end();
    let is_whole = BASE64URL_NOPAD.decode(key.as_bytes()).is_ok_and(|bytes| bytes.len() == BYTES);
    is_whole.then(|| key.to_owned())
}

/// Reads a file that only its owner can read. A missing one is made whole or not at all: of two servers that start
/// at once one makes it, and both read the same.
fn read_or_make(path: &Path, content: impl Fn() -> Vec<u8>) -> Result<Vec<u8>, SecretsError> {
    let unusable = |error| SecretsError::Unusable { path: path.into(), error };
    if !path.try_exists().map_err(unusable)? {
        make(path, &content()).map_err(unusable)?;
    }
    check_mode(path, NOT_OWNER, 0o600)?;
    fs::read(path).map_err(unusable)
}

fn make(path: &Path, content: &[u8]) -> io::Result<()> {
    // Made with mode 0600.
    let mut file = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(e) if e.error.kind() != ErrorKind::AlreadyExists => Err(e.error),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn check_mode(path: &Path, forbidden: u32, wanted: u32) -> Result<(), SecretsError> {
    let metadata = fs::metadata(path);
    let metadata = metadata.map_err(|error| SecretsError::Unusable { path: path.into(), error })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & forbidden == 0 {
        Ok(())
    } else {
        Err(SecretsError::TooOpen { path: path.into(), mode, wanted })
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::Barrier, thread};

    use tempfile::TempDir;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn both_are_made_once_and_only_their_owner_can_read_them() {
        let home = TempDir::new().unwrap();
        let dir = home.path().join("share/fracas");
        let first = Secrets::open(&dir).unwrap();
        assert_eq!(first.secret.len(), BYTES);
        assert_eq!(
            (mode(&dir), mode(&dir.join("secret")), mode(&dir.join("bot.key"))),
            (0o700, 0o600, 0o600)
        );
        let second = Secrets::open(&dir).unwrap();
        assert_eq!((first.secret, first.bot_key), (second.secret, second.bot_key));
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 2, "nothing else is left there");
    }

    #[test]
    fn servers_that_start_at_once_share_them() {
        let dir = TempDir::new().unwrap();
        let start = Barrier::new(8);
        let open = || {
            start.wait();
            let secrets = Secrets::open(dir.path()).unwrap();
            (secrets.secret, secrets.bot_key)
        };
        let all: BTreeSet<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn what_others_can_use_is_refused_with_the_command_that_mends_it() {
        let dir = TempDir::new().unwrap();
        Secrets::open(dir.path()).unwrap();
        let [secret, key] = ["secret", "bot.key"].map(|file| dir.path().join(file));
        for (path, wide, right) in
            [(secret, 0o640, 0o600), (key, 0o604, 0o600), (dir.path().into(), 0o722, 0o700)]
        {
            set_mode(&path, wide);
            let error = Secrets::open(dir.path()).err().expect("it is refused").to_string();
            assert!(error.contains(&format!("chmod {right:o} {}", path.display())), "{error}");
            set_mode(&path, right);
        }
        assert!(Secrets::open(dir.path()).is_ok());
    }

    #[test]
    fn a_damaged_file_is_refused_and_named() {
        for (file, content) in [("secret", "short"), ("bot.key", "short"), ("bot.key", ""), ("secret", "")] {
            let dir = TempDir::new().unwrap();
            Secrets::open(dir.path()).unwrap();
            fs::write(dir.path().join(file), content).unwrap();
            let error = Secrets::open(dir.path()).err().expect("it is refused").to_string();
            assert!(error.contains(file) && error.contains("delete it"), "{error}");
        }
    }

    #[test]
    fn a_key_without_the_end_of_its_line_is_the_same() {
        let dir = TempDir::new().unwrap();
        let key = Secrets::open(dir.path()).unwrap().bot_key;
        fs::write(dir.path().join("bot.key"), &key).unwrap();
        assert_eq!(Secrets::open(dir.path()).unwrap().bot_key, key);
    }

    #[test]
    fn a_directory_that_cannot_be_made_names_the_option() {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join("file"), "").unwrap();
        let error = Secrets::open(&dir.path().join("file/fracas")).err().expect("it is refused").to_string();
        assert!(error.contains("--data"), "{error}");
    }
}
