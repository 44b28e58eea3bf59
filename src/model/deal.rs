//! A deal: one possible purchase by one account, from the first contact to won or lost.

use super::{Id, Money, Origin, Side, When, words};

words! {
    /// What kind of purchase it is.
    Kind {
        /// A first purchase.
        New = "new",
        /// More for a customer.
        Existing = "existing",
        /// A contract renewed.
        Renewal = "renewal",
    }
}

words! {
    /// What a touch was.
    TouchKind {
        /// A telephone call.
        Call = "call",
        /// A meeting.
        Meeting = "meeting",
        /// A conversation about needs.
        Discovery = "discovery",
        /// A demonstration.
        Demo = "demo",
        /// A price named.
        Quote = "quote",
        /// A written offer.
        Proposal = "proposal",
        /// Terms negotiated.
        Negotiation = "negotiation",
        /// An advertisement.
        Ad = "ad",
        /// Something to read or watch.
        Content = "content",
        /// A webinar.
        Webinar = "webinar",
        /// Found by search.
        Search = "search",
        /// Social media.
        Social = "social",
        /// The web site.
        Web = "web",
        /// An e-mail.
        Email = "email",
        /// An event.
        Event = "event",
        /// Recommended by somebody.
        Referral = "referral",
        /// Anything else.
        Other = "other",
    }
}

impl TouchKind {
    /// The side that makes such touches, where it is only one.
    pub fn side(self) -> Option<Side> {
        use TouchKind::{
            Ad, Call, Content, Demo, Discovery, Email, Event, Meeting, Negotiation, Other, Proposal, Quote, Referral,
            Search, Social, Web, Webinar,
        };
        match self {
            Call | Meeting | Discovery | Demo | Quote | Proposal | Negotiation => Some(Side::Sales),
            Ad | Content | Webinar | Search | Social | Web => Some(Side::Marketing),
            Email | Event | Referral | Other => None,
        }
    }
}

words! {
    /// What was done after a win.
    FollowUpKind {
        /// The customer was brought in.
        Onboarding = "onboarding",
        /// Asked how it goes.
        CheckIn = "check-in",
        /// Looked back together.
        Review = "review",
        /// Renewed.
        Renewal = "renewal",
        /// Bought more.
        Expansion = "expansion",
        /// Recommended us.
        Referral = "referral",
    }
}

/// One entry into a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index of the stage in the funnel.
    pub stage: u8,
    /// When.
    pub on: When,
    /// Why it came (back).
    pub reason: Option<String>,
}

/// How a deal was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// When.
    pub on: When,
    /// Free text with known words.
    pub reason: Option<String>,
    /// The competitor who won it.
    pub to: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// The next step agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// When.
    pub on: When,
    /// What.
    pub what: String,
    /// Who.
    pub by: Option<Id>,
}

/// One contact between us and the account.
#[derive(Clone, Debug)]
pub struct Touch {
    /// When.
    pub on: When,
    /// The campaign it belongs to.
    pub campaign: Option<Id>,
    /// Which side made it, where the file says so.
    pub by: Option<Side>,
    /// What it was.
    pub kind: Option<TouchKind>,
    /// A remark.
    pub note: Option<String>,
    /// Its line in the file, from 1; 0 where that is not known.
    pub line: u32,
}

impl PartialEq for Touch {
    /// A touch is the same wherever it is written.
    fn eq(&self, other: &Self) -> bool {
        let said = |t: &Self| (t.on, t.by, t.kind);
        said(self) == said(other) && self.campaign == other.campaign && self.note == other.note
    }
}

impl Eq for Touch {}

/// Something done after the win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// When.
    pub on: When,
    /// What.
    pub kind: FollowUpKind,
    /// Money it brought.
    pub amount: Option<Money>,
    /// A remark.
    pub note: Option<String>,
}

/// A need, as sales learned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The need.
    pub need: String,
    /// Whether the product met it, where that is known.
    pub met: Option<bool>,
}

/// An objection raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The objection.
    pub text: String,
    /// When it was answered.
    pub answered: Option<When>,
}

/// A deal as its file says it, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// Unique among deals.
    pub id: Id,
    /// The customer's name.
    pub account: String,
    /// What it is called, where not as the account.
    pub name: Option<String>,
    /// Who on the sales side works it.
    pub owner: Option<Id>,
    /// A breakdown dimension.
    pub segment: Option<String>,
    /// A breakdown dimension.
    pub region: Option<String>,
    /// The amount, in its own currency.
    pub amount: Option<Money>,
    /// The campaign that created the lead, where the file says so.
    pub source: Option<Id>,
    /// The channel of a lead from no campaign.
    pub channel: Option<String>,
    /// New, existing or renewal.
    pub kind: Kind,
    /// Entries into stages, in file order; at least one.
    pub stages: Vec<Entry>,
    /// The next step agreed.
    pub next: Option<Next>,
    /// How it was lost.
    pub lost: Option<Loss>,
    /// Touches, in file order.
    pub touches: Vec<Touch>,
    /// Follow-ups, in file order.
    pub follow_ups: Vec<FollowUp>,
    /// Needs.
    pub needs: Vec<Need>,
    /// Objections.
    pub objections: Vec<Objection>,
    /// Tags.
    pub tags: Vec<String>,
    /// Notes in Markdown.
    pub notes: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    #[test]
    fn a_touch_is_the_same_wherever_it_is_written() {
        let touch = Touch {
            on: When::date(Day(20_000)),
            campaign: None,
            by: None,
            kind: Some(TouchKind::Call),
            note: None,
            line: 3,
        };
        let elsewhere = Touch {
            line: 9,
            ..touch.clone()
        };
        assert_eq!(touch, elsewhere);
        let others = [
            Touch {
                on: When::date(Day(20_001)),
                ..touch.clone()
            },
            Touch {
                campaign: Id::parse("ads").ok(),
                ..touch.clone()
            },
            Touch {
                by: Some(Side::Sales),
                ..touch.clone()
            },
            Touch {
                kind: None,
                ..touch.clone()
            },
            Touch {
                note: Some("hello".into()),
                ..touch.clone()
            },
        ];
        for other in others {
            assert_ne!(touch, other);
        }
    }
}
