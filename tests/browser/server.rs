//! A loopback server that treats a folder as GitHub Pages does: a base path, `index.html` for a
//! folder, a redirect where the slash is missing, `404.html` for what is not there.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

/// What an address leads to.
#[derive(Debug, PartialEq)]
pub(crate) enum Answer {
    File(PathBuf),
    /// The same address with a slash.
    Slash,
    Missing,
}

/// What the address' path, still percent-encoded, leads to in `root` published under `base`.
pub(crate) fn resolve(root: &Path, base: &str, path: &str) -> Answer {
    let Some(inside) = path.strip_prefix(base) else {
        return if format!("{path}/") == base {
            Answer::Slash
        } else {
            Answer::Missing
        };
    };
    let inside = decoded(inside);
    if inside.split('/').any(|part| part == "..") {
        return Answer::Missing;
    }
    let file = root.join(&inside);
    if !file.is_dir() {
        return if file.is_file() {
            Answer::File(file)
        } else {
            Answer::Missing
        };
    }
    let index = file.join("index.html");
    match (inside.is_empty() || inside.ends_with('/'), index.is_file()) {
        (_, false) => Answer::Missing,
        (true, true) => Answer::File(index),
        (false, true) => Answer::Slash,
    }
}

/// The text with its percent signs resolved.
pub(crate) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let byte = text.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[i], byte) {
            (b'%', Some(byte)) => {
                out.push(byte);
                i += 3;
            }
            (byte, _) => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Serves `root` under `base` until the process ends; gives the address of the base, with its slash.
pub(crate) fn serve(root: PathBuf, base: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let root = root.clone();
            // A browser that goes away in the middle of an answer is nobody's problem.
            thread::spawn(move || drop(answer(&stream, &root, base)));
        }
    });
    format!("http://127.0.0.1:{port}{base}")
}

fn answer(mut stream: &TcpStream, root: &Path, base: &str) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let address = request.split(' ').nth(1).unwrap_or_default();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (status, file) = match resolve(root, base, path) {
        Answer::File(file) => ("200 OK", file),
        Answer::Missing => ("404 Not Found", root.join("404.html")),
        Answer::Slash => {
            let head = format!("HTTP/1.1 301 Moved Permanently\r\nLocation: {path}/\r\n");
            return write!(stream, "{head}Content-Length: 0\r\nConnection: close\r\n\r\n");
        }
    };
    let body = fs::read(&file)?;
    let (kind, length) = (content_type(&file), body.len());
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[test]
fn the_server_answers_as_pages_does() {
    let work = tempfile::tempdir().unwrap();
    let root = work.path();
    fs::create_dir_all(root.join("deals/größe")).unwrap();
    let index = root.join("deals/größe/index.html");
    fs::write(&index, "").unwrap();
    let at = |path| resolve(root, "/repo/", path);
    assert_eq!(at("/repo/deals/gr%C3%B6%C3%9Fe/"), Answer::File(index.clone()));
    assert_eq!(at("/repo/deals/gr%C3%B6%C3%9Fe/index.html"), Answer::File(index));
    assert_eq!(at("/repo/deals/gr%C3%B6%C3%9Fe"), Answer::Slash);
    assert_eq!(at("/repo"), Answer::Slash);
    for path in [
        "/repo/deals/",
        "/repo/nothing",
        "/deals/",
        "/repo/../x",
        "/repo/%2E%2E/x",
    ] {
        assert_eq!(at(path), Answer::Missing, "{path}");
    }
}
