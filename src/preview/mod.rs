//! The preview: a site in memory over HTTP on this machine, reloaded in the browser on change.
//!
//! Only files of the built site can be asked for; the script that reloads is served by the preview
//! and never part of a site.

mod watch;

use std::collections::HashMap;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt as _};

pub use watch::Watcher;

use crate::output::OutputFile;

/// What is shown now.
#[derive(Default)]
struct Shown {
    files: HashMap<String, Vec<u8>>,
    problems: Option<String>,
}

/// A site that is shown, and those who are told when it changes.
pub struct Preview {
    shown: RwLock<Shown>,
    changed: broadcast::Sender<()>,
}

impl Default for Preview {
    fn default() -> Self {
        Self {
            shown: RwLock::default(),
            changed: broadcast::channel(16).0,
        }
    }
}

impl Preview {
    /// Shows a new site, all of it at once.
    pub fn show(&self, files: Vec<OutputFile>) {
        let files = files.into_iter().map(|f| (f.path, f.bytes)).collect();
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Shown { files, problems: None };
        // Nobody listening is no failure.
        let _ = self.changed.send(());
    }

    /// Shows problems over the last good site.
    pub fn fail(&self, problems: &str) {
        self.shown.write().unwrap_or_else(PoisonError::into_inner).problems = Some(problems.to_owned());
        let _ = self.changed.send(());
    }
}

const SCRIPT_PATH: &str = "/_funnelbook/reload.js";
const EVENTS_PATH: &str = "/_funnelbook/events";
const SCRIPT: &str = r#"new EventSource("/_funnelbook/events").onmessage = function () { location.reload(); };
"#;

/// Serves on 127.0.0.1 until the program is stopped. `ready` is told the address.
///
/// # Errors
/// The port cannot be had, or the system fails.
pub fn serve(preview: &Arc<Preview>, port: u16, ready: impl FnOnce(SocketAddr)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        ready(address);
        let app = Router::new()
            .fallback(answer)
            .with_state((preview.clone(), address.port()));
        axum::serve(listener, app).await
    })
}

type Shared = State<(Arc<Preview>, u16)>;

async fn answer(State((preview, port)): Shared, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    // A page elsewhere must not read the preview through a name that leads to this machine.
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    let known = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    if !known.iter().any(|k| k == host) {
        return (
            StatusCode::FORBIDDEN,
            "this preview answers only to 127.0.0.1 and localhost",
        )
            .into_response();
    }
    match uri.path() {
        EVENTS_PATH => Sse::new(events(&preview))
            .keep_alive(KeepAlive::default())
            .into_response(),
        SCRIPT_PATH => ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT).into_response(),
        path => file(&preview, path),
    }
}

fn events(preview: &Preview) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    BroadcastStream::new(preview.changed.subscribe()).map(|_| Ok(Event::default().data("changed")))
}

/// A file of the site, or what stands in for it.
fn file(preview: &Preview, path: &str) -> Response {
    let shown = preview.shown.read().unwrap_or_else(PoisonError::into_inner);
    let path = path.trim_start_matches('/').replace("%20", " ");
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.clone()
    };
    let is_page = name.ends_with(".html");
    if let (Some(problems), true) = (&shown.problems, is_page) {
        return page(StatusCode::OK, error_page(problems).into_bytes());
    }
    match shown.files.get(&name) {
        Some(bytes) if is_page => page(StatusCode::OK, with_script(bytes)),
        Some(bytes) => response(StatusCode::OK, content_type(&name), bytes.clone()),
        None if shown.files.contains_key(&format!("{path}/index.html")) => {
            (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, format!("/{path}/"))]).into_response()
        }
        None => page(
            StatusCode::NOT_FOUND,
            shown
                .files
                .get("404.html")
                .map_or_else(|| b"not found".to_vec(), |b| with_script(b)),
        ),
    }
}

fn page(status: StatusCode, bytes: Vec<u8>) -> Response {
    response(status, "text/html; charset=utf-8", bytes)
}

fn response(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The page with the script that reloads it; the policy of the page allows scripts of its own host.
fn with_script(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let tag = format!("<script src=\"{SCRIPT_PATH}\" defer></script></head>");
    text.replacen("</head>", &tag, 1).into_bytes()
}

/// The problems as a page, over the last good site.
fn error_page(problems: &str) -> String {
    let escaped = problems.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Problems</title><script src=\"{SCRIPT_PATH}\" defer></script></head>\
         <body><main><h1>The files have problems</h1><p>The site comes back when they are mended and saved.</p><pre>{escaped}</pre></main></body></html>"
    )
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
