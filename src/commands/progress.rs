//! What long work is at: a line on a terminal's stderr that is gone when the work is done.

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Work that is done sooner says nothing on its way.
const LONG: Duration = Duration::from_secs(1);
/// How often the line changes.
const TICK: Duration = Duration::from_millis(200);

/// The time left, once a tenth of the parts are done: the first are the overviews, which take longest.
fn left(state: &ProgressState, out: &mut dyn Write) {
    let is_known = state.len().is_some_and(|all| state.pos() >= all / 10);
    if is_known {
        // Nothing can be said of a line that cannot be written.
        let _ = write!(out, ", {:#} left", HumanDuration(state.eta()));
    }
}

/// Stages of the work, and of a stage with parts how many are done.
pub(super) struct Progress {
    bar: ProgressBar,
    ended: Arc<Mutex<bool>>,
}

impl Progress {
    /// Nothing yet; nothing ever where it is not wanted, or stderr is no terminal.
    pub(super) fn new(wanted: bool) -> Self {
        let progress = Self {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            ended: Arc::default(),
        };
        if wanted {
            let (bar, ended) = (progress.bar.clone(), progress.ended.clone());
            std::thread::spawn(move || {
                std::thread::sleep(LONG);
                if !*ended.lock().unwrap_or_else(PoisonError::into_inner) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(TICK);
                }
            });
        }
        progress
    }

    /// A stage begins, with so many parts where that is known.
    pub(super) fn stage(&self, name: &'static str, parts: Option<usize>) {
        let template = match parts {
            Some(_) => "{msg}: {human_pos} of {human_len}{left}",
            None => "{msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.with_key("left", left));
        }
        self.bar.reset();
        self.bar.set_message(name);
        match parts {
            Some(parts) => self.bar.set_length(parts as u64),
            None => self.bar.unset_length(),
        }
    }

    /// One part of the stage is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    /// All is done: the line goes.
    pub(super) fn end(&self) {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bar.finish_and_clear();
    }
}
