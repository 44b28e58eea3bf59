//! What people said and wrote down.

use super::market::{LEAD, MQL, SQL};

/// A need, and how often of a thousand the product met it.
pub(super) const NEEDS: [(&str, i32); 16] = [
    ("one plan that office and hall both see", 940),
    ("stock figures the shop floor believes", 860),
    ("delivery dates we can promise on the phone", 880),
    ("no more retyping orders from e-mail", 700),
    ("planning that copes with rush orders", 830),
    ("works without a full-time planner", 900),
    ("link to our accounting", 520),
    ("reads the machines' own counters", 310),
    ("tool and jig tracking", 610),
    ("batch traceability for audits", 560),
    ("runs on the tablets we have", 920),
    ("a plan per shift on one page", 870),
    ("quotes calculated from past jobs", 430),
    ("knows who is trained on which machine", 660),
    ("reorder before the shelf is empty", 890),
    ("our data stays in Europe", 970),
];

/// How often each need comes up.
pub(super) const NEED_WEIGHTS: [i32; 16] = [18, 16, 14, 9, 12, 8, 11, 7, 6, 7, 5, 6, 8, 4, 7, 4];

/// Objections.
pub(super) const OBJECTIONS: [&str; 11] = [
    "too dear for five people",
    "we tried software once and went back to the board",
    "who enters all the data?",
    "our ERP says it can do that too",
    "no time before the holidays",
    "what happens if the internet is down?",
    "the works council wants a word",
    "the old hands will not use a tablet",
    "contract runs a year, we want monthly",
    "does not read our part numbers",
    "can we get our data out again?",
];

/// What to do next, by stage.
pub(super) fn next_steps(stage: usize) -> &'static [&'static str] {
    match stage {
        LEAD => &["send the planning guide"],
        MQL => &["first call", "call back, nobody reached", "find out who plans the week"],
        SQL => &[
            "demo with their own orders",
            "call with the foreman",
            "get a list of machines and shifts",
            "second demo, this time with purchasing",
            "agree on a date for a visit",
        ],
        _ => &[
            "send the revised quote",
            "call about the quote",
            "trial week in hall 2",
            "answer on data protection",
            "meet the managing director",
            "contract back from the lawyer",
            "call after their board meeting",
        ],
    }
}

/// Why a customer did not buy again.
pub(super) const CUSTOMER_LOSSES: [(&str, i32); 6] = [
    ("no-need", 26),
    ("timing", 22),
    ("no-budget", 20),
    ("price", 18),
    ("competitor", 8),
    ("", 6),
];

/// Why shops that we called ourselves went no further.
pub(super) const CALLED_LOSSES: [(&str, i32); 4] = [("no-need", 38), ("no-response", 30), ("bad-fit", 20), ("", 12)];

/// Why it was lost from a stage, with weights; an empty one was not written down.
pub(super) fn loss_reasons(stage: usize) -> &'static [(&'static str, i32)] {
    match stage {
        LEAD => &[
            ("no-response", 44),
            ("bad-fit", 22),
            ("no-need", 20),
            ("student or private person", 5),
            ("", 9),
        ],
        MQL => &[
            ("no-response", 36),
            ("bad-fit", 18),
            ("no-need", 16),
            ("timing", 16),
            ("no-budget", 10),
            ("", 4),
        ],
        SQL => &[
            ("timing", 24),
            ("no-budget", 19),
            ("competitor", 18),
            ("bad-fit", 15),
            ("no-response", 12),
            ("no-need", 8),
            ("waits for the group's ERP", 4),
        ],
        _ => &[
            ("price", 29),
            ("competitor", 26),
            ("timing", 17),
            ("no-budget", 12),
            ("no-response", 9),
            ("stays with the whiteboard", 7),
        ],
    }
}

/// Who else they buy from, with weights; made up, like everything here.
pub(super) const COMPETITORS: [(&str, i32); 5] = [
    ("Millrun ERP", 34),
    ("BoardPilot", 27),
    ("Stapelwerk", 18),
    ("Taktmeister", 13),
    ("own spreadsheet", 8),
];

/// Remarks on a loss.
pub(super) fn loss_notes(reason: &str) -> &'static [&'static str] {
    match reason {
        "price" => &[
            "Liked the trial, but the board only releases half of it.",
            "Compared us with a tool at a third of the price that plans one machine.",
            "Asked for 30 % off, we went to 8 %.",
            "Fine with the licence, not with paying for set-up.",
        ],
        "competitor" => &[
            "Their accountant already works with the other one.",
            "The other side offered to do the data entry.",
            "Wanted everything from one house, bookkeeping included.",
            "Decided within the group, our contact would have taken us.",
        ],
        "timing" => &[
            "Moving into the new hall first. Asks us to call again.",
            "Foreman retires in spring, they want his successor to choose.",
            "Order books full, nobody has time to introduce anything.",
        ],
        "no-budget" => &[
            "A new milling centre ate this year's budget.",
            "Budget is decided in autumn.",
            "Bank wants to see the half-year figures first.",
        ],
        "no-response" => &[
            "No answer any more, to calls or to mails.",
            "Went quiet after the second call.",
            "Contact has left, switchboard will not put us through.",
        ],
        "bad-fit" => &[
            "Turned out to be a trader, makes nothing.",
            "Continuous process, nothing to plan by order.",
            "Three people, all in one room.",
        ],
        "no-need" => &["Built something of their own last winter.", "Only wanted the template."],
        _ => &[],
    }
}

/// Remarks on contacts, by kind.
pub(super) fn touch_notes(kind: &str) -> &'static [&'static str] {
    match kind {
        "call" => &[
            "asked who plans when she is ill",
            "foreman was there too",
            "wants prices before anything else",
            "reached on the third try",
            "plans on a whiteboard and in two spreadsheets",
            "was at the saw, call again before eight",
            "heard of us from his steel merchant",
            "wants to see it on a tablet first",
            "asked for two customers of the same trade",
            "boss decides, she prepares",
            "had the guide in print on the desk",
        ],
        "discovery" => &[
            "7 machines, 2 shifts, one planner",
            "stock is counted twice a year, nobody believes it",
            "late on one order in five",
            "four people plan, each in an own sheet",
            "rush orders break the week every Tuesday",
            "the plan is in one man's head, and he retires",
            "60 open orders, 14 of them late",
        ],
        "demo" => &[
            "used their own order list, good questions",
            "board liked, stock part too long",
            "needs a second one for the night shift",
            "asked about the link to accounting",
        ],
        "meeting" => &[
            "walked through the hall",
            "managing director joined for ten minutes",
            "their steel store is in the car park",
            "three whiteboards, none of them agrees",
            "foreman showed us last week's plan, all crossed out",
            "met the planner and her deputy",
            "talked on the shop floor, too loud for the office part",
            "lunch with the two foremen",
        ],
        "quote" | "proposal" => &[
            "12 seats, set-up in two days",
            "with and without the stock part",
            "valid for four weeks",
        ],
        "negotiation" => &["wants payment in two parts", "asks for the training days free"],
        "event" => &["stopped at our stand twice", "took the printed board home"],
        _ => &[],
    }
}

/// Why a lead went back.
pub(super) const BACK_TO_LEAD: [&str; 5] = [
    "only collecting offers for next year",
    "new hall first, asks for a call in spring",
    "contact has left, successor not named yet",
    "too early, has just bought a machine",
    "no planner in house at the moment",
];

/// Why sales gave one back to marketing.
pub(super) const BACK_TO_MQL: [&str; 3] = [
    "wrong person, the one who plans was not in the call",
    "wants to read up before a demo",
    "project put on hold after the first call",
];

/// What kind of account it is.
pub(super) const TAGS: [&str; 9] = [
    "two shifts",
    "second site",
    "family business",
    "group member",
    "cnc",
    "made to order",
    "automotive supplier",
    "medical parts",
    "grant possible",
];

/// What an existing customer adds.
pub(super) const ADDED: [&str; 7] = [
    "Stock part",
    "Second hall",
    "Seats for the night shift",
    "Tablets for assembly",
    "Second site",
    "Purchasing joins in",
    "Tool tracking",
];

/// Notes on deals that were won.
pub(super) const WON_NOTES: [&str; 14] = [
    "The foreman decided this, not the office. He wants the board on a **screen in the hall**, not on his desk.",
    "Signed after the trial week. What settled it: on Thursday they could tell a customer on the phone that his parts would be late.\n\nThey keep the whiteboard until the end of the quarter.",
    "Purchasing wanted the stock part only. After the visit they took both.",
    "Quick one: knew us from a shop in the neighbouring village and had the budget ready.",
    "Set-up agreed in two steps:\n\n1. planning for the saw and the two mills\n2. stock, once the annual count is done",
    "Wants no training day, \"we are grown-ups\". Offered two short calls instead.",
    "The grant covers 40 %. Paperwork took longer than the decision.",
    "Asked for a customer to talk to; the call with a joinery of the same size did it.",
    "Two years ago they said no to us. The new production manager had worked with the board at his old place.",
    "Took the smallest package to try it. *Ask about the second shift in three months.*",
    "They did the data entry themselves, over a weekend, before the trial had even begun.",
    "Paid the first year up front for 4 % off. Helen agreed.",
    "What they liked best: changing the plan on the phone while the lorry waits.",
    "Competitor was in for a demo the same week. We were a little dearer and could start ten days sooner.",
];

/// Notes on deals that were lost.
pub(super) const LOST_NOTES: [&str; 12] = [
    "We lost them between the demo and the quote: nine days without a word from us. To be remembered.",
    "Would have needed the link to their accounting, which we do not have yet.",
    "Good people, wrong size: three in the workshop, everything fits in one head.",
    "The son wanted it, the father did not. Try again when the business is handed over.",
    "Price was named as the reason. I think it was the data entry: nobody there has an hour a week for it.",
    "Their ERP house throws in a planning module for a year. Ask how it goes when the year is over.",
    "They liked the *board*, but the machines' counters were a must.",
    "Our contact left in the middle of it, and nobody took it up.",
    "Two plants, one said yes, one said no. In the end they kept what they have.",
    "The demo was ours to lose: we showed stock for half an hour, they wanted the plan.",
    "Went with the one their customer uses, so that both see the same dates.",
    "Honest answer at last: the money went into a compressor.",
];

/// Notes on deals that are open.
pub(super) const OPEN_NOTES: [&str; 9] = [
    "Two decide: the planner (for) and the managing director (wants to see numbers). Bring the late-orders sheet.",
    "Quote is with their tax adviser. Do not push before the quarter closes.",
    "- wants the trial in hall 2, **not** in hall 1\n- tablets are there\n- needs an answer about data protection first",
    "Compares us with Millrun ERP. Our point: running in a week, not in a year.",
    "Came back after half a year. The old plan hangs on one person who retires.",
    "Only reachable before seven in the morning.",
    "Asked for a smaller package than the one on the price list.",
    "Second site decides with them. Their planner comes to the next demo.",
    "Everything said; waits for a signature. Helen knows the owner from the guild.",
];

/// Remarks on follow-ups, by kind.
pub(super) fn follow_up_notes(kind: &str) -> &'static [&'static str] {
    match kind {
        "onboarding" => &[
            "first week's plan built together",
            "stock list imported, 40 items odd",
            "night shift missing, second date agreed",
            "done in one morning",
            "part numbers cleaned up first",
            "foreman trains the others himself",
        ],
        "check-in" => &[
            "uses the board daily, stock part not yet",
            "happy; asks for shift view",
            "planner ill, nobody stood in",
            "whiteboard is gone",
            "asks for an export to accounting",
            "two of six tablets in use",
        ],
        "review" => &[
            "late orders down from 21 to 9 a month",
            "changeovers down by a third",
            "stock count took half a day",
        ],
        "referral" => &["named a shop two streets away", "introduced us at the guild evening"],
        "expansion" => &["four more seats", "assembly joins"],
        _ => &[],
    }
}
