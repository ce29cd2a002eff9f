#![allow(clippy::unwrap_used, clippy::panic)]

mod claims;
mod dates;
mod groups;
mod joins;
mod lengths;
mod places;

use super::*;
use crate::claims::{Claim, Place};
use crate::law::Law;
use crate::notice::{Encoding, Format, Source, Span};
use std::sync::Arc;

const LAW: &str = r#"
kind: [basis, condition, schedule-1, transfer, mechanism]
values:
  "6(1)(a)": {name: consent, facts: {rights: [access, withdraw-consent], heavy: true}}
  "6(1)(c)": {name: legal obligation, facts: {rights: [access], heavy: {value: true, standing: medium}}}
  "9(2)(g)": {facts: {needs: true}}
  "9(2)(h)": {facts: {needs: {value: true, from: 2020-01-01}}}
  "2/18": {facts: {exists: true}}
  "2/99": {facts: {exists: false}}
  shield:
    name: Old Shield
    facts: {valid: [{value: true, until: 2020-07-16}, {value: false, from: 2020-07-16}], successor: New Bridge}
  US: {name: United States}
relations:
  serves: [{from: "2/18", to: ["9(2)(g)"]}]
  outside: [{from: US, to: [eu-only, uk-only]}]
sets: {specials: [special/health, special/union, special/genetic]}
duties:
  storage: {name: storage, cite: Art 13, met-by: [{kind: retention}, {kind: reference, target: schedule}]}
"#;

const RECORDS: &str = "
kind: record
values: {recordings: {name: recordings}, cctv: {name: cctv}}
relations: {part-of: [{from: cctv, to: recordings}]}
";

fn law() -> Law {
    let contacts =
        "contacts: [{type: phone, values: ['03031231113']}, {type: phone, values: ['01625545745'], former: true}]\n";
    let law = Law::from_documents([("a.yaml", LAW), ("b.yaml", RECORDS), ("c.yaml", contacts)]);
    law.unwrap_or_else(|e| panic!("{e}"))
}

/// A notice and claims made by hand: each claim stands at its words.
struct Case {
    notice: Notice,
    claims: Claims,
    as_of: Date,
    all_files: bool,
}

impl Case {
    fn new(text: &str) -> Case {
        let source = Arc::new(Source::new(text.to_owned(), Encoding::Utf8, 0));
        let draft = crate::read::text::read(text);
        let notice = Notice::assemble("n.txt", None, Format::Text, source, draft);
        let mut claims = Claims::default();
        claims.profile.kind = "privacy-notice".to_owned();
        claims.profile.language = "en".to_owned();
        Case { notice, claims, as_of: jiff::civil::date(2026, 11, 22), all_files: false }
    }

    fn date(mut self, date: &str) -> Case {
        self.claims.profile.date = Some(date.to_owned());
        self
    }

    fn claim(self, kind: &'static str, value: &str, words: &str) -> Case {
        self.made(kind, value, words, |c| c)
    }

    fn made(mut self, kind: &'static str, value: &str, words: &str, make: impl Fn(Claim) -> Claim) -> Case {
        let at = self.notice.text.find(words).unwrap_or_else(|| panic!("no `{words}`"));
        let span = Span::new(at, at + words.len());
        let sentence = self.notice.sentence_at(span.start).unwrap();
        let block = self.notice.sentences[sentence].block;
        let place = Place {
            sentence: u32::try_from(sentence).unwrap(),
            block,
            row: block | 1 << 31,
            section: self.notice.blocks[block as usize].section,
            list: self.notice.blocks[block as usize].lead,
        };
        let claim = Claim { kind, value: value.to_owned(), span, place, ..Claim::default() };
        self.claims.claims.push(make(claim));
        self
    }

    fn audit(&self, rules: &str) -> Vec<Finding> {
        let set = RuleSet::load_dir([("test/rules.yaml", rules)]);
        assert!(set.errors.is_empty(), "{}", set.errors[0]);
        let options =
            Options { min_confidence: Confidence::Possible, all_files: self.all_files, ..Options::on(self.as_of) };
        audit(&self.notice, &self.claims, &set, &law(), &options)
    }

    /// The words of the primary spans.
    fn finds(&self, rule: &str) -> Vec<String> {
        let words = |f: &Finding| self.notice.words(f.primary.span).to_owned();
        self.audit(&format!("id: a-rule\n{rule}")).iter().map(words).collect()
    }

    fn one(&self, rule: &str) -> Finding {
        let mut found = self.audit(&format!("id: a-rule\n{rule}"));
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}

fn activity(name: &'static str) -> impl Fn(Claim) -> Claim {
    move |mut c| {
        c.scope.activity = Some(name.to_owned());
        c
    }
}
