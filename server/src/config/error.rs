//! A setting that cannot be used, told in one line that says how to mend it.

use std::{net::SocketAddr, path::PathBuf};

use thiserror::Error;

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
