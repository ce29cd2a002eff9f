//! What an organisation's name tells: whether it is a public authority within section 7 of the Data Protection Act 2018,
//! and its sector.

use std::sync::LazyLock;

/// Words of a name, in lower case and parted by bars, that tell its sector and whether it is a public authority. The
/// first that fits counts.
///
/// Parish, town and community councils are no public authorities (section 7(3)). Schools and surgeries may be private.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "students' union|student union|students union|charity|charities|charitable|st john ambulance|\
         air ambulance|police federation|league of friends",
        "no",
        "charity",
    ),
    (
        "ltd|limited|plc|llp|inc|gmbh|c.i.c|cic|community interest company|\
      advertising standards authority",
        "no",
        "business",
    ),
    (
        "academy|academies|multi-academy|primary school|infant school|junior school|high school|\
         secondary school|grammar school|community school|school|schools|sixth form|learning trust|\
         education trust",
        "likely",
        "education",
    ),
    (
        "surgery|medical practice|medical centre|health centre|gp practice|group practice|\
         primary care network",
        "likely",
        "health",
    ),
    ("parish council|town council|community council|parish meeting", "no", "parish"),
    ("church|parochial|diocese|mosque|synagogue|chapel|parish", "no", "faith"),
    (
        "youth council|trades council|works council|council for voluntary|council of voluntary|\
         local government association",
        "no",
        "charity",
    ),
    (
        "integrated care|clinical commissioning group|ccg|nhs|health board|ambulance|hospitals trust|health security agency|\
         foundation trust|health and social care trust|public health wales|public health scotland",
        "yes",
        "health",
    ),
    (
        "combined authority|london borough|royal borough|county council|borough council|city council|\
         district council|metropolitan borough|fire and rescue|fire authority|national park authority|\
         local authority|unitary authority|flood authority|planning authority|highway authority|\
         waste authority|drainage board|transport for london|housing executive",
        "yes",
        "local-government",
    ),
    ("police|constabulary|crime commissioner|crime agency", "yes", "police"),
    (
        "ministry of|department for|department of|home office|cabinet office|hm|his majesty's|\
         her majesty's|his majesty’s|her majesty’s|scottish government|scottish ministers|\
         welsh government|welsh ministers|northern ireland executive|house of commons|house of lords|clerk of the house|clerk of the parliaments|\
         scottish parliament|senedd|secretary of state|treasury|crown prosecution|crown office|\
         crown estate|environment agency|protection agency|legal aid|public guardian|valuation office|\
         ofsted|ofcom|ofgem|ofqual|natural england|natural resources wales|national highways|\
         driver and vehicle|education and skills|skills england|land registry|companies house|\
         executive agency|government|courts and tribunals|prison and probation|civil service|\
         intellectual property office|met office|standards agency|homes england|\
         data ethics and innovation|border force|passport office|planning inspectorate|ombudsman|\
         charity commission|electoral commission|care quality commission|health and safety executive|\
         pensions regulator|social security scotland|arts council|general medical council|british council",
        "yes",
        "central-government",
    ),
    ("high court|courts|tribunals|tribunal|judiciary", "yes", "justice"),
    ("university|research council", "yes", "education"),
    ("college|nursery", "likely", "education"),
    (
        "dental|dentist|pharmacy|optician|optometrist|clinic|hospice|hospital|care home|physiotherapy|\
         therapy|counselling",
        "no",
        "health",
    ),
    ("housing association|housing|homes", "no", "housing"),
    ("solicitors|barristers|chambers|law", "no", "legal"),
    (
        "trust|foundation|federation|society|association|club|friends of|volunteer|community|museum|\
         union|institute",
        "no",
        "charity",
    ),
    ("council", "yes", "local-government"),
    ("authority", "yes", "central-government"),
    ("company|shop|store|partners|group|bank|insurance|services", "no", "business"),
];

/// Short forms by which departments and agencies call themselves.
const SHORT: &str = "dfe|moj|hmrc|dwp|dsit|mhclg|dluhc|dcms|beis|defra|nhse|hmcts|hmpps|dhsc|ukhsa|gds|dvla|dvsa|\
    fcdo|mod|dft|desnz|dbt|hmt|opg|laa|ukvi|ofsted|nhs|icb|ea|vca|cps|nca|voa|rpa|apha";

/// Private schools and hospitals say so in their names.
const PRIVATE: &str = "independent|prep school|preparatory|private|language school|driving school|dance|nursery";

/// `yes`, `likely` or `no`.
pub(super) fn of(name: &str) -> &'static str {
    let lower = name.to_lowercase().replace('\u{2019}', "'");
    if short(&lower) {
        return "yes";
    }
    match kind(&lower) {
        Some((_, "likely", _)) if PRIVATE.split('|').any(|p| lower.contains(p)) => "no",
        // "Wool & Co", "Hall Trust": a charity's trust is none of the state's.
        Some((_, answer, _)) => answer,
        None => "no",
    }
}

/// The sector, when the name tells it.
pub(super) fn sector(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase().replace('\u{2019}', "'");
    if short(&lower) {
        return Some(if lower.contains("nhs") || lower == "icb" { "health" } else { "central-government" });
    }
    kind(&lower).map(|k| k.2)
}

/// Whether the name is that of the regulator, which is no notice's controller but its own.
pub(super) fn is_regulator(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower == "ico" || lower.contains("information commission")
}

fn kind(lower: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    static WORDS: LazyLock<Vec<(&str, usize)>> = LazyLock::new(|| {
        let words = |(i, kind): (usize, &'static (&'static str, _, _))| kind.0.split('|').map(move |w| (w, i));
        KINDS.iter().enumerate().flat_map(words).collect()
    });
    // Most begin with a letter with which no word of the name does.
    let mut begins = [false; 256];
    let mut inside = false;
    for (at, c) in lower.char_indices() {
        if !inside && let Some(&byte) = lower.as_bytes().get(at) {
            begins[usize::from(byte)] = true;
        }
        inside = c.is_alphanumeric();
    }
    let fits = |w: &str| w.bytes().next().is_some_and(|b| begins[usize::from(b)]) && holds(lower, w);
    WORDS.iter().find(|(w, _)| fits(w)).and_then(|(_, i)| KINDS.get(*i))
}

/// Whether the name is one of the short forms.
fn short(lower: &str) -> bool {
    let bare = lower.trim_start_matches("the ");
    bare.len() <= 6 && SHORT.split('|').any(|s| s == bare)
}

/// Whether the words stand in the name as whole words.
fn holds(name: &str, words: &str) -> bool {
    let words_trimmed = words.trim_end();
    let mut from = 0;
    while let Some(at) = name.get(from..).and_then(|rest| rest.find(words_trimmed)) {
        let start = from + at;
        let end = start + words_trimmed.len();
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let before = edge(name.get(..start).and_then(|t| t.chars().next_back()));
        let after = edge(name.get(end..).and_then(|t| t.chars().next()));
        if before && after {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{is_regulator, of, sector};

    #[test]
    fn names_tell_public_authorities() {
        for (name, expected) in [
            ("Wexmoor County Council", "yes"),
            ("London Borough of Wexmoor", "yes"),
            ("Wexmoor Council", "yes"),
            ("The Council", "yes"),
            ("Wexmoor NHS Foundation Trust", "yes"),
            ("NHS Wexmoor Integrated Care Board", "yes"),
            ("Wexmoor Police", "yes"),
            ("Ministry of Weather", "yes"),
            ("Department for Weather, Wind and Rain", "yes"),
            ("MoJ", "yes"),
            ("University of Wexmoor", "yes"),
            ("Wexmoor Primary School", "likely"),
            ("Moor Lane Surgery", "likely"),
            ("University of Wexmoor Students\u{2019} Union", "no"),
            ("Wexmoor Parish Council", "no"),
            ("Wexmoor Town Council", "no"),
            ("Wexmoor Community Council", "no"),
            ("Wexmoor Pottery Ltd", "no"),
            ("Wexmoor Police Mutual Limited", "no"),
            ("Wexmoor Independent School", "no"),
            ("Moor Lane Dental Surgery Limited", "no"),
            ("Wexmoor Wildlife Trust", "no"),
            ("Wexmoor Housing Association", "no"),
            ("Wexmoor Local Flood Authority", "yes"),
            ("Weather Conduct Authority", "yes"),
            ("Authority Gyms Limited", "no"),
            ("Anna's Bakery", "no"),
            ("St Anna's Church of England Primary School", "likely"),
            ("Church Lane Surgery", "likely"),
            ("Hollin Court Care Home", "no"),
            ("The Crown Inn", "no"),
            ("Wexmoor NHS Foundation Trust Charity", "no"),
            ("HM Jams and Jellies", "yes"),
            ("Courtney and Sons", "no"),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
        assert_eq!(sector("Wexmoor Parish Council"), Some("parish"));
        assert_eq!(sector("Anna's Bakery"), None);
        assert!(is_regulator("ICO") && !is_regulator("Wexmoor Council"));
    }
}
