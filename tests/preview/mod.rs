//! The program's own preview at work, and a plain client for it.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// So long something may take on a machine that is busy.
const LONG: Duration = Duration::from_secs(40);

/// What `funnelbook init` writes.
pub(crate) fn playbook() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
        .args(["init", "--quiet"])
        .arg(folder.path())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(run.success());
    folder
}

/// Writes a file below a folder, in place.
pub(crate) fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What the function gives, once it gives something.
pub(crate) fn wait_until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + LONG;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "never: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// `funnelbook serve` on a port of its own, which ends with this.
pub(crate) struct Preview {
    process: Child,
    pub(crate) port: u16,
    said: Arc<Mutex<String>>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Preview {
    pub(crate) fn of(root: &Path) -> Self {
        Self::with(root, &[])
    }

    pub(crate) fn with(root: &Path, more: &[&str]) -> Self {
        Self::start(root, more, &[])
    }

    pub(crate) fn start(root: &Path, more: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_funnelbook"))
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .args(more)
            .envs(variables.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let mut lines = BufReader::new(process.stderr.take().unwrap());
        let writing = said.clone();
        thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|n| n > 0) {
                writing.lock().unwrap().push_str(&std::mem::take(&mut line));
            }
        });
        let port = wait_until("the address is printed", || {
            let said = said.lock().unwrap();
            let (_, rest) = said.split_once("http://")?;
            let (address, _) = rest.split_once("/ shows the site")?;
            address.rsplit_once(':')?.1.parse().ok()
        });
        let preview = Self { process, port, said };
        // What is said after the address is there when the first answer is.
        preview.get("");
        preview
    }

    /// All that it has printed so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The answer for a path of the site, which is encoded here.
    pub(crate) fn get(&self, path: &str) -> Answer {
        let encoded: String = path
            .bytes()
            .map(|b| match b {
                b'/' | b'.' | b'-' | b'_' => char::from(b).to_string(),
                b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect();
        self.ask("GET", &format!("/{encoded}"), &[])
    }

    /// The answer to a request line with a path as it is.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        self.ask_as(&format!("127.0.0.1:{}", self.port), method, path, headers)
    }

    /// The same under the name of a host.
    pub(crate) fn ask_as(&self, host: &str, method: &str, path: &str, headers: &[&str]) -> Answer {
        let mut stream = self.send(host, method, path, headers);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    }

    fn send(&self, host: &str, method: &str, path: &str, headers: &[&str]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        let more: String = headers.iter().map(|h| format!("{h}\r\n")).collect();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// The events from now on: the version that is shown now has been read already.
    pub(crate) fn events(&self) -> Events {
        let host = format!("127.0.0.1:{}", self.port);
        let stream = self.send(&host, "GET", "/_funnelbook/events", &[]);
        let mut events = Events {
            lines: BufReader::new(stream),
            version: String::new(),
        };
        events.next();
        events
    }

    /// Asks again after each event until the answer is as expected: a burst of changes may be two.
    #[track_caller]
    pub(crate) fn until(&self, events: &mut Events, path: &str, good: impl Fn(&Answer) -> bool) -> Answer {
        loop {
            let answer = self.get(path);
            if good(&answer) {
                return answer;
            }
            events.next();
        }
    }
}

/// What the preview sends of its own accord.
pub(crate) struct Events {
    lines: BufReader<TcpStream>,
    version: String,
}

impl Events {
    /// Waits for the next version.
    #[track_caller]
    pub(crate) fn next(&mut self) {
        let mut line = String::new();
        let end = Instant::now() + LONG;
        loop {
            // Lines come all the time, so that the connection stays.
            assert!(Instant::now() < end, "no event came");
            line.clear();
            let read = self.lines.read_line(&mut line).expect("an event comes");
            assert!(read > 0, "the events have ended");
            if let Some(version) = line.trim().strip_prefix("data: ").or(line.trim().strip_prefix("data:")) {
                assert_ne!(version, self.version, "each event is another version");
                version.clone_into(&mut self.version);
                return;
            }
        }
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .map_or(bytes.len(), |i| i + 4);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        Self {
            status: status.unwrap_or_else(|| panic!("no answer: {head:?}")),
            head,
            body: bytes[end..].to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut found = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
