//! Where the words of a purpose begin and end.

use crate::claims::context::Context;
use crate::lexicon::Hit;
use crate::notice::Span;
use std::ops::Range;

/// How far behind its verb a purpose may begin, and how long it may be, in words.
const REACH: u32 = 26;
const LONGEST: u32 = 24;

/// The words of one purpose, as tokens from the first to the last.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub first: u32,
    pub last: u32,
}

/// What is used.
pub(super) const DATA: &[&str] = &[
    "data",
    "information",
    "details",
    "it",
    "this",
    "these",
    "them",
    "address",
    "addresses",
    "email",
    "emails",
    "number",
    "numbers",
    "cookies",
    "cookie",
    "records",
    "photographs",
    "photos",
    "images",
    "footage",
    "recordings",
    "recording",
    "answers",
    "responses",
    "identifiers",
    "postcode",
    "feedback",
    "name",
    "names",
    "files",
    "cctv",
];

/// Who or what stands before the verb where it is we who use the data.
pub(super) const SUBJECTS: &[&str] = &[
    "we",
    "we'll",
    "we're",
    "be",
    "is",
    "are",
    "being",
    "been",
    "also",
    "will",
    "data",
    "information",
    "only",
    "details",
    "cookies",
    "records",
    "this",
    "it",
];

/// Somebody else, or a rule for others.
pub(super) const OTHERS: &[&str] = &[
    "you",
    "they",
    "who",
    "can't",
    "users",
    "must",
    "parties",
    "providers",
    "suppliers",
    "customers",
    "people",
    "everyone",
    "anyone",
    "somebody",
    "others",
    "partners",
    "processors",
    "organisations",
    "controllers",
];

/// Verbs that "and process" may follow.
pub(super) const VERBS: &[&str] =
    &["collect", "use", "store", "hold", "keep", "gather", "obtain", "receive", "collects", "uses", "stores", "holds"];

/// Verbs and pronouns in which a clause of its own begins: behind them nothing belongs to the verb before.
const BREAKS: &[&str] = &[
    "is", "are", "was", "were", "will", "may", "might", "can", "could", "must", "should", "would", "has", "because",
    "although", "if", "when", "where", "unless", "but", "while", "whether", "part",
];

/// Words with which no purpose begins: what is done with the data anyway, or nothing at all.
const EMPTY: &[&str] = &[
    "collect",
    "gather",
    "share",
    "identify",
    "personally",
    "uniquely",
    "do",
    "doing",
    "be",
    "store",
    "so",
    "directly",
    "work",
];

/// Verbs behind which "if" means "whether".
const ASKING: &[&str] = &[
    "check",
    "checks",
    "determine",
    "record",
    "see",
    "know",
    "ask",
    "decide",
    "choose",
    "in",
    "of",
    "for",
    "with",
    "on",
    "about",
    "to",
    "find",
    "establish",
    "out",
    "assess",
    "tell",
    "understand",
];

/// Words before "to" that it belongs to: "access to", "in relation to".
const NOUNS: &[&str] = &[
    "access",
    "visits",
    "visit",
    "relates",
    "related",
    "relating",
    "subject",
    "respond",
    "according",
    "due",
    "sent",
    "passed",
    "given",
    "provided",
    "supplied",
    "transferred",
    "sign",
    "up",
    "subscribe",
    "belong",
    "apply",
    "linked",
    "connected",
    "available",
    "relevant",
    "relation",
    "regard",
    "respect",
    "need",
    "needed",
    "known",
    "right",
    "entitled",
    "want",
    "wish",
    "able",
    "asked",
    "like",
    "choose",
    "decide",
    "agree",
    "consent",
    "agreed",
    "consented",
    "failed",
    "ought",
    "permission",
    "obliged",
    "required",
    "allowed",
    "ability",
    "consented",
    "opted",
    "likely",
    "similar",
    "referred",
    "disclosed",
    "attached",
    "limited",
    "invited",
    "back",
    "refer",
    "unable",
    "try",
    "seek",
    "continue",
    "have",
];

/// Words behind "to" before which it leads in no action.
const NO_VERB: &[&str] = &[
    "the",
    "a",
    "an",
    "our",
    "your",
    "us",
    "you",
    "them",
    "other",
    "others",
    "any",
    "anyone",
    "this",
    "these",
    "those",
    "third",
    "its",
    "their",
    "and",
    "or",
    "whom",
    "which",
    "be",
    "date",
    "it",
    "me",
    "him",
    "her",
    "all",
    "each",
    "some",
    "time",
    "countries",
    "organisations",
    "people",
    "have",
    "doing",
    "know",
    "rely",
];

/// Words behind "for" that make no purpose of it.
const NO_PURPOSE: &[&str] = &[
    "example",
    "as",
    "more",
    "up",
    "long",
    "which",
    "further",
    "a",
    "an",
    "us",
    "you",
    "your",
    "them",
    "it",
    "instance",
    "free",
    "now",
    "this",
    "that",
    "those",
    "information",
    "our",
    "how",
    "what",
    "both",
    "services",
    "example,",
    "longer",
    "no",
    "at",
    "only",
    "and",
    "or",
    "one",
    "two",
    "three",
    "six",
    "seven",
    "children",
    "details",
    "processing",
];

/// Words before which a comma ends the purpose.
const ENDS: &[&str] = &[
    "we",
    "you",
    "which",
    "that",
    "this",
    "it",
    "they",
    "where",
    "when",
    "if",
    "including",
    "such",
    "but",
    "so",
    "unless",
    "although",
    "as",
    "because",
    "known",
    "these",
    "however",
    "while",
    "for",
    "your",
    "please",
    "our",
    "with",
    "who",
    "see",
    "whether",
    "depending",
    "subject",
    "in",
    "except",
    "based",
];

/// Words that a purpose never ends in.
const TAILS: &[&str] = &[
    "and", "or", "to", "for", "the", "a", "an", "of", "in", "with", "that", "your", "our", "by", "on", "their", "you",
    "we", "from", "as", "at", "any", "which", "this",
];

/// Whether a word among the tokens is a short name in capitals, as notices give of themselves.
pub(super) fn acronym(context: &Context<'_>, tokens: Range<u32>) -> bool {
    tokens.into_iter().any(|i| {
        let word = context.words(context.token_span(i, i));
        (3..=8).contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(word, "GDPR" | "CCTV" | "PDF" | "DPA" | "URL" | "PIN")
    })
}

/// Whether the subject right before a verb is such a name: "HMCTS collects and uses".
pub(super) fn named_subject(context: &Context<'_>, start: u32, verb: u32) -> bool {
    (start.max(verb.saturating_sub(4))..verb)
        .rev()
        .find(|&i| {
            let word = context.token(i);
            !matches!(&*word, "also" | "only" | "and" | "will" | "may" | "then" | "to") && !VERBS.contains(&&*word)
        })
        .is_some_and(|i| acronym(context, i..i + 1))
}

impl Words {
    /// The connector behind a verb that leads in a purpose, and the first word of the purpose.
    pub fn opened(context: &Context<'_>, verb: &Hit) -> Option<(u32, u32)> {
        let end = context.tokens(verb.sentence).end.min(verb.last + REACH);
        let word = |i: u32| context.token(i);
        let helps = matches!(&*word(verb.last), "us" | "this");
        if helps && verb.last + 1 < end {
            let next = verb.last + 1;
            return match &*word(next) {
                "to" => (next + 1 < end).then_some((next, next + 1)),
                "so" | "for" => Self::connector(context, verb, next, end).map(|from| (next, from)),
                "and" | "or" | "if" | "by" | "in" | "on" => None,
                _ if word(verb.last) == "this" => None,
                _ => Some((next, next)).filter(|_| !context.between(verb.last, next).contains(['.', ',', ':', ';'])),
            };
        }
        for at in verb.last + 1..end {
            let gap = context.between(at - 1, at);
            let needs = matches!(&*word(verb.first), "need" | "needs" | "require" | "requires") && at == verb.last + 1;
            if gap.contains(['.', ';', ':', '•', '|', '?', '#', '–', '—']) || needs && word(at) == "to" {
                return None;
            }
            let where_needed = word(at) == "where" && (at..end.min(at + 4)).any(|i| word(i) == "necessary");
            let within = at >= 2 && (at - 2..at).any(|i| word(i) == "where") && word(at) == "is";
            if BREAKS.contains(&&*word(at)) && !where_needed && !within {
                return None;
            }
            if gap.contains(',')
                && matches!(&*word(at), "we" | "you" | "it" | "they" | "this" | "he" | "she" | "please")
            {
                return None;
            }
            if let Some(from) = Self::connector(context, verb, at, end) {
                return Some((at, from));
            }
        }
        None
    }

    /// The first word of a purpose that the word at a place leads in.
    fn connector(context: &Context<'_>, verb: &Hit, at: u32, end: u32) -> Option<u32> {
        let word = |i: u32| if i < end { context.token(i) } else { "".into() };
        let next = at + 1;
        if next >= end || context.between(at, next).contains([',', '.', ';', ')']) {
            return None;
        }
        let direct = at == verb.last + 1;
        let storing = matches!(
            &*word(verb.first),
            "store" | "stored" | "stores" | "hold" | "record" | "need" | "needs" | "require" | "requires"
        );
        match &*word(at) {
            "to" => {
                let before = word(at - 1);
                let owned = !direct && NOUNS.contains(&&*before);
                let keeps = matches!(&*word(verb.first), "store" | "stored" | "stores" | "hold" | "record");
                let modal = direct && !Self::of_data(context, verb);
                let plain = !NO_VERB.contains(&&*word(next)) && !word(next).ends_with("ing");
                (plain && !owned && !modal && !(keeps && before != "order")).then_some(next)
            }
            "so" => {
                let can = matches!(&*word(next + 1), "can" | "may" | "could" | "are" | "will");
                let that = word(next) == "that" || matches!(&*word(next), "we" | "you" | "it" | "they") && can;
                that.then(|| Self::so(context, next, end))
            }
            "for" => {
                let lasting = matches!(
                    &*word(next + 1),
                    "duration" | "period" | "time" | "rest" | "length" | "term" | "purposes"
                );
                let named = word(next) == "the" && !lasting || word(next) == "purposes";
                if matches!(&*word(at - 1), "basis" | "bases" | "ground" | "grounds" | "reason" | "reasons")
                    || lasting && word(next + 1) != "purposes"
                {
                    return None;
                }
                let of = (next..end.min(next + 4)).find(|&i| matches!(&*word(i), "purpose" | "purposes"));
                let of = of.filter(|&i| word(i + 1) == "of" && i + 2 < end).map(|i| i + 2);
                let general = Self::general(context, next, end);
                let needs = storing && !direct && of.is_none();
                if of.is_some() && !Self::general(context, of.unwrap_or(next), end) {
                    return of;
                }
                let list = (next..end.min(next + 6)).find(|&i| matches!(&*word(i), "purposes" | "reasons" | "ways"));
                let colon = list.filter(|&i| i + 1 < end && context.between(i, i + 1).contains(':'));
                if let Some(last) = colon {
                    return Some(last + 1);
                }
                let other = (next..end.min(next + 6)).find(|&i| word(i) == "than").map(|i| i + 1);
                if let Some(than) = other.filter(|_| (next..next + 4).any(|i| word(i).starts_with("purpose"))) {
                    let from = if matches!(&*word(than), "to" | "for") { than + 1 } else { than };
                    return (from < end && !matches!(&*word(from), "the" | "those" | "that" | "set")).then_some(from);
                }
                let time = word(next).bytes().all(|b| b.is_ascii_digit());
                let plain = !NO_PURPOSE.contains(&&*word(next)) && !time && !general && !needs;
                (plain || named && !general && !needs).then_some(next)
            }
            _ => None,
        }
    }

    /// Whether the verb is of the data: "information needed to", "is used to"; not "we need to", "we are required to".
    fn of_data(context: &Context<'_>, verb: &Hit) -> bool {
        let start = context.tokens(verb.sentence).start;
        let back = |n: u32| verb.first.checked_sub(n).filter(|&i| i >= start).map(|i| context.token(i));
        let (one, two) = (back(1), back(2));
        let (one, two) = (one.as_deref().unwrap_or(""), two.as_deref().unwrap_or(""));
        let data = |w: &str| DATA.contains(&w) && !matches!(w, "it" | "this");
        match &*context.token(verb.first) {
            "used" | "processed" | "collected" | "stored" | "recorded" | "monitored" | "analysed" | "gathered" => {
                !matches!(one, "" | "we" | "i" | "they" | "you" | "have" | "has" | "had" | "it")
            }
            "needed" | "required" | "necessary" => {
                let be = matches!(one, "is" | "are" | "be");
                let own = data(one) || be && (data(two) || two == "it" || two == "this");
                // "Those who process data are required to …" speaks of them.
                let others = (start..verb.first).any(|i| {
                    matches!(
                        &*context.token(i),
                        "who" | "parties" | "providers" | "processors" | "suppliers" | "we" | "staff"
                    )
                });
                own && !(others && be)
            }
            "necessary for" => true,
            _ => false,
        }
    }

    /// "So that we can send …" begins with the verb; "so that you can apply" with whom it is for.
    fn so(context: &Context<'_>, at: u32, end: u32) -> u32 {
        let word = |i: u32| if i < end { context.token(i) } else { "".into() };
        let subject = if word(at) == "that" { at + 1 } else { at };
        match (&*word(subject), &*word(subject + 1)) {
            ("we", "can" | "may" | "could") if subject + 2 < end => subject + 2,
            _ if subject < end => subject,
            _ => at,
        }
    }

    /// "The purposes set out below", "different purposes", "their own purposes": no purpose is named.
    fn general(context: &Context<'_>, at: u32, end: u32) -> bool {
        let noun = (at..end.min(at + 6)).find(|&i| {
            matches!(
                &*context.token(i),
                "purpose"
                    | "purposes"
                    | "reason"
                    | "reasons"
                    | "functions"
                    | "laws"
                    | "ways"
                    | "basis"
                    | "bases"
                    | "activities"
            )
        });
        noun.is_some_and(|noun| {
            (at..noun).all(|i| {
                matches!(
                    &*context.token(i),
                    "the"
                        | "a"
                        | "any"
                        | "other"
                        | "different"
                        | "following"
                        | "these"
                        | "those"
                        | "their"
                        | "own"
                        | "its"
                        | "our"
                        | "such"
                        | "that"
                        | "this"
                        | "same"
                        | "similar"
                        | "specific"
                        | "certain"
                        | "above"
                        | "various"
                        | "specified"
                        | "limited"
                        | "several"
                        | "many"
                        | "lawful"
                        | "legal"
                        | "another"
                        | "processing"
                        | "purpose"
                        | "purposes"
                        | "and"
                        | "or"
                        | "one"
                        | "more"
                        | "no"
                )
            }) && !matches!(&*context.token(noun + 1), "of")
        })
    }

    /// Whether "our purpose for using your data is" speaks of data, and not of an organisation or a rule.
    pub fn of_processing(context: &Context<'_>, hit: &Hit) -> bool {
        let start = context.tokens(hit.sentence).start;
        let data = (hit.first..hit.last).any(|i| {
            matches!(
                &*context.token(i),
                "data" | "information" | "details" | "processing" | "collecting" | "it" | "this" | "these" | "records"
            )
        });
        // "Why we do this: the purposes are to …"
        let bare = hit.last == hit.first + 1 && hit.first <= start + 1;
        data || bare
    }

    /// The purpose behind "our purpose for using your data is": "to …", "the …", "keeping …".
    pub fn named(context: &Context<'_>, hit: &Hit) -> Option<Words> {
        let end = context.tokens(hit.sentence).end;
        let next = hit.last + 1;
        if next + 1 >= end || !Self::of_processing(context, hit) || context.between(hit.last, next).contains([':', ','])
        {
            return None;
        }
        let word = context.token(next);
        let opens = word == "to" || word == "so" || word.ends_with("ing") && word != "being";
        opens.then(|| Self::until(context, hit.sentence, Self::leads(context, next).unwrap_or(next)))
    }

    /// Whether a line ends in a verb's lead-in: "we use your data to:", "for the following purposes:", "helps us:".
    pub fn leads_list(context: &Context<'_>, verb: &Hit) -> bool {
        let end = context.tokens(verb.sentence).end;
        let text = context.words(context.sentence_span(verb.sentence)).trim_end();
        let item = text.ends_with([':', '-', '–']) || end - 1 > verb.last;
        let last = context.token(end - 1);
        if end - 1 == verb.last {
            return matches!(&*last, "us") && text.ends_with(':');
        }
        let plain = (verb.last + 1..end).all(|i| !matches!(&*context.token(i), "is" | "are" | "was" | "because"));
        let modal = end == verb.last + 2
            && matches!(&*context.token(verb.first), "need" | "needs" | "required" | "require" | "requires" | "needed");
        let open = matches!(
            &*last,
            "to" | "for"
                | "purposes"
                | "reasons"
                | "ways"
                | "purpose"
                | "can"
                | "following"
                | "order"
                | "uses"
                | "by"
                | "help"
                | "that"
                | "example"
                | "through"
        );
        let by = !matches!(&*last, "by" | "that" | "example" | "through" | "help")
            || (verb.last + 1..end).any(|i| matches!(&*context.token(i), "to"));
        item && open && by && plain && !modal
    }

    /// The words of an item or cell.
    pub fn of_item(context: &Context<'_>, sentence: u32) -> Option<Words> {
        let range = context.tokens(sentence);
        let mut first = range.start;
        let word = |i: u32| if i < range.end { context.token(i) } else { "".into() };
        // A whole sentence in a cell says its purpose behind its own verb.
        if matches!(
            &*word(first),
            "we" | "where" | "in" | "if" | "you" | "our" | "when" | "as" | "they" | "your" | "the" | "gov.uk" | "no"
        ) && !(word(first) == "in" && matches!(&*word(first + 1), "order" | "connection" | "relation"))
            && !(matches!(&*word(first), "if" | "where" | "when" | "the")
                && !matches!(context.block(sentence).kind, crate::notice::BlockKind::Cell { .. }))
        {
            return None;
        }
        if matches!(&*word(first), "used" | "this" | "it") {
            let to = (first..range.end.min(first + 6)).find(|&i| matches!(&*word(i), "to" | "for"));
            if word(first) == "used" || to.is_some() {
                first = to.map_or(first, |i| i + 1);
            }
        }
        let skip = Self::leads(context, first);
        first = skip.unwrap_or(first);
        // "If you agree, email you news": the condition is no part of it.
        if matches!(&*word(first), "if" | "where" | "with" | "when") {
            let comma = (first..range.end.min(first + 10)).find(|&i| context.between(i, i + 1).contains(','));
            first = comma.map_or(first, |i| i + 1);
        }
        (first < range.end).then(|| Self::until(context, sentence, first))
    }

    /// Whether the words say something: "help" before a list, "do so" and "collect information" do not.
    pub fn tell(self, context: &Context<'_>, sentence: u32) -> bool {
        let first = context.token(self.first);
        let lead = context.words(context.sentence_span(sentence)).trim_end().ends_with(':')
            && self.last + 1 == context.tokens(sentence).end;
        let data = (self.first + 1..=self.last.min(self.first + 3)).any(|i| DATA.contains(&&*context.token(i)));
        let one = self.first == self.last && TAILS.contains(&&*first);
        !(EMPTY.contains(&&*first)
            || lead && self.last < self.first + 2
            || one
            || first == "process" && data && context.token(self.first + 1) != "your")
    }

    /// The first word behind "to", "in order to", "for", "so that we can" or "for the purpose of" at a place.
    pub fn leads(context: &Context<'_>, at: u32) -> Option<u32> {
        let word = |i: u32| context.token(i);
        match &*word(at) {
            "to" => Some(at + 1),
            "in" if word(at + 1) == "order" && word(at + 2) == "to" => Some(at + 3),
            "so" if matches!(&*word(at + 1), "that" | "we") => Some(Self::so(context, at + 1, u32::MAX)),
            "for" => {
                let of = (at + 1..at + 4).find(|&i| matches!(&*word(i), "purpose" | "purposes"));
                Some(of.filter(|&i| word(i + 1) == "of").map_or(at + 1, |i| i + 2))
            }
            _ => None,
        }
    }

    /// The purpose that begins at a word, and further ones that follow it behind bullets or semicolons in a run-on line.
    pub fn all(context: &Context<'_>, sentence: u32, from: u32) -> Vec<Words> {
        let range = context.tokens(sentence);
        let run_on = |i: u32| context.between(i - 1, i).contains(['•', '*', ';']);
        let listed = from > range.start && context.between(from - 1, from).contains([':', '•', '*']);
        let mut out = vec![Self::until(context, sentence, Self::leads(context, from).unwrap_or(from))];
        let mut at = out[0].last + 1;
        while listed && at < range.end && out.len() < 12 {
            if run_on(at) {
                let first = unnumbered(context, at, range.end);
                let first = if matches!(&*context.token(first), "and" | "or") { first + 1 } else { first };
                let first = Self::leads(context, first).unwrap_or(first);
                if first >= range.end || matches!(&*context.token(first), "in" | "we" | "where" | "this") {
                    break;
                }
                let words = Self::until(context, sentence, first);
                at = words.last;
                out.push(words);
            }
            at += 1;
        }
        out
    }

    /// The words from a first one to the end of the clause.
    pub fn until(context: &Context<'_>, sentence: u32, first: u32) -> Words {
        let end = context.tokens(sentence).end;
        let first = unnumbered(context, first, end);
        let first = Self::leads(context, first).filter(|&f| f < end && context.token(first) != "for").unwrap_or(first);
        let first = if first + 1 < end && matches!(&*context.token(first), "and" | "or") { first + 1 } else { first };
        let mut last = first;
        // "As it is used to …, we rely on …": the purpose ends with the clause that opens the sentence.
        let clause =
            matches!(&*context.token(context.tokens(sentence).start), "as" | "because" | "since" | "where" | "when");
        let mut depth = 0i32;
        while last + 1 < end && last - first < LONGEST {
            let gap = context.between(last, last + 1);
            depth += gap.matches('(').count() as i32 - gap.matches(')').count() as i32;
            let word = context.token(last + 1);
            if depth <= 0 && (stops(gap) || gap.contains(',') && (clause || comma(context, last + 1, end))) {
                break;
            }
            let asks = ASKING.contains(&&*context.token(last));
            let new = last > first
                && matches!(
                    context.words(context.token_span(last + 1, last + 1)),
                    "We" | "You" | "Please" | "These" | "This" | "If"
                );
            if new || matches!(&*word, "e.g" | "eg" | "i.e" | "ie") {
                break;
            }
            if matches!(&*word, "unless" | "because" | "which" | "if") && last > first && !asks {
                break;
            }
            last += 1;
        }
        let cut = last - first >= LONGEST;
        while cut && last > first && TAILS.contains(&&*context.token(last)) {
            last -= 1;
        }
        Words { first, last }
    }

    /// The words' span, with the bracket that closes what they open.
    pub fn span(self, context: &Context<'_>) -> Span {
        let span = context.token_span(self.first, self.last);
        let words = context.words(span);
        let open = words.matches('(').count() > words.matches(')').count();
        let closed = context.notice.text[span.end as usize..].starts_with(')');
        Span { end: span.end + u32::from(open && closed), ..span }
    }
}

/// Whether what stands between two words ends a clause.
fn stops(gap: &str) -> bool {
    gap.contains([';', ':', '•', '*', '|', '—', '–', '#', '?']) || gap.contains(". ") || gap.contains(" - ")
}

/// Whether a comma before a word ends the purpose: "…, which", "…, and we", "…, and for no other".
fn comma(context: &Context<'_>, at: u32, end: u32) -> bool {
    let word = context.token(at);
    let next = if at + 1 < end { context.token(at + 1) } else { "".into() };
    ENDS.contains(&&*word)
        || matches!(&*word, "and")
            && matches!(&*next, "we" | "you" | "this" | "it" | "they" | "will" | "for" | "which" | "if")
            && !(next == "for"
                && !matches!(&*if at + 2 < end { context.token(at + 2) } else { "".into() }, "no" | "as"))
}

/// The first word behind the number of an item: "2.6.1 create …".
fn unnumbered(context: &Context<'_>, at: u32, end: u32) -> u32 {
    let digits = |i: u32| context.token(i).bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let numbered = digits(at) && (context.token(at).contains('.') || context.between(at, at + 1).starts_with('.'));
    let first = (at..end.min(at + 4)).find(|&i| !digits(i)).unwrap_or(at);
    if numbered { first } else { at }
}
