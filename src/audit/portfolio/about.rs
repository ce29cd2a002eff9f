//! What a notice is about, as far as its title tells.

use super::controller::fold;
use std::collections::BTreeSet;

/// Words that say no more than that this is a privacy notice.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "a", "about", "an", "and", "at", "by", "collect", "collection", "contents", "cookie", "cookies", "current", "data",
    "detailed", "draft", "fair", "final", "for", "from", "full", "gdpr", "general", "handle", "hold", "how", "in",
    "info", "information", "introduction", "is", "it", "keep", "layered", "look", "main", "manage", "my", "notice",
    "notices", "of", "on", "online", "our", "overview", "page", "personal", "policies", "policy", "privacy", "process",
    "processing", "promise", "protect", "protection", "purpose", "rights", "s", "security", "service", "services",
    "share", "short", "site", "statement", "summary", "terms", "the", "this", "to", "uk", "updated", "us", "use",
    "uses", "using", "v", "version", "we", "website", "welcome", "what", "why", "with", "you", "your",
];

/// The words of a title that tell what the notice is about: not those of every privacy notice, nor the controller's
/// name, nor numbers and dates.
pub fn about(title: &str, controller: Option<&str>) -> String {
    let name = controller.map(fold).unwrap_or_default();
    let owner: BTreeSet<&str> = name.words.split(' ').chain(name.short.as_deref()).collect();
    let plain = fold(title);
    let telling = |w: &&str| {
        !w.is_empty() && !PLAIN.contains(w) && !owner.contains(w) && !w.bytes().any(|b| b.is_ascii_digit()) && !month(w)
    };
    plain.words.split(' ').filter(telling).collect::<Vec<_>>().join(" ")
}

fn month(word: &str) -> bool {
    #[rustfmt::skip]
    const LONG: [&str; 12] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];
    LONG.iter().any(|long| *long == word || word.len() == 3 && long.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_a_notice_from_others() {
        let about = |title| about(title, Some("Hazelrigg District Council (HDC)"));
        assert_eq!(about("Privacy notice: job applicants"), "job applicants");
        assert_eq!(about("Hazelrigg District Council – How we use your information"), "");
        assert_eq!(about("HDC parking permits: privacy policy, March 2024 (v2)"), "parking permits");
        assert_eq!(about("Parking permits privacy notice"), "parking permits");
    }
}
