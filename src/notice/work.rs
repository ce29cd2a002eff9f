//! How much may be done on one notice. Work is counted and not timed, so that the same notice costs the same on any
//! machine, and what is too much on one is too much on all.

use std::cell::Cell;

/// The most that is done on one notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caps {
    /// Steps: a word looked at, a claim set against a pattern. A million take some tenths of a second.
    pub work: u64,
    /// Claims read.
    pub claims: u64,
}

impl Caps {
    /// What a notice may cost, unless said. Notices that people write take less than a thousandth of it.
    pub const USUAL: Caps = Caps { work: 500_000_000, claims: 100_000 };
    /// As much as it takes.
    pub const NONE: Caps = Caps { work: u64::MAX, claims: u64::MAX };
}

impl Default for Caps {
    fn default() -> Caps {
        Caps::USUAL
    }
}

/// What was done on one notice. Once it is spent, readers of words and claims find nothing more, so that whatever is
/// running comes to its end; what it then found is to be thrown away.
#[derive(Debug)]
pub struct Work {
    caps: Caps,
    steps: Cell<u64>,
    claims: Cell<u64>,
}

impl Work {
    /// Nothing done yet.
    pub fn new(caps: Caps) -> Work {
        Work { caps, steps: Cell::new(0), claims: Cell::new(0) }
    }

    /// Takes so many steps. Answers whether there were as many left.
    pub fn steps(&self, count: u64) -> bool {
        self.steps.set(self.steps.get().saturating_add(count));
        self.steps.get() <= self.caps.work && self.claims.get() <= self.caps.claims
    }

    /// Counts a claim.
    pub fn claim(&self) {
        self.claims.set(self.claims.get() + 1);
    }

    /// How many steps were taken.
    pub fn done(&self) -> u64 {
        self.steps.get()
    }

    /// Which cap was hit, in words; nothing where none was.
    pub fn exceeded(&self) -> Option<String> {
        if self.claims.get() > self.caps.claims {
            return Some(format!("makes more than {} claims; `max-claims` sets another limit", self.caps.claims));
        }
        let most = self.caps.work;
        let million = 1_000_000;
        let said = if most.is_multiple_of(million) { format!("{} million", most / million) } else { most.to_string() };
        (self.steps.get() > most).then(|| format!("takes more than {said} steps; `max-work` sets another limit"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_told() {
        let work = Work::new(Caps { work: 3, claims: 1 });
        assert!(work.steps(3) && work.exceeded().is_none());
        assert!(!work.steps(1));
        assert_eq!(work.exceeded().as_deref(), Some("takes more than 3 steps; `max-work` sets another limit"));
        let work = Work::new(Caps { work: 2_000_000, claims: 1 });
        work.claim();
        assert!(work.steps(1));
        work.claim();
        assert!(!work.steps(1));
        assert!(work.exceeded().is_some_and(|what| what.contains("more than 1 claims")));
    }
}
