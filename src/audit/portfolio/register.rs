//! The controllers that a configuration names: which names, domains and numbers are one body, and which are not.

use super::controller::{bare, owned_domain};
use super::facts::Controller;
use crate::law::Law;
use std::collections::{BTreeMap, BTreeSet};

/// A controller as a configuration names it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NamedController {
    /// The name to show.
    pub name: String,
    /// Other names that it goes by.
    pub aliases: Vec<String>,
    /// Domains that are its own.
    pub domains: Vec<String>,
    /// Its numbers in the regulator's register.
    pub registrations: Vec<String>,
    /// Names of bodies that it is not, however like they are.
    pub not: Vec<String>,
    /// `yes`, `likely` or `no`.
    pub public_authority: Option<String>,
}

/// All of them, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Register {
    controllers: Vec<NamedController>,
    names: BTreeMap<String, usize>,
    domains: BTreeMap<String, usize>,
    registrations: BTreeMap<String, usize>,
    not: Vec<BTreeSet<String>>,
    forms: Vec<String>,
}

impl Register {
    /// A register of these.
    ///
    /// # Errors
    /// Tells which controller, by number, says something that cannot be: a name, domain or number of two of them, a
    /// name that is both its own and another's, or a part of a domain.
    pub fn new(controllers: Vec<NamedController>, law: &Law) -> Result<Register, (usize, String)> {
        let mut register = Register { forms: law.set("legal-forms").to_vec(), ..Register::default() };
        for (i, controller) in controllers.iter().enumerate() {
            let other = |j: usize| controllers.get(j).map(|c| c.name.clone()).unwrap_or_default();
            let twice = |what: &str, text: &str, j: usize| {
                (i, format!("{what} `{text}` is given to `{}` as well; it can be of one controller only", other(j)))
            };
            for name in std::iter::once(&controller.name).chain(&controller.aliases) {
                let words = bare(name, &register.forms).words;
                if let Some(j) = register.names.insert(words, i).filter(|j| *j != i) {
                    return Err(twice("the name", name, j));
                }
            }
            for domain in &controller.domains {
                let plain = domain.trim().trim_end_matches('/').to_lowercase();
                let owned = owned_domain(&plain);
                if owned != plain {
                    return Err((i, format!("`{domain}` is not a domain that a body owns; write `{owned}`")));
                }
                if let Some(j) = register.domains.insert(owned, i).filter(|j| *j != i) {
                    return Err(twice("the domain", domain, j));
                }
            }
            for number in &controller.registrations {
                if let Some(j) = register.registrations.insert(number.to_uppercase(), i).filter(|j| *j != i) {
                    return Err(twice("the registration", number, j));
                }
            }
            let not = controller.not.iter().map(|n| bare(n, &register.forms).words).collect();
            register.not.push(not);
        }
        for (i, controller) in controllers.iter().enumerate() {
            let others = register.not.get(i).into_iter().flatten();
            if let Some(name) = others.clone().find(|n| register.names.get(*n) == Some(&i)) {
                return Err((i, format!("`{name}` is said to be `{}` and not to be it", controller.name)));
            }
        }
        register.controllers = controllers;
        Ok(register)
    }

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.controllers.is_empty()
    }

    /// The controllers, as they were named.
    pub fn controllers(&self) -> &[NamedController] {
        &self.controllers
    }

    /// Which of them publishes a notice that tells this of its controller: by number, by name, by abbreviation, by
    /// domain, the first that tells.
    pub fn of(&self, told: &Controller) -> Option<usize> {
        if self.controllers.is_empty() {
            return None;
        }
        let words = self.words(told);
        let another = |i: &usize| words.as_ref().is_some_and(|w| self.excludes(*i, w));
        let number = told.registrations.iter().find_map(|r| self.registrations.get(&r.to_uppercase()));
        let name = || words.as_ref().and_then(|w| self.names.get(w));
        let short = || told.short.iter().find_map(|s| self.names.get(s));
        let domain = || told.domains.iter().find_map(|d| self.domains.get(d));
        let ways = [number, name(), short(), domain()];
        ways.into_iter().flatten().find(|i| !another(i)).copied()
    }

    /// The controllers of which it is said that a notice is none of theirs.
    pub fn not(&self, told: &Controller) -> BTreeSet<usize> {
        let Some(words) = self.words(told) else { return BTreeSet::new() };
        (0..self.not.len()).filter(|i| self.excludes(*i, &words)).collect()
    }

    /// The name of a controller.
    pub fn name(&self, index: usize) -> Option<&str> {
        self.controllers.get(index).map(|c| c.name.as_str())
    }

    /// Whether it is said of any of them whether it is a public authority.
    pub fn tells_of_authority(&self) -> bool {
        self.controllers.iter().any(|c| c.public_authority.is_some())
    }

    /// Whether the controller of such a notice is a public authority.
    pub fn authority(&self, told: &Controller) -> Option<&str> {
        self.controllers.get(self.of(told)?)?.public_authority.as_deref()
    }

    fn excludes(&self, index: usize, words: &str) -> bool {
        self.not.get(index).is_some_and(|not| not.contains(words))
    }

    fn words(&self, told: &Controller) -> Option<String> {
        told.name.as_deref().map(|n| bare(n, &self.forms).words)
    }
}
