//! Which pages there are.
use super::Site;
/// path
pub fn playbook_path(_: &Site<'_>, page: &str) -> String { format!("playbook/{page}/index.html") }
