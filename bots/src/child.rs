//! A server as a child process: it has its own core, and it never outlives whoever measures it.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use tokio::task::spawn_blocking;

use crate::{config::Target, pinning::Pinning};

/// How long a server may take to open its port: it makes a world first.
const OPEN_PATIENCE: Duration = Duration::from_secs(10);

/// A running server. Killed and reaped when it is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    stdout: Option<BufReader<ChildStdout>>,
    target: Target,
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The program does not run at all.
    #[error("cannot start {program}: {reason}")]
    Start {
        /// Which one.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// It runs, but did not say what it has to.
    #[error("{program} {what}")]
    Silent {
        /// Which one.
        program: String,
        /// What happened.
        what: String,
    },
}

impl Server {
    /// Starts `program` on the server's core and waits until its first line tells its address.
    ///
    /// # Errors
    /// When it cannot be started, or does not open within 10 s.
    pub async fn start<A: AsRef<OsStr>>(
        program: &Path,
        arguments: &[A],
        pinning: &Pinning,
    ) -> Result<Self, ServerError> {
        let mut command = Command::new(program);
        // Its errors shall be read, its life's news would stand between the rows of the table.
        command.args(arguments).env("RUST_LOG", "error").stdin(Stdio::null()).stdout(Stdio::piped());
        let spawned = pinning.on_server_core(|| command.spawn());
        let name = program.display().to_string();
        let mut child = spawned
            .map_err(|error| ServerError::Start { program: name.clone(), reason: error.to_string() })?;
        let stdout = child.stdout.take().map(BufReader::new);
        let mut server = Self { child, stdout, target: Target::default() };
        let silent = |what: String| ServerError::Silent { program: name.clone(), what };
        let line = server.line(OPEN_PATIENCE).await.map_err(silent)?;
        server.target = address(&line).ok_or_else(|| silent(format!("said no address but `{line}`")))?;
        Ok(server)
    }

    /// The next line that it prints.
    ///
    /// # Errors
    /// Half a sentence: it ended, or said nothing within `patience`. It is killed then.
    pub async fn line(&mut self, patience: Duration) -> Result<String, String> {
        let mut stdout = self.stdout.take().ok_or("said something else than a line before")?;
        let reading = spawn_blocking(move || {
            let mut line = String::new();
            stdout.read_line(&mut line).map(|_| (line, stdout))
        });
        let read = tokio::time::timeout(patience, reading).await;
        if read.is_err() {
            // Ends the blocked read as well.
            self.end();
        }
        match read.map_err(|_| format!("said nothing for {} s", patience.as_secs()))? {
            Ok(Ok((line, _))) if line.is_empty() => Err("ended before it said anything".into()),
            Ok(Ok((line, stdout))) => {
                self.stdout = Some(stdout);
                Ok(line.trim_end().into())
            }
            Ok(Err(error)) => Err(format!("said something else than text: {error}")),
            Err(error) => Err(format!("could not be heard: {error}")),
        }
    }

    /// Where it listens.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    fn end(&mut self) {
        // Either fails only when it has ended and is reaped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// The address in a line such as `Fracas is open: http://127.0.0.1:8080/`.
fn address(line: &str) -> Option<Target> {
    line[line.find("http://")?..].trim_end_matches('/').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free() -> Pinning {
        Pinning::Free { reason: "a test".into() }
    }

    #[tokio::test]
    async fn a_child_tells_its_address_and_ends_with_its_owner() {
        let script = "echo Open: http://127.0.0.1:4711/; exec sleep 60";
        let server = Server::start(Path::new("/bin/sh"), &["-c", script], &free()).await.unwrap();
        assert_eq!(server.target().address(), "127.0.0.1:4711");
        let proc = format!("/proc/{}", server.pid());
        assert!(Path::new(&proc).exists());
        drop(server);
        assert!(!Path::new(&proc).exists());
    }

    #[tokio::test]
    async fn what_does_not_start_or_says_nothing_is_told() {
        let none: [&str; 0] = [];
        let missing = Server::start(Path::new("/nowhere/fracas"), &none, &free()).await.unwrap_err();
        assert!(missing.to_string().starts_with("cannot start /nowhere/fracas: "), "{missing}");
        let silent = Server::start(Path::new("/bin/true"), &none, &free()).await.unwrap_err();
        assert_eq!(silent.to_string(), "/bin/true ended before it said anything");
        let rude = Server::start(Path::new("/bin/echo"), &["hello"], &free()).await.unwrap_err();
        assert_eq!(rude.to_string(), "/bin/echo said no address but `hello`");
    }
}
