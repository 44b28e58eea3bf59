//! The funnel's stages and the border between the two sides.

use crate::model::{Goal, Side};

/// A stage of the funnel.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Id, as deals name it.
    pub id: String,
    /// Name, as pages show it.
    pub name: String,
    /// The side that owns it.
    pub owner: Side,
    /// Which part of the playbook it belongs to.
    pub job: Option<Goal>,
    /// The criterion for entering.
    pub means: Option<String>,
    /// Stalled after this many days.
    pub max_days: Option<u32>,
    /// Whether a deal here should have an amount.
    pub needs_amount: bool,
}

/// The stages in order. Marketing's come first; the last is the win.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// All stages, at least two, at most 64.
    pub stages: Vec<Stage>,
    /// Index of the first stage that needs an amount: the opportunity stage.
    pub opportunity: usize,
}

impl Funnel {
    /// lead, mql (marketing), sql, opportunity, won (sales).
    pub fn standard() -> Self {
        let stage = |id: &str, name: &str, owner, job, needs_amount| Stage {
            id: id.into(),
            name: name.into(),
            owner,
            job,
            means: None,
            max_days: None,
            needs_amount,
        };
        Self {
            stages: vec![
                stage("lead", "Lead", Side::Marketing, Some(Goal::Attract), false),
                stage(
                    "mql",
                    "Marketing qualified",
                    Side::Marketing,
                    Some(Goal::Nurture),
                    false,
                ),
                stage("sql", "Sales qualified", Side::Sales, Some(Goal::Close), false),
                stage("opportunity", "Opportunity", Side::Sales, Some(Goal::Close), true),
                stage("won", "Won", Side::Sales, Some(Goal::Close), true),
            ],
            opportunity: 3,
        }
    }

    /// Number of stages.
    pub fn len(&self) -> usize {
        self.stages.len()
    }

    /// A funnel always has stages.
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// Index of the win, the last stage.
    pub fn win(&self) -> usize {
        self.stages.len() - 1
    }

    /// Index of h, the first sales-owned stage.
    pub fn first_sales(&self) -> usize {
        self.stages
            .iter()
            .position(|s| s.owner == Side::Sales)
            .unwrap_or(self.win())
    }

    /// Index of m, the last marketing-owned stage.
    pub fn last_marketing(&self) -> usize {
        self.first_sales().saturating_sub(1)
    }

    /// Index of the stage with this id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|s| s.id == id)
    }

    /// The pairs (s, t) that are counted: the consecutive ones, then (first, win) and (h, win),
    /// each pair once.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<_> = (1..self.len()).map(|t| (t - 1, t)).collect();
        for pair in [(0, self.win()), (self.first_sales(), self.win())] {
            if pair.0 != pair.1 && !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs
    }
}
