//! The web client, embedded by the build script: served from memory, compressed beforehand, cached by rule.
//!
//! Files under `/assets/` are named by their content and never change; all others are asked for again each
//! time and answered with 304 while they are the same.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderName, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};

/// One file of the client.
#[derive(Debug)]
struct Asset {
    /// As in the URL, with the leading slash.
    path: &'static str,
    content_type: &'static str,
    /// Weak (RFC 9110 section 8.8.1): the same for every encoding of the file.
    etag: &'static str,
    /// Its name changes with its content.
    immutable: bool,
    plain: &'static [u8],
    /// Present when smaller than `plain`.
    br: Option<&'static [u8]>,
    /// Present when smaller than `plain`.
    gzip: Option<&'static [u8]>,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/web_assets.rs"));

/// Serves the client at `/` and `/r/NAME`, its files at their paths, and 404 for whatever no other route takes.
pub(super) fn router() -> Router {
    router_of(ASSETS)
}

fn router_of(assets: &'static [Asset]) -> Router {
    let serve = move |uri: Uri, headers: HeaderMap| async move { serve(assets, uri.path(), &headers) };
    Router::new().fallback_service(get(serve))
}

fn serve(assets: &[Asset], path: &str, request: &HeaderMap) -> Response {
    let room = path.strip_prefix("/r/").is_some_and(|name| !name.is_empty() && !name.contains('/'));
    let path = if path == "/" || room { "/index.html" } else { path };
    let Some(asset) = assets.iter().find(|asset| asset.path == path) else {
        return (StatusCode::NOT_FOUND, "Nothing is here.\n").into_response();
    };
    let caching = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known =
        [(header::CACHE_CONTROL, caching), (header::ETAG, asset.etag), (header::VARY, "accept-encoding")];
    if lists(request, &header::IF_NONE_MATCH, asset.etag) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    let (encoding, bytes) = match (asset.br, asset.gzip) {
        (Some(br), _) if lists(request, &header::ACCEPT_ENCODING, "br") => (Some("br"), br),
        (_, Some(gzip)) if lists(request, &header::ACCEPT_ENCODING, "gzip") => (Some("gzip"), gzip),
        _ => (None, asset.plain),
    };
    let encoding = encoding.map(|encoding| [(header::CONTENT_ENCODING, encoding)]);
    (known, [(header::CONTENT_TYPE, asset.content_type)], encoding, Body::from(bytes)).into_response()
}

/// True when a header's comma-separated list names `item`, and not with weight 0 (RFC 9110 section 12.4.2).
fn lists(request: &HeaderMap, name: &HeaderName, item: &str) -> bool {
    let lines = request.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|entry| {
        let (value, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
        value.trim() == item && weight != Some(0.0)
    })
}

#[cfg(test)]
mod tests {
    use axum::{body::to_bytes, http::Request};
    use tower_service::Service;

    use super::*;

    static SAMPLE: &[Asset] = &[
        Asset {
            path: "/index.html",
            content_type: "text/html; charset=utf-8",
            etag: "W/\"1\"",
            immutable: false,
            plain: b"plain page",
            br: Some(b"br page"),
            gzip: Some(b"gzip page"),
        },
        Asset {
            path: "/assets/pixel-Ab12.png",
            content_type: "image/png",
            etag: "W/\"2\"",
            immutable: true,
            plain: b"pixel",
            br: None,
            gzip: None,
        },
    ];

    async fn ask(
        mut router: Router,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (Response, String) {
        let request =
            headers.iter().fold(Request::builder(), |request, (name, value)| request.header(*name, *value));
        let request = request.method(method).uri(path).body(Body::empty()).unwrap();
        let (head, body) = router.call(request).await.unwrap().into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        (Response::from_parts(head, Body::empty()), String::from_utf8_lossy(&body).into_owned())
    }

    async fn get(path: &str, headers: &[(&str, &str)]) -> (Response, String) {
        ask(router_of(SAMPLE), "GET", path, headers).await
    }

    fn header<'a>(response: &'a Response, name: &str) -> &'a str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[tokio::test]
    async fn the_page_is_at_the_root_and_at_every_room() {
        for path in ["/", "/index.html", "/r/main", "/r/K7QF", "/?x=1"] {
            let (response, body) = get(path, &[]).await;
            assert_eq!((response.status(), body.as_str()), (StatusCode::OK, "plain page"), "{path}");
            assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
            assert_eq!(header(&response, "cache-control"), "no-cache");
        }
    }

    #[tokio::test]
    async fn what_is_not_there_is_404() {
        for path in ["/nothing", "/r/", "/r/a/b", "/assets/", "/../build.rs", "/%2e%2e/build.rs"] {
            let (response, _) = get(path, &[]).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn the_best_encoding_that_is_accepted_is_sent() {
        for (accepted, encoding, body) in [
            ("gzip, deflate, br, zstd", "br", "br page"),
            ("gzip;q=1.0, br;q=0", "gzip", "gzip page"),
            ("gzip ; q=0.5", "gzip", "gzip page"),
            ("identity", "", "plain page"),
            ("brotli", "", "plain page"),
        ] {
            let (response, sent) = get("/", &[("accept-encoding", accepted)]).await;
            assert_eq!(
                (header(&response, "content-encoding"), sent.as_str()),
                (encoding, body),
                "{accepted}"
            );
            assert_eq!(header(&response, "vary"), "accept-encoding");
        }
        let (response, sent) = get("/assets/pixel-Ab12.png", &[("accept-encoding", "br, gzip")]).await;
        assert_eq!((header(&response, "content-encoding"), sent.as_str()), ("", "pixel"));
    }

    #[tokio::test]
    async fn a_known_file_is_not_sent_again() {
        for (tags, status) in [
            ("W/\"1\"", StatusCode::NOT_MODIFIED),
            ("W/\"0\", W/\"1\"", StatusCode::NOT_MODIFIED),
            ("W/\"2\"", StatusCode::OK),
        ] {
            let (response, body) = get("/", &[("if-none-match", tags)]).await;
            assert_eq!(
                (response.status(), body.is_empty()),
                (status, status == StatusCode::NOT_MODIFIED),
                "{tags}"
            );
            assert_eq!(header(&response, "etag"), "W/\"1\"");
        }
    }

    #[tokio::test]
    async fn files_named_by_content_are_kept_for_ever() {
        let (response, _) = get("/assets/pixel-Ab12.png", &[]).await;
        assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&response, "content-type"), "image/png");
    }

    #[tokio::test]
    async fn head_has_no_body_and_post_is_refused() {
        let (response, body) = ask(router_of(SAMPLE), "HEAD", "/", &[]).await;
        assert_eq!((response.status(), body.as_str()), (StatusCode::OK, ""));
        assert_eq!(header(&response, "content-length"), "10");
        let (response, _) = ask(router_of(SAMPLE), "POST", "/", &[]).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[tokio::test]
    async fn the_embedded_page_loads_what_is_embedded() {
        let (_, page) = ask(router(), "GET", "/", &[]).await;
        assert!(page.contains("Fracas"), "{page}");
        for attribute in ["src=\"/", "href=\"/"] {
            for rest in page.split(attribute).skip(1) {
                let path = format!("/{}", rest.split('"').next().unwrap());
                // Another router's: the list of rooms, which it asks for ahead.
                if path == "/api/rooms" {
                    continue;
                }
                assert_eq!(ask(router(), "GET", &path, &[]).await.0.status(), StatusCode::OK, "{path}");
            }
        }
    }
}
