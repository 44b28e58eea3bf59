//! The preview over HTTP: what may be asked, by whom, and what is answered.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::{Preview, Shown, frame};

/// Where a preview is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(pub SocketAddr);

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "http://{}/", self.0)
    }
}

impl Address {
    /// Whether an authority (`host:port`) is this preview by a number, or by the name that every machine gives
    /// itself. Other names can be made to lead here by anybody who owns one.
    fn is(self, authority: &str) -> bool {
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port),
            _ => (authority, "80"),
        };
        let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let known = match number {
            Ok(number) => number.is_loopback() || !self.0.ip().is_loopback(),
            Err(_) => host.eq_ignore_ascii_case("localhost"),
        };
        known && port == self.0.port().to_string()
    }
}

/// Serves at an address until the program is stopped. `ready` is told the address with the port that it got.
///
/// # Errors
/// The address cannot be had, or the system fails.
pub fn serve(preview: &Arc<Preview>, at: SocketAddr, ready: impl FnOnce(Address)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(at).await?;
        let address = Address(listener.local_addr()?);
        ready(address);
        let app = Router::new().fallback(answer).with_state((preview.clone(), address));
        axum::serve(listener, app).await
    })
}

type Shared = State<(Arc<Preview>, Address)>;

async fn answer(State((preview, address)): Shared, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    if let Err(why) = check(address, &uri, &headers) {
        return respond(
            StatusCode::FORBIDDEN,
            "text/plain; charset=utf-8",
            why.as_bytes().to_vec(),
        );
    }
    let mut version = preview.version.subscribe();
    let path = uri.path();
    if path == frame::EVENTS {
        return Sse::new(events(WatchStream::new(version)))
            .keep_alive(KeepAlive::default())
            .into_response();
    }
    for (own, text) in [frame::SCRIPT, frame::STYLE] {
        if path == own {
            return respond(StatusCode::OK, content_type(own), text.as_bytes().to_vec());
        }
    }
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return (StatusCode::BAD_REQUEST, "the address is not UTF-8").into_response();
    };
    let path = path.into_owned();
    // Whoever comes before the first site is ready waits for it.
    if version.wait_for(Option::is_some).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let answered = tokio::task::spawn_blocking(move || file(&preview.shown(), &path));
    let failed = |_| (StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made").into_response();
    answered.await.unwrap_or_else(failed)
}

/// A page elsewhere must not read the preview: not through a name of its own that leads to this machine, and not
/// by asking from there.
fn check(address: Address, uri: &Uri, headers: &HeaderMap) -> Result<(), &'static str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let named = uri.authority().is_none_or(|authority| address.is(authority.as_str()));
    if !named || hosts.next().is_some() || !host.is_some_and(|host| address.is(host)) {
        return Err("this preview answers to 127.0.0.1 and localhost, not to other names\n");
    }
    let ours = |origin: &HeaderValue| {
        let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        origin.is_some_and(|origin| address.is(origin))
    };
    if headers.get_all(header::ORIGIN).iter().all(ours) {
        Ok(())
    } else {
        Err("this preview answers to its own pages, not to those of others\n")
    }
}

/// The version that is shown, now and whenever it changes.
fn events(versions: WatchStream<Option<u64>>) -> impl Stream<Item = Result<Event, Infallible>> {
    let versions = versions.filter_map(|version| version);
    versions.map(|version| Ok(Event::default().data(version.to_string())))
}

/// A file of the site, or what stands in for it.
fn file(shown: &Shown, path: &str) -> Response {
    let problems = shown.problems.as_deref();
    let Some(site) = &shown.site else {
        return page(
            StatusCode::INTERNAL_SERVER_ERROR,
            frame::alone(shown.version, problems.unwrap_or_default()),
        );
    };
    let path = path.trim_start_matches('/');
    let name = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    let framed = |status, bytes: &[u8]| page(status, frame::framed(bytes, shown.version, problems));
    match site.file(&name) {
        Ok(Some(bytes)) if name.ends_with(".html") => framed(StatusCode::OK, &bytes),
        Ok(Some(bytes)) => respond(StatusCode::OK, content_type(&name), bytes.to_vec()),
        Ok(None) if site.has_page(&format!("{path}/index.html")) => slash(path),
        Ok(None) => match site.file("404.html") {
            Ok(Some(bytes)) => framed(StatusCode::NOT_FOUND, &bytes),
            _ => StatusCode::NOT_FOUND.into_response(),
        },
        Err(why) => page(StatusCode::INTERNAL_SERVER_ERROR, frame::alone(shown.version, &why)),
    }
}

/// What has to be encoded in the path of an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The same address with a slash.
fn slash(path: &str) -> Response {
    let there = format!("/{}/", utf8_percent_encode(path, ENCODED));
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, there)]).into_response()
}

fn page(status: StatusCode, bytes: Vec<u8>) -> Response {
    respond(status, "text/html; charset=utf-8", bytes)
}

fn respond(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Pages elsewhere cannot take in files of this one as scripts or pictures either.
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    // A drawing that is opened by itself is a document, and carries no policy of its own.
    let drawing = (kind == "image/svg+xml").then_some((
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    ));
    for (name, value) in headers.into_iter().chain(drawing) {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_known_by_numbers_and_localhost() {
        let on = |at: &str| Address(at.parse().unwrap());
        let here = on("127.0.0.1:8000");
        for good in ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"] {
            assert!(here.is(good), "{good}");
        }
        for bad in [
            "",
            "localhost",
            "localhost:80",
            "localhost:8001",
            "example.org:8000",
            "localhost.example.org:8000",
            "127.0.0.1.example.org:8000",
            "192.168.0.2:8000",
            "localhost:8000:8000",
        ] {
            assert!(!here.is(bad), "{bad}");
        }
        assert!(on("127.0.0.1:80").is("localhost"));
        let open = on("0.0.0.0:8000");
        assert!(open.is("192.168.0.2:8000") && open.is("localhost:8000"));
        assert!(!open.is("example.org:8000"));
    }
}
