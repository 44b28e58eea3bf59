//! Themes.
use include_dir::{Dir, include_dir};
static PLAYBOOK: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content/playbook");
/// The playbook's pages, for a new playbook: path below its root, and bytes.
pub fn playbook_pages() -> impl Iterator<Item = (String, &'static [u8])> {
    PLAYBOOK.files().map(|f| (format!("content/playbook/{}", f.path().display()), f.contents()))
}
