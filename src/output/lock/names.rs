//! Where things lie in a locked site: names that only the key gives, of the same depth as the real ones, so that
//! relative links lead where they led.

use super::keys::Keys;

/// Folders of pages that every site has, which keep their names. What content has named, such as deals, people,
/// campaigns and pages of its own, is not among them, and neither are periods.
pub(super) const FOLDERS: [&str; 17] = [
    "attribution/",
    "campaigns/",
    "deals/",
    "deals/page/",
    "findings/",
    "forecast/",
    "funnel/",
    "handoff/",
    "losses/",
    "metrics/",
    "needs/",
    "people/",
    "periods/",
    "playbook/",
    "quality/",
    "spend/",
    "week/",
];
/// Hexadecimal digits of a folder's name.
const FOLDER_DIGITS: usize = 24;
/// Hexadecimal digits of a file's name: its folder of two, and the rest.
const FILE_DIGITS: usize = 32;

/// Whether the path is a page's, which has a shell at its address. Other files are only fetched.
pub(super) fn is_page(path: &str) -> bool {
    path == "index.html" || path.ends_with("/index.html")
}

/// The path that a file has in the unlocked site. A page's is seen in the address; another's is seen nowhere.
pub(super) fn shown(keys: &Keys, path: &str) -> String {
    if !is_page(path) {
        return path.to_owned();
    }
    let mut out = String::with_capacity(path.len());
    let mut from = 0;
    for (at, _) in path.match_indices('/') {
        let folder = &path[..=at];
        if FOLDERS.contains(&folder) {
            out.push_str(&path[from..at]);
        } else {
            out.push_str(&keys.name(&format!("folder {folder}"), FOLDER_DIGITS));
        }
        out.push('/');
        from = at + 1;
    }
    out + "index.html"
}

/// Where the sealed file of this path lies.
pub(super) fn stored(keys: &Keys, path: &str) -> String {
    let name = keys.name(&format!("file {path}"), FILE_DIGITS);
    format!("locked/{}/{}.bin", &name[..2], &name[2..])
}
