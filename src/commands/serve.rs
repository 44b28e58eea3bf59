//! `funnelbook serve`: shows the site while you edit.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use clap::Args;

use super::published::Readers;
use super::{BadRecords, Common, Exit, count, pipeline, say};
use crate::diagnostics::render::Format;
use crate::diagnostics::{self, Code, Place, Problem, Problems};
use crate::pages::{OnDemand, Site, theme};
use crate::preview::{self, Address, Files, Preview, Source, Watcher};
use crate::public;
use crate::settings::{Audience, Language, Settings};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// The address to serve at, for other machines than this one
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Look at the files again and again, where the system does not tell of changes
    #[arg(long)]
    poll: bool,
}

pub(crate) fn run(common: &Common, arguments: &Arguments) -> Exit {
    let settings = pipeline::read_settings(common).0;
    if let Some(Err(why)) = settings.as_ref().map(|s| Readers::of(s, false)) {
        say(&format!("error: {why}"));
        return Exit::Usage;
    }
    let is_public = settings.as_ref().and_then(|s| s.audience) == Some(Audience::Public);
    // Versions of an earlier run are other ones, so that a browser that has one of them loads anew.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let first = now.map_or(0, |now| u64::try_from(now.as_millis()).unwrap_or(0));
    let preview = Arc::new(Preview::new(first));
    let at = SocketAddr::new(arguments.host, arguments.port);
    let result = preview::serve(&preview, at, |address| {
        // Before the first site, so that a change while it is made is seen.
        let watcher = Watcher::new(&common.root, sources(settings.as_ref()), arguments.poll);
        let work = Work::new(common, preview.clone());
        std::thread::spawn(move || work.run(watcher));
        greet(common, arguments, is_public, address);
    });
    match result {
        Ok(()) => Exit::Done,
        Err(error) => {
            say(&format!(
                "error: {at}: {error}. Another --port, or 0 for any that is free.\n"
            ));
            Exit::System
        }
    }
}

fn greet(common: &Common, arguments: &Arguments, is_public: bool, address: Address) {
    if !common.quiet {
        say(&format!(
            "{address} shows the site; it reloads when a file changes. Stop with Ctrl-C.\n"
        ));
    }
    if !arguments.host.is_loopback() && !is_public {
        say("warning: everybody who can reach this machine can see the site: accounts, people and money.\n");
    }
    if arguments.open
        && let Err(error) = open::that_detached(address.to_string())
    {
        say(&format!("warning: no browser could be opened: {error}\n"));
    }
}

/// What a build reads, to be watched.
fn sources(settings: Option<&Settings>) -> Vec<Source> {
    let theme = settings.map_or(theme::BUILT_IN, |s| s.theme.as_str());
    let language = settings.map_or(Language::En, |s| s.language).word();
    let words = format!("words/{language}.ftl");
    let source = |path: String, skips_hidden| Source { path, skips_hidden };
    let mut all = vec![source("site.toml".into(), false), source("content".into(), true)];
    for folder in [String::new(), format!("themes/{theme}/")] {
        for part in ["templates", "static", &words] {
            all.push(source(format!("{folder}{part}"), false));
        }
    }
    all
}

/// So long the browser has the machine for itself after a change, before all other pages are looked through.
const PAUSE: Duration = Duration::from_millis(250);

/// Makes the site, again and again.
struct Work {
    common: Common,
    preview: Arc<Preview>,
    kept: pipeline::Kept,
    state: Arc<Mutex<State>>,
}

/// What is shown.
#[derive(Default)]
struct State {
    /// How often the site was begun to be made.
    turn: u64,
    /// Whether nothing wrong is known of the last one.
    is_sound: bool,
    shown: Option<Arc<Served>>,
    /// The last site of which every page was looked at, and nothing was wrong with it.
    good: Option<Arc<Served>>,
}

impl Work {
    fn new(common: &Common, preview: Arc<Preview>) -> Self {
        Self {
            common: common.clone(),
            preview,
            kept: pipeline::Kept::default(),
            state: Arc::default(),
        }
    }

    fn run(mut self, mut watcher: Watcher) {
        loop {
            self.make();
            watcher.wait();
            let settings = pipeline::read_settings(&self.common).0;
            if settings.is_some() {
                watcher.follow(sources(settings.as_ref()));
            }
        }
    }

    /// Makes the site from the files as they are now and shows it, or what is wrong over the last good one.
    fn make(&mut self) {
        let start = Instant::now();
        let (turn, was_sound) = {
            let mut state = lock(&self.state);
            // From here on nobody looks at the pages of an older one.
            state.turn += 1;
            (state.turn, std::mem::take(&mut state.is_sound))
        };
        let computed = pipeline::compute_again(&self.common, &mut self.kept);
        let mut problems = computed.problems;
        let served = match computed.site {
            Some(site) if !has_errors(&problems) => match Pages::open(&site) {
                Ok(site) => Some(Arc::new(Served {
                    site,
                    common: self.common.clone(),
                })),
                Err(Problems(found)) => {
                    problems.extend(found);
                    None
                }
            },
            _ => None,
        };
        // Records alone leave pages and templates as they were; those are looked at after they are shown.
        let pages_are_the_same = was_sound && self.kept.only_records_changed();
        if let Some(served) = served.as_ref().filter(|_| !pages_are_the_same) {
            problems.extend(served.site.look_first());
        }
        diagnostics::sort(&mut problems);
        match served {
            Some(served) if !has_errors(&problems) => {
                let older = self.show(&served);
                let took = start.elapsed().as_secs_f64();
                self.tell(
                    &problems,
                    Some(&format!("ready in {took:.2} s, {}\n", count(&problems))),
                );
                self.look(served, turn, older);
            }
            _ => {
                let words = words(&self.common, &problems);
                let shown = lock(&self.state).shown.clone();
                self.preview.show(shown.map(|s| s as Arc<dyn Files>), Some(words));
                self.tell(&problems, None);
            }
        }
    }

    /// Shows a site; gives the one that was shown before.
    fn show(&self, served: &Arc<Served>) -> Option<Arc<Served>> {
        let older = {
            let mut state = lock(&self.state);
            state.is_sound = true;
            state.shown.replace(served.clone())
        };
        self.preview.show(Some(served.clone()), None);
        older
    }

    fn tell(&self, problems: &[Problem], ready: Option<&str>) {
        let words = self.common.render(problems, Format::Human, true);
        let ready = ready.filter(|_| !self.common.quiet).unwrap_or_default();
        say(&format!("{words}{ready}"));
    }

    /// Looks at every page of a site that is shown already, on a thread of its own; what is wrong is shown over the
    /// last good one.
    fn look(&self, served: Arc<Served>, turn: u64, older: Option<Arc<Served>>) {
        let (common, preview, state) = (self.common.clone(), self.preview.clone(), self.state.clone());
        std::thread::spawn(move || {
            std::thread::sleep(PAUSE);
            // It may take a while to give back, which nobody waits for here.
            drop(older);
            let stop = || lock(&state).turn != turn;
            let Some(mut problems) = served.site.look(&stop) else {
                return;
            };
            let mut state = lock(&state);
            if state.turn != turn {
                return;
            }
            if problems.is_empty() {
                state.good = Some(served);
                return;
            }
            diagnostics::sort(&mut problems);
            state.is_sound = false;
            state.shown = state.good.clone().or(Some(served));
            let shown = state.shown.clone().map(|s| s as Arc<dyn Files>);
            preview.show(shown, Some(words(&common, &problems)));
            say(&common.render(&problems, Format::Human, true));
        });
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // Each change of the state is one assignment.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|p| pipeline::stops(p, BadRecords::Stop))
}

/// The problems without colour, for a page.
fn words(common: &Common, problems: &[Problem]) -> String {
    let common = Common {
        color: super::Color::Never,
        ..common.clone()
    };
    common.render(problems, Format::Human, true)
}

/// The pages of a site: a team's are made when they are asked for; those for the public are all made and looked
/// through before the first is shown.
enum Pages {
    Team(Box<OnDemand>),
    Public(HashMap<String, Arc<[u8]>>),
}

impl Pages {
    fn open(site: &Arc<Site>) -> Result<Self, Problems> {
        match Readers::of(site.settings(), false) {
            Ok(Readers::Team) => Ok(Self::Team(Box::new(OnDemand::open(site)?))),
            Ok(Readers::Public(secret)) => {
                let files = public::render(site, &secret)?.0.into_iter();
                Ok(Self::Public(files.map(|f| (f.path, f.bytes.into())).collect()))
            }
            // The settings have changed since the preview began.
            Err(why) => Err(Problems(vec![
                Problem::new(Code::BadSetting, why.trim_end()).at(Place::of_file("site.toml")),
            ])),
        }
    }

    fn look_first(&self) -> Vec<Problem> {
        match self {
            Self::Team(site) => site.look_first(),
            Self::Public(_) => Vec::new(),
        }
    }

    fn look(&self, stop: &dyn Fn() -> bool) -> Option<Vec<Problem>> {
        match self {
            Self::Team(site) => site.look(stop),
            Self::Public(_) => Some(Vec::new()),
        }
    }
}

/// A site as the preview asks for it.
struct Served {
    site: Pages,
    common: Common,
}

impl Files for Served {
    fn has_page(&self, path: &str) -> bool {
        match &self.site {
            Pages::Team(site) => site.has_page(path),
            Pages::Public(files) => path.ends_with(".html") && files.contains_key(path),
        }
    }

    fn file(&self, path: &str) -> Result<Option<Arc<[u8]>>, String> {
        match &self.site {
            Pages::Team(site) => site.file(path).map_err(|problems| words(&self.common, &problems)),
            Pages::Public(files) => Ok(files.get(path).cloned()),
        }
    }
}
