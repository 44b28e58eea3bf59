//! What the preview adds to a page: its script, and the problems over it.
//!
//! The page's own policy allows scripts and styles of its host, and these are files of it.

/// Where the preview's own files are.
pub(super) const SCRIPT: (&str, &str) = ("/_funnelbook/preview.js", include_str!("preview.js"));
pub(super) const STYLE: (&str, &str) = ("/_funnelbook/preview.css", include_str!("preview.css"));
pub(super) const EVENTS: &str = "/_funnelbook/events";

/// A page of the site with the script, and with the problems where there are some.
pub(super) fn framed(page: &[u8], version: u64, problems: Option<&str>) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let head = text.find("</head>").unwrap_or(0);
    let body = text.rfind("</body>").unwrap_or(text.len()).max(head);
    let over = problems.map(|problems| over(problems, BEHIND)).unwrap_or_default();
    [&text[..head], &links(version), &text[head..body], &over, &text[body..]]
        .concat()
        .into_bytes()
}

/// A page for problems where there is no site to show.
pub(super) fn alone(version: u64, problems: &str) -> Vec<u8> {
    let (links, over) = (links(version), over(problems, NOTHING_BEHIND));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Problems – funnelbook</title>\n{links}</head>\n<body>\n{over}</body>\n</html>\n"
    )
    .into_bytes()
}

fn links(version: u64) -> String {
    let (script, style) = (SCRIPT.0, STYLE.0);
    format!("<link rel=\"stylesheet\" href=\"{style}\">\n<script src=\"{script}?{version}\" defer></script>\n")
}

const BEHIND: &str =
    "Behind this is the last good version. It makes way for the new one when the files are mended and saved.";
const NOTHING_BEHIND: &str = "The page comes when the files are mended and saved.";

fn over(problems: &str, behind: &str) -> String {
    let escaped = problems
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    format!(
        "<details class=\"funnelbook-problems\" lang=\"en\" open>\n<summary>The files have problems</summary>\n\
         <p>{behind}</p>\n\
         <pre tabindex=\"0\">{escaped}</pre>\n</details>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_all_that_it_is() {
        let page = "<html><head><title>x</title></head><body>&lt;/head&gt; ü</body></html>";
        let framed = String::from_utf8(framed(page.as_bytes(), 7, Some("a < b & \"c\""))).unwrap();
        let script = "<script src=\"/_funnelbook/preview.js?7\" defer></script>\n</head>";
        assert!(framed.contains(script), "{framed}");
        assert!(framed.contains("a &lt; b &amp; &quot;c&quot;</pre>"), "{framed}");
        assert_eq!(
            framed
                .replace(&links(7), "")
                .replace(&over("a < b & \"c\"", BEHIND), ""),
            page
        );
    }

    #[test]
    fn a_template_without_a_head_is_no_trouble() {
        assert!(String::from_utf8(framed(b"plain", 7, None)).unwrap().ends_with("plain"));
    }
}
