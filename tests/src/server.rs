//! A `fracas` process on a free port, stopped when dropped.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use fracas_protocol::data::{BOT_KEY_FILE, DIR_VARIABLE};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use tempfile::TempDir;

/// Where a talkative server logs, beside its data.
const LOG: &str = "log";

/// A running server.
pub struct Server {
    process: Process,
    addr: String,
    data: Arc<TempDir>,
    /// Time from the start of the process to the line with its URL.
    pub started_in: Duration,
}

impl Server {
    /// Starts a server with these flags besides `--listen`, and waits for its URL.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(flags: &[&str]) -> Self {
        Self::start_with(command().args(flags).stderr(Stdio::null()), Arc::new(data()))
    }

    /// Starts a server whose [`Server::log`] has what it says for debugging.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_talkative(flags: &[&str]) -> Self {
        let data = Arc::new(data());
        let log = File::create(data.path().join(LOG)).expect("the folder takes files");
        Self::start_with(command().args(flags).env("RUST_LOG", "debug").stderr(log), data)
    }

    /// Starts another server with the same data directory.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_heir(&self, flags: &[&str]) -> Self {
        Self::start_with(command().args(flags).stderr(Stdio::null()), Arc::clone(&self.data))
    }

    fn start_with(command: &mut Command, data: Arc<TempDir>) -> Self {
        let began = Instant::now();
        let mut child = command
            .args(["--listen", "127.0.0.1:0"])
            .env(DIR_VARIABLE, data.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let first = lines.next().expect("the server says its URL").expect("it is text");
        let started_in = began.elapsed();
        let addr = first.split_once("http://").and_then(|(_, url)| url.strip_suffix('/'));
        let addr = addr.unwrap_or_else(|| panic!("no URL in {first:?}")).to_owned();
        // The pipe stays open until the server ends, so that it never writes into a closed one.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process: Process(child), addr, data, started_in }
    }

    /// `host:port`.
    pub fn addr(&self) -> &str {
        &self.addr
    }

    /// Its data directory.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The file of its bot key.
    pub fn key_file(&self) -> String {
        self.data().join(BOT_KEY_FILE).display().to_string()
    }

    /// What a talkative server has logged so far.
    ///
    /// # Panics
    /// When it is not talkative.
    pub fn log(&self) -> String {
        fs::read_to_string(self.data().join(LOG)).expect("the server is talkative")
    }

    /// `http://host:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Sends a signal and waits for the end; how it ended, and how long that took.
    ///
    /// # Panics
    /// When the server does not end within 10 s.
    pub fn signal(&mut self, signal: Signal) -> (ExitStatus, Duration) {
        let began = Instant::now();
        let pid = Pid::from_child(&self.process.0);
        kill_process(pid, signal).expect("the server is running");
        while began.elapsed() < Duration::from_secs(10) {
            if let Some(status) = self.process.0.try_wait().expect("the server is our child") {
                return (status, began.elapsed());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server ignored {signal:?}");
    }
}

/// A program that is ended with its test.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a server that is expected to refuse its flags.
///
/// # Panics
/// When the program cannot be run.
pub fn output(flags: &[&str]) -> Output {
    let data = data();
    command().args(flags).env(DIR_VARIABLE, data.path()).output().expect("the program runs")
}

/// A data directory of its own: a test neither finds nor leaves anything.
fn data() -> TempDir {
    TempDir::new().expect("there is a folder for what is temporary")
}

/// The `fracas` program: `FRACAS_BIN`, or the one built beside the tests.
fn command() -> Command {
    Command::new(program("FRACAS_BIN", "fracas"))
}

/// A program of this workspace, built beside the tests.
///
/// # Panics
/// When it is not built.
pub fn program(variable: &str, name: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(variable) {
        return path.into();
    }
    let exe = std::env::current_exe().expect("a test knows its own path");
    let path = exe.ancestors().nth(2).expect("tests run from target/PROFILE/deps").join(name);
    assert!(path.exists(), "{} is missing; tests/run builds it, or: cargo build --workspace", path.display());
    path
}

/// Lets this process, and those that it starts, have as many files and sockets open as the system allows.
///
/// # Panics
/// When the system does not allow what it allows.
pub fn more_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).expect("up to the maximum it is ours");
}
