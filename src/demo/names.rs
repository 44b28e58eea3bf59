//! Names of accounts: composed, so that there are enough for any number of deals, and counted
//! off instead of drawn, so that two customers never share one.

use super::dice::Dice;
use super::lists;

/// Where an account is at home; decides how it is called and what it pays in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tongue {
    /// Germany and Austria.
    German,
    /// Britain, Ireland, North America.
    English,
}

/// A name, and the region where it says so by a town.
pub(super) struct Named {
    /// The name.
    pub(super) account: String,
    /// Place of the region in the market's list.
    pub(super) region: Option<usize>,
}

/// The words of one language.
struct Words {
    surnames: &'static [&'static str],
    trades: &'static [&'static str],
    towns: &'static [&'static str],
    /// Towns of each region, in order, and the place of the first region.
    regions: &'static [usize],
    first: usize,
}

const GERMAN: Words = Words {
    surnames: lists::GERMAN_SURNAMES,
    trades: lists::GERMAN_TRADES,
    towns: lists::GERMAN_TOWNS,
    regions: &lists::GERMAN_REGIONS,
    first: 0,
};

const ENGLISH: Words = Words {
    surnames: lists::ENGLISH_SURNAMES,
    trades: lists::ENGLISH_TRADES,
    towns: lists::ENGLISH_TOWNS,
    regions: &lists::ENGLISH_REGIONS,
    first: lists::GERMAN_REGIONS.len(),
};

impl Words {
    /// The region of a town, by its place.
    fn region(&self, town: usize) -> usize {
        let mut last = 0;
        let before = self.regions.iter().take_while(|&&towns| {
            last += towns;
            last <= town
        });
        self.first + before.count()
    }
}

/// Hands out names, each once.
pub(super) struct Names {
    offset: usize,
    german: usize,
    english: usize,
}

impl Names {
    /// Starts at a place that the seed decides.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            offset: Dice::new(seed, 7, 0).below(1 << 20),
            german: 0,
            english: 0,
        }
    }

    /// The next account's name.
    pub(super) fn next(&mut self, tongue: Tongue) -> Named {
        match tongue {
            Tongue::German => {
                let number = self.german;
                self.german += 1;
                self.german_name(number)
            }
            Tongue::English => {
                let number = self.english;
                self.english += 1;
                self.english_name(number)
            }
        }
    }

    /// Ten patterns in turn, each counting through its own combinations.
    fn german_name(&self, number: usize) -> Named {
        let (round, place) = (number / 10, number % 10);
        let words = &GERMAN;
        let trades = words.trades.len();
        let forms = ["GmbH", "", "GmbH & Co. KG", "", "GmbH", "e. K.", "GmbH", ""];
        let form = forms[(number * 5 + number / 8) % 8];
        let one_name = words.surnames.len() * trades;
        let part = [0, 0, 0, 0, 2, 1, 0, 1, 0, 1][place];
        match place {
            // Two names over the door: enough pairs for any size, and never a sole trader.
            0 | 7 => {
                let form = if form == "e. K." { "OHG" } else { form };
                let (one, other, trade) = self.pair(words, round * 2 + part);
                named(&[one, "&", other, trade], form)
            }
            1 | 5 if round * 2 + part < words.towns.len() * trades => {
                let at = self.jump(round * 2 + part, words.towns.len() * trades, 1);
                let (town, trade) = (at % words.towns.len(), at / words.towns.len());
                Named {
                    region: Some(words.region(town)),
                    ..named(&[words.trades[trade], words.towns[town]], form)
                }
            }
            2 if round < lists::COINED.len() * lists::COINED_ENDS.len() => {
                let all = lists::COINED.len() * lists::COINED_ENDS.len();
                let at = self.jump(round, all, 2);
                let start = lists::COINED[at % lists::COINED.len()];
                let end = lists::COINED_ENDS[at / lists::COINED.len()];
                named(&[&format!("{start}{end}")], "GmbH")
            }
            3 if round < one_name => {
                let (name, trade) = self.single(words, round, 3);
                named(&[trade, name], form)
            }
            8 if round < one_name => {
                let (name, trade) = self.single(words, round, 4);
                named(&[name, "& Söhne", trade], form)
            }
            4 | 6 | 9 if round * 3 + part < one_name => {
                let (name, trade) = self.single(words, round * 3 + part, 5);
                named(&[name, trade], form)
            }
            _ => self.with_town(words, number, "+", form),
        }
    }

    /// Six patterns in turn.
    fn english_name(&self, number: usize) -> Named {
        let (round, place) = (number / 6, number % 6);
        let words = &ENGLISH;
        let trades = words.trades.len();
        let form = ["Ltd", "", "", "Ltd", ""][number % 5];
        let one_name = words.surnames.len() * trades;
        let part = [0, 0, 1, 0, 0, 2][place];
        match place {
            1 if round < words.towns.len() * trades => {
                let at = self.jump(round, words.towns.len() * trades, 6);
                let (town, trade) = (at % words.towns.len(), at / words.towns.len());
                Named {
                    region: Some(words.region(town)),
                    ..named(&[words.towns[town], words.trades[trade]], form)
                }
            }
            3 if round < one_name => {
                let (name, trade) = self.single(words, round, 7);
                named(&[name, "& Sons", trade], form)
            }
            4 => {
                let (one, other, trade) = self.pair(words, round);
                named(&[one, "&", other, trade], form)
            }
            0 | 2 | 5 if round * 3 + part < one_name => {
                let (name, trade) = self.single(words, round * 3 + part, 8);
                named(&[name, trade], form)
            }
            _ => self.with_town(words, number, "and", form),
        }
    }

    /// For very large playbooks: a surname, a trade and the town; once all of them are used, two
    /// surnames.
    fn with_town(&self, words: &Words, number: usize, and: &str, form: &str) -> Named {
        let towns = words.towns.len();
        let all = words.surnames.len() * words.trades.len();
        let (town, parts) = if number < all * towns {
            let at = self.jump(number, all * towns, 9);
            let (name, rest) = (at % words.surnames.len(), at / words.surnames.len());
            let (trade, town) = (rest % words.trades.len(), rest / words.trades.len());
            (
                town,
                named(&[words.surnames[name], words.trades[trade], words.towns[town]], form),
            )
        } else {
            let town = number % towns;
            let (one, other, trade) = self.pair(words, number);
            (town, named(&[one, and, other, trade, words.towns[town]], form))
        };
        Named {
            region: Some(words.region(town)),
            ..parts
        }
    }

    /// The `number`th combination of a surname and a trade.
    fn single(&self, words: &Words, number: usize, pattern: usize) -> (&'static str, &'static str) {
        let at = self.jump(number, words.surnames.len() * words.trades.len(), pattern);
        let name = words.surnames[at % words.surnames.len()];
        (name, words.trades[at / words.surnames.len()])
    }

    /// Two different surnames, the first before the second, and a trade. Once all pairs are used
    /// it begins again.
    fn pair(&self, words: &Words, number: usize) -> (&'static str, &'static str, &'static str) {
        let names = words.surnames;
        let pairs = names.len() * (names.len() - 1) / 2;
        let all = pairs * words.trades.len();
        let at = self.jump(number % all, all, 0);
        let (mut rest, trade) = (at % pairs, words.trades[at / pairs]);
        let mut first = 0;
        while rest >= names.len() - 1 - first {
            rest -= names.len() - 1 - first;
            first += 1;
        }
        (names[first], names[first + 1 + rest], trade)
    }

    /// A permutation of 0..all: near numbers land far apart, and no two patterns in step.
    fn jump(&self, number: usize, all: usize, pattern: usize) -> usize {
        // A prime above every `all` here shares no factor with it.
        const PRIME: u128 = 15_485_863;
        let start = self.offset + pattern * 104_729;
        let at = (number as u128 * PRIME + start as u128) % (all as u128);
        usize::try_from(at).unwrap_or(0)
    }
}

fn named(words: &[&str], form: &str) -> Named {
    let mut account = words.join(" ");
    if !form.is_empty() {
        account.push(' ');
        account.push_str(form);
    }
    Named { account, region: None }
}

/// An id made of a name: lower case, words with hyphens, no legal form.
pub(super) fn slug(name: &str) -> String {
    let core = [" GmbH & Co. KG", " GmbH", " e. K.", " OHG", " Ltd"]
        .iter()
        .find_map(|form| name.strip_suffix(form))
        .unwrap_or(name);
    let mut id = String::with_capacity(core.len());
    for letter in core.chars() {
        match letter {
            'ä' | 'Ä' => id.push_str("ae"),
            'ö' | 'Ö' => id.push_str("oe"),
            'ü' | 'Ü' => id.push_str("ue"),
            'ß' => id.push_str("ss"),
            '+' => id.push_str("und"),
            '&' => {}
            other if other.is_ascii_alphanumeric() => id.push(other.to_ascii_lowercase()),
            _ if id.ends_with('-') => {}
            _ => id.push('-'),
        }
    }
    // A dropped `&` leaves one hyphen, not two: the space after it found one there already.
    id
}
