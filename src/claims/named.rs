//! Organisations that a notice names without introducing them, and controllers that cannot be the same organisation.

use super::context::Context;
use super::model::{Claim, Confidence, Detail, Force};
use crate::lexicon::Hit;
use crate::notice::{BlockKind, Span};
use std::collections::HashMap;

/// Words that are written with a capital in a notice and are no organisation's name.
const COMMON: &str = "privacy notice notices policy policies statement statements freedom retention research your art sch para dpa pecr data protection personal information your our we you us i my the \
    this that a an and of for to in on at by with from or as how why what who when where which use uses \
    using used collect it if is are be will about rights right uk eu eea gdpr act ico article articles \
    section schedule part regulation regulations general commissioner commissioners commissioner's \
    commission commission's office officer controller controllers processor processors england wales \
    scotland northern ireland britain united kingdom european union economic area january february march \
    april may june july august september october november december monday tuesday wednesday thursday \
    friday saturday sunday google analytics facebook twitter instagram linkedin youtube microsoft apple \
    android chrome firefox safari internet explorer mailchimp paypal stripe cookies cookie email \
    telephone tel website lawful legal basis legitimate interests consent contract special category \
    categories subject access request dpo ip url http https volunteers members customers clients client customer member \
    patient pupil student parent employee applicant supplier job candidate volunteer visitor website staff \
    visitors applicants candidates employees worker workers contractor contractors workforce governor governors \
    apprentice apprentices tenants residents english wycliffe house water lane wilmslow cheshire helpline number \
    no yes all any not please see terms conditions fair processing charter promise important \
    pupils parents families family students governors governor trustees trustee alumni supporters carers carer bases tax \
    introduction contact details page version last updated date british";

/// Reads the organisations that are named, where no controller is.
pub(super) fn extract(context: &Context<'_>, claims: &mut Vec<Claim>) {
    if claims.iter().any(|c| matches!(c.kind, "controller" | "joint-controller")) {
        return;
    }
    // Pages, forms and manuals are full of names; only a notice speaks of who keeps the data.
    if !super::profile::is_notice(context) {
        return;
    }
    let Some(span) = titled(context).or_else(|| repeated(context)) else { return };
    let Some(sentence) = context.notice.sentence_at(span.start) else { return };
    let mut claim = context.claim("controller", context.words(span), sentence as u32, span);
    claim.force = Force::Discusses;
    claim.confidence = Confidence::Possible;
    claims.push(claim);
}

/// Whether the word is one of a list that is parted by spaces.
fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Whether the word could be a part of a name: a capital, and no common word.
fn proper(context: &Context<'_>, at: u32) -> bool {
    let word = context.words(context.token_span(at, at));
    // "Hollin.Pay" is one name, of which the part behind the dot names nobody.
    let broken = at > 0 && matches!(context.between(at - 1, at), ".");
    word.len() > 1
        && !broken
        && word.starts_with(char::is_uppercase)
        && !listed(COMMON, word.to_lowercase().trim_end_matches("\u{2019}s").trim_end_matches("'s"))
}

/// A name in the title: two capital words that are not common, or one behind the first. A title in capitals or one that
/// asks names nobody.
fn titled(context: &Context<'_>) -> Option<Span> {
    let block = context.notice.blocks.iter().take(3).find(|b| matches!(b.kind, BlockKind::Heading { level: 1..=2 }))?;
    let names = |s: u32| {
        let written = context.words(context.sentence_span(s));
        if written.contains(['?', '@', '{']) || !written.chars().any(char::is_lowercase) {
            return None;
        }
        let tokens = context.tokens(s);
        let first = tokens.clone().find(|&i| proper(context, i))?;
        // The words of one name stand side by side.
        let side = |i: u32| proper(context, i + 1) && context.between(i, i + 1).chars().all(|c| c == ' ' || c == '.');
        let last = (first..tokens.end - 1).find(|&i| !side(i)).unwrap_or(tokens.end - 1);
        let told = last > first || first > tokens.start || tokens.skip(1).any(|i| proper(context, i));
        told.then(|| context.token_span(first, last))
    };
    block.sentences.clone().find_map(names)
}

/// A name in two sentences, in one of which it acts: it keeps, runs, decides; something is kept by it, or people are at it.
/// What is only used, asked for or travelled to is no organisation, or not this one.
fn repeated(context: &Context<'_>) -> Option<Span> {
    let mut seen: HashMap<String, Seen> = HashMap::new();
    for sentence in 0..context.sentence_count() {
        let prose = matches!(context.block(sentence).kind, BlockKind::Paragraph | BlockKind::Item { .. });
        if !prose || context.reading.has(sentence, "complaint", "regulator") {
            continue;
        }
        let tokens = context.tokens(sentence);
        for at in tokens.clone() {
            let first = at == tokens.start;
            let midst = !first && context.between(at - 1, at).chars().all(|c| c == ' ' || c == '(');
            let pair = at + 1 < tokens.end && proper(context, at + 1) && context.between(at, at + 1) == " ";
            if !(midst || first && pair) || !proper(context, at) {
                continue;
            }
            // "GOV.UK Pay": a name is read from before its dots, and goes on over them.
            if at > tokens.start + 1 && context.between(at - 2, at - 1) == "." {
                continue;
            }
            let dotted = |i: u32| i + 1 < tokens.end && context.between(i, i + 1) == ".";
            let side = |i: &u32| {
                dotted(*i) || i + 1 < tokens.end && proper(context, i + 1) && context.between(*i, i + 1) == " "
            };
            let last = (at..tokens.end).find(|i| !side(i)).unwrap_or(at);
            let span = context.token_span(at, last);
            let entry =
                seen.entry(context.token(at).into_owned()).or_insert(Seen { sentence, span, ..Seen::default() });
            entry.again |= entry.sentence != sentence;
            entry.acts |= acts(context, sentence, at, last);
            if entry.again && entry.acts {
                return Some(entry.span);
            }
        }
    }
    None
}

/// Where a name was first seen, whether in another sentence too, and whether it acts in any.
#[derive(Default)]
struct Seen {
    sentence: u32,
    span: Span,
    again: bool,
    acts: bool,
}

/// Whether an organisation of this name does something: its verb follows, or it stands behind "by" or "at".
fn acts(context: &Context<'_>, sentence: u32, first: u32, last: u32) -> bool {
    let verb = |h: &Hit| h.first == last + 1 && context.reading.name(h) == "acts";
    let start = context.tokens(sentence).start;
    // Where data is hosted by somebody, that is who works for us.
    let hosted = || (start..first).any(|i| matches!(&*context.token(i), "hosted" | "stored" | "server" | "servers"));
    let doer = first > start && matches!(&*context.token(first - 1), "by" | "at") && !hosted();
    doer || context.reading.hits_in(sentence, "controller").iter().any(verb)
}

/// Leaves the body that only provides or runs a service as one that speaks, where another is named outright as the
/// controller of everything: it answers for the data.
pub(super) fn providers(context: &Context<'_>, claims: &mut [Claim]) {
    let outright = |c: &Claim| {
        c.kind == "controller"
            && c.confidence == Confidence::Certain
            && c.force == Force::States
            && said_to_be(context, c)
            && of_everything(context, c)
    };
    let controllers: Vec<Claim> = claims.iter().filter(|c| outright(c)).cloned().collect();
    for claim in claims.iter_mut() {
        let provider = claim.kind == "controller"
            && claim.force == Force::States
            && claim.confidence != Confidence::Certain
            && provides(context, claim);
        if provider && !controllers.is_empty() && !controllers.iter().any(|c| one(c, claim)) {
            claim.force = Force::Discusses;
            claim.confidence = Confidence::Possible;
        }
    }
}

/// Whether a body is named as the one by which something is provided or run.
fn provides(context: &Context<'_>, claim: &Claim) -> bool {
    let hits = context.reading.hits_in(claim.place.sentence, "controller");
    hits.iter().any(|h| {
        context.reading.name(h) == "we-are"
            && h.span.end <= claim.span.start
            && matches!(&*context.token(h.last), "by" | "of")
    })
}

/// Whether two names may be one body's: akin, one the short form of the other, or made of its first letters.
fn one(a: &Claim, b: &Claim) -> bool {
    let short = |long: &Claim, name: &str| {
        let known = matches!(long.detail("aliases"), Some(Detail::List(list)) if list.iter().any(|s| s == name));
        let capitals: String = long.value.chars().filter(|c| c.is_uppercase()).collect();
        let letters: String = name.chars().filter(|c| c.is_uppercase()).collect();
        known || !name.contains(' ') && letters.len() > 1 && capitals.starts_with(&letters)
    };
    a.value.starts_with("The ") && !a.value[4..].contains(' ')
        || akin(&a.value, &b.value)
        || short(a, &b.value)
        || short(b, &a.value)
}

/// Marks the controllers that are said to be it of everything, and that cannot be one and the same organisation.
pub(super) fn mark(context: &Context<'_>, claims: &mut [Claim]) {
    // Where several answer together, one that is named besides answers for a part.
    if claims.iter().any(|c| c.kind == "joint-controller" && c.force.asserts()) {
        return;
    }
    let sole: Vec<usize> = claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.kind == "controller" && said_to_be(context, c))
        .filter(|(_, c)| c.force == Force::States && !abbreviated(&c.value) && of_everything(context, c))
        .map(|(i, _)| i)
        .collect();
    let mut first: Vec<usize> = Vec::new();
    for &index in &sole {
        let known = first.iter().position(|f| one(&claims[*f], &claims[index]));
        let group = known.unwrap_or_else(|| {
            first.push(index);
            first.len() - 1
        });
        let name = claims[first[group]].value.clone();
        claims[index].details.insert("name", name.into());
        claims[index].details.insert("sole", true.into());
    }
}

/// Whether the sentence says that this is the controller.
fn said_to_be(context: &Context<'_>, claim: &Claim) -> bool {
    context.reading.hits_in(claim.place.sentence, "controller").iter().any(|h| {
        matches!(context.reading.name(h), "is-controller" | "controller-is" | "label")
            && context.tokens(claim.place.sentence).any(|i| &*context.token(i) == "controller")
    })
}

/// "MoJ", "DfE": what it stands for is not known.
fn abbreviated(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    !name.contains(' ') && name.len() <= 6 && capitals > 1 || name.starts_with("The ") || name.len() < 4
}

/// Whether two names may be one organisation's: they share a word that tells.
fn akin(a: &str, b: &str) -> bool {
    const SMALL: &[&str] = &["limited", "ltd", "plc", "trust", "the", "and", "for", "services", "group", "care"];
    let words = |n: &str| -> Vec<String> {
        n.split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|w| w.len() > 2 && !SMALL.contains(&w.as_str()))
            .collect()
    };
    let left = words(a);
    words(b).iter().any(|w| left.contains(w))
}

/// Whether nothing in the sentence limits what it is the controller of.
fn of_everything(context: &Context<'_>, claim: &Claim) -> bool {
    const LIMITS: &str = "own separate independent also each both when where if provide provided login account payment \
    payments only their another other card joint jointly processor behalf means term example until was \
    certain some any not register";
    // "The controller for your profile, letters and coaching is …": of what is counted up.
    let counted = context.reading.find(claim.place.sentence, "controller", "controller-is");
    !context.tokens(claim.place.sentence).any(|i| listed(LIMITS, &context.token(i)))
        && !counted.is_some_and(|h| context.words(h.span).contains(','))
}

#[cfg(test)]
mod tests {
    use crate::claims::fixture;

    fn mentioned(text: &str) -> bool {
        fixture::all(text).claims.iter().any(|c| c.kind == "controller")
    }

    #[test]
    fn names() {
        for text in [
            "Greywether Trust privacy notice\n\nWe use your data to answer letters.\n",
            "Privacy notice\n\nMoorland Rovers keeps your personal data. Moorland Rovers deletes it. You have the right to see it.\n",
            "Privacy notice\n\nPersonal data are kept by Moorland for a year.\n\nOnly people at Moorland see your data. You have the right to a copy of it.\n",
            "Moorland Rovers member privacy notice\n\nWe use your personal data to write to you.\n",
            "Privacy notice\n\nHollin Hall is the controller of your personal data.\n",
        ] {
            assert!(mentioned(text), "{text}");
        }
        for text in [
            "Privacy notice\n\nWe use your data to answer letters. Under the UK GDPR we need your consent.\n",
            // What is used, gone to or asked for does nothing, and a page that is no notice tells of nobody's data.
            "Privacy notice\n\nWe use your personal data to take your RSVP. We keep the RSVP for a year.\n",
            "Privacy notice\n\nWe use your personal data for walks in Ness. You can meet us in Ness on Monday.\n",
            "How to ring\n\nMoorland Rovers keeps the ropes. Moorland Rovers mends them.\n",
            // Who hosts the data works for the one that is not named.
            "Privacy notice\n\nWe share your personal data with Pelham Systems. It is hosted on a server by Pelham Systems.\n",
            "Your data\n\nThe group keeps a list. Members see it on Monday. Ask on Monday.\n",
            "Privacy Policy\n\nYou can complain to the Information Commissioner. The ICO will help you.\n",
        ] {
            assert!(!mentioned(text), "{text}");
        }
    }

    #[test]
    fn providers() {
        let stated = |text: &str| -> Vec<String> {
            let all = fixture::all(text).claims;
            all.iter().filter(|c| c.kind == "controller" && c.force.asserts()).map(|c| c.value.clone()).collect()
        };
        let by = "Bellfinder is provided by the Rope Digital Office (RDO), part of the Ministry of Bells.\n\n";
        assert_eq!(stated(&format!("{by}The Ministry of Bells is the data controller.\n")), ["Ministry of Bells"]);
        // The one that provides it is the controller itself, under its short name; or nobody else is named outright.
        assert_eq!(stated(&format!("{by}RDO is the data controller.\n")), ["Rope Digital Office", "RDO"]);
        assert_eq!(stated(&format!("{by}Our bank, Crossways Bank, is a data controller of payments.\n")).len(), 2);
        assert_eq!(stated(by), ["Rope Digital Office"]);
        let counted = "The data controller for your profile, letters and coaching is the Ministry of Bells.\n";
        assert_eq!(stated(counted), ["Ministry of Bells"]);
        assert!(!fixture::all(counted).claims.iter().any(|c| c.flag("sole")));
    }

    #[test]
    fn rivals() {
        let names = |text: &str| -> Vec<String> {
            let all = fixture::all(text);
            all.claims.iter().filter(|c| c.flag("sole")).map(|c| c.text("name").unwrap_or("").to_owned()).collect()
        };
        assert_eq!(
            names(
                "Hembury Carers Limited is the data controller.\n\nStanborough City Council is the data controller.\n"
            ),
            ["Hembury Carers Limited", "Stanborough City Council"]
        );
        assert_eq!(
            names("Hembury Carers Limited is the data controller.\n\nHembury Carers is the data controller.\n"),
            ["Hembury Carers Limited", "Hembury Carers Limited"]
        );
        assert_eq!(
            names(
                "The Ministry of Bells and Ropes (Minbell) is the data controller.\n\nMinbell is the data controller.\n"
            ),
            ["Ministry of Bells and Ropes", "Ministry of Bells and Ropes"]
        );
        assert_eq!(
            names(
                "Hembury Carers Limited is the data controller.\n\nOur bank, Crossways Bank, is a separate data controller.\n"
            ),
            ["Hembury Carers Limited"]
        );
    }
}
