//! A deal as plain values, before it is written.

use super::days::Moment;

/// An entry in a stage.
pub(super) struct Entry {
    /// Place in the stages.
    pub(super) stage: usize,
    /// When.
    pub(super) at: Moment,
    /// Why it came back.
    pub(super) reason: Option<&'static str>,
}

/// A contact.
pub(super) struct Touch {
    /// When.
    pub(super) on: Moment,
    /// Place of the campaign in the plan.
    pub(super) campaign: Option<usize>,
    /// Which side, where it has to be said.
    pub(super) by: Option<&'static str>,
    /// What kind.
    pub(super) kind: Option<&'static str>,
    /// A remark.
    pub(super) note: Option<&'static str>,
}

/// Something after the win.
pub(super) struct FollowUp {
    /// Day.
    pub(super) on: i32,
    /// What kind.
    pub(super) kind: &'static str,
    /// Money, in whole units of the deal's currency.
    pub(super) amount: Option<i64>,
    /// A remark.
    pub(super) note: Option<&'static str>,
}

/// How a deal was lost.
pub(super) struct Loss {
    /// When.
    pub(super) on: i32,
    /// Why.
    pub(super) reason: Option<&'static str>,
    /// To whom.
    pub(super) to: Option<&'static str>,
    /// A remark.
    pub(super) note: Option<&'static str>,
}

/// An objection.
pub(super) struct Objection {
    /// What was said.
    pub(super) text: &'static str,
    /// When it was answered.
    pub(super) answered: Option<i32>,
}

/// The next step.
pub(super) struct Next {
    /// When.
    pub(super) on: i32,
    /// What.
    pub(super) what: &'static str,
    /// By whom.
    pub(super) by: Option<&'static str>,
}

/// A deal.
#[derive(Default)]
pub(super) struct Deal {
    pub(super) id: String,
    pub(super) account: String,
    pub(super) name: Option<String>,
    pub(super) owner: Option<&'static str>,
    pub(super) segment: &'static str,
    pub(super) region: &'static str,
    pub(super) amount: Option<i64>,
    /// ` USD`, ` GBP` or nothing.
    pub(super) currency: &'static str,
    pub(super) source: Option<usize>,
    pub(super) channel: Option<&'static str>,
    /// `existing`, `renewal`, or nothing for new.
    pub(super) kind: Option<&'static str>,
    pub(super) entries: Vec<Entry>,
    pub(super) next: Option<Next>,
    pub(super) loss: Option<Loss>,
    pub(super) touches: Vec<Touch>,
    pub(super) follow_ups: Vec<FollowUp>,
    /// What they need, and whether it was met.
    pub(super) needs: Vec<(&'static str, Option<bool>)>,
    pub(super) objections: Vec<Objection>,
    pub(super) tags: Vec<&'static str>,
    pub(super) notes: Option<&'static str>,
}
