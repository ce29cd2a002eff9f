//! Which notices are of one controller: by name, by number in the regulator's register, by domain.
//!
//! The same registration number or the same name, however it is dressed, makes one controller. A domain joins notices
//! only where their names can be names of one body, or one of them gives no name: many bodies have addresses under one
//! domain.

use super::facts::NoticeFacts;
use super::register::Register;
use crate::law::Law;
use std::collections::{BTreeMap, BTreeSet};

/// A name without its dress.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    /// Its words in small letters, without "the", legal form and abbreviation.
    pub words: String,
    /// The abbreviation that it gives in brackets, or that it is.
    pub short: Option<String>,
}

/// A name in small letters, without punctuation, "the" and an abbreviation in brackets.
pub fn fold(name: &str) -> Folded {
    let mut short = None;
    let mut rest = name.to_owned();
    while let Some((open, close)) = brackets(&rest) {
        let inside = rest.get(open + 1..close).unwrap_or_default().trim().to_owned();
        let outside = format!("{} {}", rest.get(..open).unwrap_or_default(), rest.get(close + 1..).unwrap_or_default());
        let inside = inside.trim_matches(['"', '\'', '“', '”', '‘', '’']).trim();
        match is_short_for(inside, &outside) {
            true => {
                short = Some(inside.to_lowercase());
                rest = outside;
            }
            false => {
                rest = format!(
                    "{} {inside} {}",
                    rest.get(..open).unwrap_or_default(),
                    rest.get(close + 1..).unwrap_or_default()
                );
            }
        }
    }
    let plain: String = rest
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘' | '.'))
        .flat_map(|c| match c {
            '&' => " and ".chars().collect::<Vec<_>>(),
            c if c.is_alphanumeric() => c.to_lowercase().collect(),
            _ => vec![' '],
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let words = words.strip_prefix(&["the"]).unwrap_or(&words);
    if short.is_none() && words.len() == 1 && rest.trim().chars().filter(|c| c.is_uppercase()).count() > 1 {
        short = words.first().filter(|w| w.len() <= 8).map(|w| (*w).to_owned());
    }
    Folded { words: words.join(" "), short }
}

/// The same without its legal form.
pub fn bare(name: &str, forms: &[String]) -> Folded {
    let mut folded = fold(name);
    while let Some((before, last)) = folded.words.rsplit_once(' ')
        && forms.iter().any(|f| f == last)
    {
        folded.words = before.to_owned();
    }
    if let Some(before) = folded.words.strip_suffix(" community interest company") {
        folded.words = before.to_owned();
    }
    folded
}

fn brackets(text: &str) -> Option<(usize, usize)> {
    let open = text.find('(')?;
    let close = open + text.get(open..)?.find(')')?;
    Some((open, close))
}

/// Whether the letters of a short form occur in the name, in order, the first at its beginning.
fn is_short_for(short: &str, name: &str) -> bool {
    let letters: Vec<char> = short.chars().flat_map(char::to_lowercase).collect();
    let wanted = (2..=10).contains(&letters.len()) && letters.iter().all(|c| c.is_alphanumeric());
    let mut name = name.trim_start_matches("The ").trim_start_matches("the ").chars().flat_map(char::to_lowercase);
    wanted
        && name.clone().find(|c| c.is_alphanumeric()) == letters.first().copied()
        && letters.iter().all(|l| name.any(|c| c == *l))
}

/// The domain that an organisation owns: `hollin.org.uk` of `mail.hollin.org.uk`.
pub fn owned_domain(domain: &str) -> String {
    let domain = domain.trim_matches('.').to_lowercase();
    let parts: Vec<&str> = domain.split('.').collect();
    #[rustfmt::skip]
    const PUBLIC: [&str; 14] = [
        "co", "org", "gov", "ac", "nhs", "sch", "police", "mod", "ltd", "plc", "me", "net", "gsi", "service",
    ];
    let mut at = parts.len().saturating_sub(2);
    while at > 0 && parts.get(at).is_some_and(|p| PUBLIC.contains(p)) {
        at -= 1;
    }
    parts.get(at..).unwrap_or_default().join(".")
}

/// A set of sets that grow together, except where a configuration holds them apart.
struct Union {
    up: Vec<usize>,
    /// By root: which controller of the configuration it is.
    named: Vec<Option<usize>>,
    /// By root: which controllers it is not.
    not: Vec<BTreeSet<usize>>,
}

impl Union {
    fn new(facts: &[&NoticeFacts], register: &Register) -> Union {
        let of = |f: &&NoticeFacts| register.of(&f.controller);
        let not = |f: &&NoticeFacts| register.not(&f.controller);
        Union {
            up: (0..facts.len()).collect(),
            named: facts.iter().map(of).collect(),
            not: facts.iter().map(not).collect(),
        }
    }

    fn root(&self, mut i: usize) -> usize {
        while let Some(up) = self.up.get(i).filter(|up| **up != i) {
            i = *up;
        }
        i
    }

    /// Which controller of the configuration a notice is of.
    fn named(&self, i: usize) -> Option<usize> {
        self.named.get(self.root(i)).copied().flatten()
    }

    /// Whether nothing is said that holds them apart.
    fn may_join(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let not = |i: usize, n: Option<usize>| n.is_some_and(|n| self.not.get(i).is_some_and(|s| s.contains(&n)));
        match (self.named(a), self.named(b)) {
            (Some(x), Some(y)) if x != y => false,
            (x, y) => !not(a, y) && !not(b, x),
        }
    }

    /// Joins two, and answers whether they are one now.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if !self.may_join(a, b) {
            return false;
        }
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.up.get_mut(high) {
            *slot = low;
        }
        let (named, not) = (self.named.get(high).copied().flatten(), self.not.get_mut(high).map(std::mem::take));
        if let Some(slot) = self.named.get_mut(low) {
            *slot = slot.or(named);
        }
        if let Some(slot) = self.not.get_mut(low) {
            slot.extend(not.into_iter().flatten());
        }
        true
    }

    /// Joins all that have a key in common; what is held apart from one may still be one with another.
    fn join_by<K: Ord>(&mut self, keys: impl Iterator<Item = (K, usize)>) {
        let mut first: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (key, i) in keys {
            let known = first.entry(key).or_default();
            if !known.iter().any(|k| self.join(*k, i)) {
                known.push(i);
            }
        }
    }
}

/// The notices of each controller, in their order; a notice of which nobody can tell whose it is stands alone.
///
/// What a configuration says of names, domains and numbers goes before what they look like.
pub fn groups(facts: &[&NoticeFacts], law: &Law, register: &Register) -> Vec<Vec<usize>> {
    let forms = law.set("legal-forms");
    let names: Vec<Option<Folded>> = facts
        .iter()
        .map(|f| f.controller.name.as_deref().map(|n| bare(n, forms)).filter(|n| !generic(&n.words)))
        .collect();
    let shared = law.set("shared-domains");
    let mut union = Union::new(facts, register);
    union.join_by(facts.iter().enumerate().filter_map(|(i, f)| Some((register.of(&f.controller)?, i))));
    union.join_by(facts.iter().enumerate().flat_map(|(i, f)| f.controller.registrations.iter().map(move |r| (r, i))));
    union.join_by(names.iter().enumerate().filter_map(|(i, n)| Some((n.as_ref()?.words.as_str(), i))));
    let mut domains: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, notice) in facts.iter().enumerate() {
        for domain in notice.controller.domains.iter().filter(|d| !shared.contains(d)) {
            domains.entry(domain).or_default().push(i);
        }
    }
    for members in domains.values() {
        join_forms(&mut union, members, &names, facts);
    }
    for members in domains.values() {
        join_nameless(&mut union, members, &names);
    }
    join_abbreviated(&mut union, &names, facts);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..facts.len() {
        groups.entry(union.root(i)).or_default().push(i);
    }
    groups.into_values().collect()
}

/// Words that name nobody.
fn generic(words: &str) -> bool {
    #[rustfmt::skip]
    const NOBODY: &[&str] = &[
        "", "we", "us", "our", "council", "trust", "school", "company", "organisation", "charity", "practice", "society",
        "association", "university", "college", "department", "data controller", "controller", "local authority",
        "surgery", "club", "church", "group", "service", "provider", "employer", "government",
    ];
    NOBODY.contains(&words)
}

/// Under one domain, joins names of which one is the other with more words, or its abbreviation.
fn join_forms(union: &mut Union, members: &[usize], names: &[Option<Folded>], facts: &[&NoticeFacts]) {
    let name = |i: usize| names.get(i).and_then(Option::as_ref);
    let whole: BTreeMap<&str, usize> =
        members.iter().rev().filter_map(|i| Some((name(*i)?.words.as_str(), *i))).collect();
    for i in members {
        let Some(own) = name(*i) else { continue };
        let words: Vec<&str> = own.words.split(' ').collect();
        let mut forms: BTreeSet<String> = own.short.iter().cloned().collect();
        forms.extend(facts.get(*i).into_iter().flat_map(|f| f.controller.short.iter().cloned()));
        if words.len() > 1 {
            forms.insert(initials(&words));
        }
        for at in 2..words.len() {
            forms.extend(words.get(..at).map(|w| w.join(" ")));
            forms.extend(words.get(words.len() - at..).map(|w| w.join(" ")));
        }
        for other in forms.iter().filter_map(|f| whole.get(f.as_str())) {
            union.join(*i, *other);
        }
    }
}

/// Under one domain, a notice that names nobody is of the one body that is named there.
fn join_nameless(union: &mut Union, members: &[usize], names: &[Option<Folded>]) {
    let (named, nameless): (Vec<usize>, Vec<usize>) =
        members.iter().partition(|i| names.get(**i).is_some_and(Option::is_some));
    let roots: BTreeSet<usize> = named.iter().map(|i| union.root(*i)).collect();
    if roots.len() > 1 {
        return;
    }
    let mut all = roots.into_iter().chain(nameless);
    if let Some(first) = all.next() {
        all.for_each(|i| {
            union.join(first, i);
        });
    }
}

/// A notice that gives an abbreviation alone is of the one body that goes by it.
fn join_abbreviated(union: &mut Union, names: &[Option<Folded>], facts: &[&NoticeFacts]) {
    let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, own) in names.iter().enumerate() {
        let Some(own) = own.as_ref().filter(|n| n.words.contains(' ')) else { continue };
        let given = facts.get(i).into_iter().flat_map(|f| &f.controller.short);
        for short in own.short.iter().chain(given) {
            bearers.entry(short.clone()).or_default().insert(union.root(i));
        }
    }
    for (i, own) in names.iter().enumerate() {
        let Some(own) = own.as_ref().filter(|n| n.short.as_ref() == Some(&n.words)) else { continue };
        let roots = bearers.get(&own.words).into_iter().flatten().map(|r| union.root(*r)).collect::<BTreeSet<_>>();
        if let [one] = roots.into_iter().collect::<Vec<_>>()[..] {
            union.join(one, i);
        }
    }
}

/// The first letters of the words, of all and without the little ones.
fn initials(words: &[&str]) -> String {
    words.iter().filter(|w| !matches!(**w, "of" | "and" | "the" | "for")).filter_map(|w| w.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::facts::Controller;
    use super::*;

    /// Name, domains, registration.
    type Row = (&'static str, &'static str, &'static str);

    fn notice(row: Row) -> NoticeFacts {
        let (name, domains, registration) = row;
        let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let controller = Controller {
            name: some(name),
            short: Vec::new(),
            registrations: some(registration).into_iter().collect(),
            domains: domains.split_whitespace().map(str::to_owned).collect(),
        };
        NoticeFacts { controller, ..NoticeFacts::default() }
    }

    #[test]
    fn who_is_who() {
        let law = Law::builtin().unwrap();
        #[rustfmt::skip]
        let table: &[(&str, Row, Row, bool)] = &[
            ("legal form", ("Hazelrigg Ltd", "", ""), ("HAZELRIGG LIMITED", "", ""), true),
            ("the, ampersand, apostrophe", ("The Dale & Fell Carers’ Trust", "", ""), ("Dale and Fell Carers' Trust", "", ""), true),
            ("abbreviation in brackets", ("Hazelrigg District Council (HDC)", "", ""), ("Hazelrigg District Council", "", ""), true),
            ("abbreviation alone", ("Hazelrigg District Council (HDC)", "", ""), ("HDC", "", ""), true),
            ("country in brackets", ("Hazelrigg (UK) Ltd", "", ""), ("Hazelrigg Ltd", "", ""), false),
            ("other names", ("Hazelrigg District Council", "", ""), ("Hazelrigg Parish Council", "", ""), false),
            ("other names, one domain", ("Probate Board", "fell.gov.uk", ""), ("Land Tribunal", "fell.gov.uk", ""), false),
            ("a longer name, one domain", ("Fell County Council Libraries", "fell.gov.uk", ""), ("Fell County Council", "fell.gov.uk", ""), true),
            ("a longer name alone", ("Fell County Council Libraries", "", ""), ("Fell County Council", "", ""), false),
            ("initials, one domain", ("FCC", "fell.gov.uk", ""), ("Fell County Council", "fell.gov.uk", ""), true),
            ("no name, one domain", ("", "fell.gov.uk", ""), ("Fell County Council", "fell.gov.uk", ""), true),
            ("no name, shared domain", ("", "nhs.net", ""), ("Moor Surgery", "nhs.net", ""), false),
            ("registration", ("Moor Surgery", "", "Z1234567"), ("Dr Pell and Partners", "", "Z1234567"), true),
            ("nobody", ("The Council", "", ""), ("the council", "", ""), false),
        ];
        for (what, a, b, one) in table {
            let all = [notice(*a), notice(*b)];
            let refs: Vec<&NoticeFacts> = all.iter().collect();
            assert_eq!(groups(&refs, &law, &Register::default()).len() == 1, *one, "{what}");
        }
    }

    #[test]
    fn a_nameless_notice_under_a_domain_of_two_bodies_stands_alone() {
        let law = Law::builtin().unwrap();
        let all = [
            notice(("Probate Board", "fell.gov.uk", "")),
            notice(("", "fell.gov.uk", "")),
            notice(("Land Tribunal", "fell.gov.uk", "")),
        ];
        let refs: Vec<&NoticeFacts> = all.iter().collect();
        assert_eq!(groups(&refs, &law, &Register::default()), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn domains_are_cut_to_what_is_owned() {
        for (given, owned) in [
            ("mail.hollin.org.uk", "hollin.org.uk"),
            ("digital.fell.gov.uk", "fell.gov.uk"),
            ("hollin.example", "hollin.example"),
            ("pay.service.gov.uk", "pay.service.gov.uk"),
        ] {
            assert_eq!(owned_domain(given), owned);
        }
    }
}
