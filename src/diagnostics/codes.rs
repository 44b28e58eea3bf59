//! The registry of problem codes: each is declared once, here.

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The site is written; the number it touches may be incomplete.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $id:literal $severity:ident $title:literal $help:literal;)*) => {
        /// A stable problem code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as printed: `E001`, `W001`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id,)* }
            }

            /// Error or warning.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What it is, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }

            /// Why it matters and what to do.
            pub fn help(self) -> &'static str {
                match self { $(Code::$variant => $help,)* }
            }
        }
    };
}

codes! {
    Syntax "E001" Error "the file is not valid YAML or TOML" "The text could not be read at the marked place. Look for a missing quote, a tab used as indentation, or a key that is indented by one space too few.";
    UnknownKey "E002" Error "unknown key" "Only the documented keys may stand here, so that a misspelt one is not lost.";
    DuplicateKey "E003" Error "the same key twice" "A key may stand once in a mapping. Keep the value you mean.";
    WrongType "E004" Error "wrong type of value" "Another kind of value belongs here: a text, a number, a list or a mapping.";
    MissingKey "E005" Error "a required key is missing" "Add the key to the record.";
    BadDate "E006" Error "not a date, instant or month" "Dates are written 2026-03-14, instants 2026-03-14T09:30 (optionally with Z or an offset), months 2026-03; years from 1990 to 2199.";
    BadMoney "E007" Error "not an amount of money" "Money is written 24000, 24000.50 or 24000.50 USD: digits, a point, no more decimals than the currency has, no thousands separators.";
    BadId "E008" Error "not a valid id" "Ids are lower-case letters, digits, `.`, `_` and `-`, start with a letter or digit, do not end in a dot, and have at most 120 characters.";
    UnknownWord "E009" Error "not one of the words known here" "This key takes one of a few words.";
    BadText "E010" Error "not a usable text" "Texts must not be blank, hold control characters, or be longer than 10,000 characters.";
    UnknownReference "E011" Error "refers to something that does not exist" "The id named here is declared nowhere. Correct it, or add the record.";
    DuplicateId "E012" Error "the same id twice" "Ids are unique for each kind of record, over all files.";
    DatesContradict "E013" Error "dates contradict each other" "The two marked lines cannot both be true.";
    SideUnknown "E014" Error "who made the touch is unknown" "Touches of this kind are made by either side: say `by: marketing` or `by: sales`, or name the campaign.";
    Misplaced "E015" Error "the file does not belong here" "Only campaigns/, deals/, team.yaml, costs.yaml, events.yaml, decisions.yaml, Markdown pages, pictures and PDFs belong in content/.";
    TooMuch "E016" Error "over a limit on input" "YAML may be nested 64 deep, aliases may produce 1,000 nodes, and a file may have 64 MiB.";
    NotUtf8 "E017" Error "the file is not UTF-8" "Save the file as UTF-8.";
    BadSetting "E018" Error "a setting has an unusable value" "Correct the value in site.toml.";
    BadNumber "E019" Error "not a number of the kind wanted here" "Counts are whole numbers, zero or more; shares are decimals from 0 to 1.";
    NoRate "E020" Error "no exchange rate for this date" "Add a rate for the currency to [rates] in site.toml, dated on or before the day it is needed.";
    KeysContradict "E021" Error "two keys contradict each other" "Keep one of them.";
    BadComponent "E022" Error "a component in a page cannot be shown" "Components are written {{ <metric id=\"win_rate\" /> }} with literal arguments; the id, period and dimension must exist.";
    BadLink "E023" Error "a link leads nowhere or may not be used" "Links are http, https, mailto, tel, or relative to a file of the site that exists.";
    PathCollision "E024" Error "two pages want the same path" "Rename one of the files.";
    Template "E025" Error "a template cannot be used" "The theme or one of the site's own templates has an error at the marked place.";
    Unreadable "E026" Error "the file cannot be read" "Check that the file exists and that you may read it.";
    TooLarge "E027" Error "an amount is too large" "Amounts are held exactly below 10^15 minor units.";
    MissingTitle "E028" Error "site.toml has no usable title" "Every playbook has a title.";
    BadRow "E029" Error "a row of an export cannot be read" "The row was not imported. Correct it in the CRM and export again, or say in the mapping how such values are meant; `--bad-records leave-out` imports the others.";
    BadMapping "E030" Error "a mapping for an import cannot be used" "The mapping says which column is which field and which stage is which. docs/content/importing.md holds all its keys.";
    NotUpdated "E031" Error "a deal could not be brought up to date" "The file was left as it is, so that nothing that somebody wrote there is lost. Change the deal by hand, or what stands in its way.";
    FindingDenied "E032" Error "a finding that is not put up with" "`--deny findings=high` (or `medium`, `low`: and above) was given, and a rule finds something of that severity. `funnelbook explain` with the rule's name says what to do. What the team has looked at is noted in decisions.yaml and then denied no longer.";
    Private "E033" Error "a private value in a site for the public" "A file of the site would tell everybody what a record of yours keeps: an account, a person, a need, a note. Take it out of the page, title or name that says it. In Markdown, `{{ <account deal=\"the-deal\" /> }}` gives a pseudonym. A word that means something else there too goes into `public_words` under [privacy] in site.toml. Nothing was written.";
    NoAmount "W001" Warning "a deal without an amount" "The deal is counted; its money is not.";
    AfterAsOf "W002" Warning "dated after the report's day" "What is dated after as_of is left out of every number and page.";
    OutsideRun "W003" Warning "spend or results outside the campaign's run" "Correct the month, or `starts` and `ends`.";
    MonthMissing "W004" Warning "a month without an entry" "Missing is not zero: numbers that rest on this month are incomplete. Write 0 if nothing was spent.";
    PassedOver "W005" Warning "a file that was passed over" "Links, pipes, devices, file names that are not UTF-8, and what editors leave beside files (`x.yaml~`, `x.yaml.bak`) are not read.";
    Bidi "W006" Warning "a character that turns the direction of text" "Such characters can make a text look like another one.";
    NoCriterion "W007" Warning "a stage at the handoff without a criterion" "Say in `means` what both sides agreed must be true of a deal that enters the stage.";
    OwnerLeft "W008" Warning "an open deal of somebody who left" "Give the deal to somebody who is there.";
    UnknownRecord "W009" Warning "a decision about a record that does not exist" "Correct the id, or delete the decision.";
    UnusualAmount "W010" Warning "an amount many times the usual" "The amount is ten times the median of all deals or more, among at least 20 amounts: a zero too many, or the cents without their point? If it is right, say so in decisions.yaml: `{rule: W010, record: <the deal>, until: <date>, by: <person>, note: <why>}`.";
    StageSkipped "W011" Warning "a stage that somebody's deals mostly skip" "More than half of somebody's deals, and of at least 8, went past a stage without having been in it. Where the stage is passed but not written down, the time in it and the rates around it are those of few. Write it down, or leave the stage out of the funnel. Deals in files that an import wrote are not counted: their stages are what the export showed. A decision with `rule: W011` and the person as `record` answers it.";
    Untouched "W012" Warning "an open deal to which nothing happens" "For half a year there was no touch and no new stage, and nothing is planned. Such deals make the pipeline look larger than it is: close them as lost (`lost: {on: <date>, reason: no-response}`), or write down the next step. A decision with `rule: W012` answers it.";
    FunnelGrows "W013" Warning "a stage with more deals than the one before it" "More deals were in a stage, and at least 20, than in the one before it. A deal counts as having reached all earlier stages, so rates are not wrong; the time in the earlier stage is known of few. Write its date down too. Deals in files that an import wrote are not counted: their stages are what the export showed. A decision with `rule: W013` answers it.";
    OldRate "W014" Warning "open deals counted at an old exchange rate" "The latest rate of a currency is over 300 days old and not of this year, and open deals are counted at it. Add a newer one to [rates] in site.toml; closed deals keep the rate of their day. A decision with `rule: W014` answers it.";
    AccountsAlike "W015" Warning "two accounts with nearly the same name" "Two names differ in nothing but case, accents (`Müller`, `Mueller`), marks, `and`, `The`, a legal form, or one letter of a longer word. If they are one customer, write the name the same way in both, or a customer who comes back counts as two. If they are two, say so in decisions.yaml with `rule: W015` and the deal named here as `record`.";
    EmptyFile "W016" Warning "a file of deals or campaigns without a record" "Nothing in the file is counted: it is empty, or all of it stands behind `#`. Write a record, or delete the file.";
    Listed "W017" Warning "what search engines may list" "With `index = true` under `[site]` the pages no longer ask search engines to stay away. The sitemap that leads them to the pages holds absolute addresses, so it wants `base_url`. And what stands in the pages is then found by anybody who looks for a name in them: leave `index` out where deals, people or money are shown.";
}
