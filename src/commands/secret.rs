//! Secrets come from the environment. There is no option for one: others can see a program's arguments.

use crate::output::lock::{Passphrase, SHORTEST};

/// Reads a secret from a variable; `check` makes of its text what is wanted, `absent` says for what it is missing.
///
/// # Errors
/// The words to print: there is none, or not a good one. Where nobody else reads along, with one to take.
pub(super) fn read<T>(
    variable: &str,
    ci: bool,
    absent: &str,
    check: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, String> {
    let wrong = match std::env::var(variable) {
        Ok(text) if !text.trim().is_empty() => match check(&text) {
            Ok(secret) => return Ok(secret),
            Err(why) => format!("{variable}: {why}"),
        },
        Err(std::env::VarError::NotUnicode(_)) => format!("{variable} is not UTF-8"),
        _ => absent.to_owned(),
    };
    // A workflow's log is no place for a secret.
    if ci {
        return Err(format!(
            "{wrong}. Make a secret of at least {SHORTEST} characters in the repository's settings and hand it to this step as {variable}.\n"
        ));
    }
    match Passphrase::suggest() {
        Ok(text) => Err(format!(
            "{wrong}. This one was made for you just now and is kept nowhere; put it where your team keeps passwords:\n\n    {text}\n\n"
        )),
        Err(error) => Err(format!("{wrong} ({error}).\n")),
    }
}
