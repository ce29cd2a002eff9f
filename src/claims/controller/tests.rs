use super::extract;
use crate::claims::fixture;

fn named(text: &str, kind: &str) -> Vec<String> {
    fixture::read(text, extract).into_iter().filter(|(c, _)| c.kind == kind).map(|(c, _)| c.value).collect()
}

#[test]
fn controllers() {
    for (text, expected) in [
        ("Wexmoor County Council is the data controller of your data.", "Wexmoor County Council"),
        ("The Ministry of Weather (MoW) is the controller.", "Ministry of Weather"),
        ("The data controller is Hollin Hall Limited.", "Hollin Hall Limited"),
        ("The controller of your personal data is the University of Wexmoor.", "University of Wexmoor"),
        ("Data controller: Hollin Hall Limited", "Hollin Hall Limited"),
        ("We are Hollin Hall Limited and we make jam.", "Hollin Hall Limited"),
        ("Hollin Hall Ltd (\"we\", \"us\" or \"our\") makes jam.", "Hollin Hall Ltd"),
        ("Hollin Hall respects your privacy.", "Hollin Hall"),
        ("Hollin Hall is committed to protecting your personal data.", "Hollin Hall"),
        ("This notice explains how Hollin Hall uses your personal data.", "Hollin Hall"),
        ("This website is run by Hollin Hall Ltd.", "Hollin Hall Ltd"),
        ("Hollin Hall Ltd, 2 Mill Lane, Hollin, ZE1 4QZ, is the controller of it.", "Hollin Hall Ltd"),
        ("Hollin Hall is a charity that gives advice. We are the controller of what you tell us.", "Hollin Hall"),
        ("Hollin Hall is a charity. It looks after the harbour in Ness and is the controller of this.", "Hollin Hall"),
        ("References to \"we\" or \"us\" are to the House of Jam.", "House of Jam"),
        ("The Department for Weather, Wind and Rain is the controller.", "Department for Weather, Wind and Rain"),
        ("For the purposes of the UK GDPR, the Wexmoor Trust is the data controller.", "Wexmoor Trust"),
    ] {
        assert_eq!(named(text, "controller"), [expected], "{text}");
    }
}

#[test]
fn no_controllers() {
    for text in [
        "A controller decides why data is used.",
        "The controller must tell you so.",
        "You are the data controller of what you collect.",
        "Processing is necessary for a legal obligation to which the controller is subject.",
        "Jisc is an independent data controller.",
        "Organisations that use it are the data controllers.",
        "Your Responsibilities as a Data Controller are these.",
        "It is on their register of data controllers.",
        "If we share it with another controller, we will tell you.",
        "WSC may contact some of those whom we support.",
        "Who is the controller?",
        "We are committed to protecting your data.",
        "Hollin Hall is not the data controller of it.",
        "The ICO is the controller of its own files.",
    ] {
        assert_eq!(named(text, "controller"), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn officers() {
    for (text, expected) in [
        ("Our Data Protection Officer is Ada Byron.", vec!["Ada Byron"]),
        ("Data Protection Officer: Ada Byron", vec!["Ada Byron"]),
        ("Our Data Protection Officer (DPO) is Ada Mary Byron, who can help.", vec!["Ada Mary Byron"]),
        ("Our DPO is Ms Ada Byron.", vec!["Ada Byron"]),
        ("We do not have a data protection officer, but our lead is Ada Byron.", vec![]),
        ("The Data Protection Officer is the Information Governance Team.", vec![]),
        ("Data Protection Officer, Hollin Hall, Hollin", vec![]),
        ("Our Data Protection Officer is happy to help.", vec![]),
    ] {
        assert_eq!(named(text, "dpo"), expected, "{text}");
    }
}
