//! Sites for the public: the secret that keys pseudonyms, and what does not go together with them.

use super::{Exit, secret};
use crate::diagnostics::Severity;
use crate::public::{LEAST_MINIMUM, SHORTEST, Secret};
use crate::settings::{Audience, Settings};

/// Where the secret comes from.
const VARIABLE: &str = "FUNNELBOOK_SECRET";

/// Who may see a site: the team, or with a secret everybody.
#[derive(Clone, Debug)]
pub(crate) enum Readers {
    /// The team.
    Team,
    /// Everybody.
    Public(Secret),
}

impl Readers {
    /// Those whom the settings name.
    ///
    /// # Errors
    /// The words to print: a site for the public wants a secret, and a smallest count that hides something.
    pub(crate) fn of(settings: &Settings, ci: bool) -> Result<Self, String> {
        if settings.audience != Some(Audience::Public) {
            return Ok(Self::Team);
        }
        if settings.minimum_count < LEAST_MINIMUM {
            return Err(format!(
                "`minimum_count` under [privacy] in site.toml is {}: a site for the public hides counts below {LEAST_MINIMUM} at least, \
                 since \"under {}\" would tell which. Write a larger one, or leave the line out for 5.\n",
                settings.minimum_count, settings.minimum_count
            ));
        }
        secret(ci).map(Self::Public)
    }
}

impl Readers {
    /// The same for a command that writes nothing: pseudonyms do not matter then, and need no secret.
    pub(crate) fn to_check(settings: Option<&Settings>) -> Self {
        match settings {
            Some(settings) if settings.audience == Some(Audience::Public) => {
                Secret::new("nothing is written with it").map_or(Self::Team, Self::Public)
            }
            _ => Self::Team,
        }
    }
}

/// Reads the secret.
///
/// # Errors
/// As [`secret::read`].
fn secret(ci: bool) -> Result<Secret, String> {
    let absent = format!(
        "the audience `public` takes a secret from {VARIABLE}, which is not set: without one, anybody could tell by a list of names which \
         pseudonym is whose"
    );
    secret::read(VARIABLE, ci, &absent, |text| {
        Secret::new(text).map_err(|n| format!("the secret has {n} characters; it needs at least {SHORTEST}"))
    })
}

/// Refuses what would put a team's things beside a site for the public.
///
/// # Errors
/// The words to print, and how to end.
pub(crate) fn check_options(readers: &Readers, lock: bool, since: bool) -> Result<(), (String, Exit)> {
    let wrong = match (readers, lock, since) {
        (Readers::Team, ..) | (_, false, false) => return Ok(()),
        (_, true, _) => {
            "a site for the public is not locked: it holds nothing that only the team may read. Leave out --lock, or lock a site for the team"
        }
        (_, _, true) => {
            "what changed since another state names deals: a site for the public has no such page. Leave out --since"
        }
    };
    Err((format!("error: {wrong}.\n"), Exit::Usage))
}

/// Whether settings were read without an error.
pub(crate) fn is_sound(problems: &[crate::diagnostics::Problem]) -> bool {
    problems.iter().all(|p| p.severity() != Severity::Error)
}
