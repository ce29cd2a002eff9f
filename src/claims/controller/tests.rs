use super::extract;
use crate::claims::fixture;

fn named(text: &str, kind: &str) -> Vec<String> {
    fixture::read(text, extract).into_iter().filter(|(c, _)| c.kind == kind).map(|(c, _)| c.value).collect()
}

#[test]
fn controllers() {
    for (text, expected) in [
        ("Wexmoor County Council is the data controller of your data.", "Wexmoor County Council"),
        ("The PCC of St Oswald's is the data controller.", "PCC of St Oswald's"),
        ("Hollin Carers helps Hollin Family Trust. \"We\" in this notice means the Trust.", "Hollin Family Trust"),
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
        (
            "Wexmoor County Council (WCC) complies with the law. It is registered as a \u{2018}Data Controller\u{2019} there.",
            "Wexmoor County Council",
        ),
        ("The Diocese of Wexmoor, through its Trustees, is the Data Controller.", "Diocese of Wexmoor"),
        ("References to \"we\" or \"us\" are to the House of Jam.", "House of Jam"),
        ("The Department for Weather, Wind and Rain is the controller.", "Department for Weather, Wind and Rain"),
        ("Hollin Hall Ltd is registered in Wales and is the data controller.", "Hollin Hall Ltd"),
        ("The University of Wexmoor, Castle Road, Wexmoor WX1 1AA is the data controller.", "University of Wexmoor"),
        ("Hollin Hall Limited will be the controller of your data.", "Hollin Hall Limited"),
        ("It is passed to Wexmoor Council, which is the controller.", "Wexmoor Council"),
        ("Who we are\n\nMapminder is run by Hollin Hall, a charity.", "Hollin Hall"),
        ("Mapminder is built and run by Hollin Hall.", "Hollin Hall"),
        (
            "Saltmarsh School belongs to the Estuary Learning Trust. The Trust is the data controller.",
            "Estuary Learning Trust",
        ),
        (
            "Ann's Tutoring (Ann Hollin, sole trader) provides lessons. By law, we are the data controller.",
            "Ann's Tutoring",
        ),
        ("The data controller is St. Osyth's School.", "St. Osyth's School"),
        ("St. Osyth's CE School is legally required to collect data for the census.", "St. Osyth's CE School"),
        ("Under Article 6, Fenland Youth must have a lawful basis for processing personal data.", "Fenland Youth"),
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
        "Our head office is in Hollin. We are a data controller.",
        "We are committed to protecting your data.",
        "Hollin Hall is not the data controller of it.",
        "The ICO is the controller of its own files.",
        "Our data protection officer is provided by Wexmoor Services Ltd.",
        "Hosting is provided by Wexmoor Cloud Ltd.",
        "The National Fraud Initiative is run by the Cabinet Office.",
        "Schools must have a lawful basis for using personal data.",
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
        ("Our Data Protection Lead is Ada Byron.", vec!["Ada Byron"]),
        ("Name of Data Privacy Manager: Ada Byron", vec!["Ada Byron"]),
        ("Our DPO is Ada Byron of Hollin Services Ltd.", vec!["Ada Byron"]),
        ("We have appointed Ada Byron as our Data Protection Officer.", vec!["Ada Byron"]),
        ("Mrs Ada Byron is the school's Data Protection Officer.", vec!["Ada Byron"]),
        ("The Practice Manager is our Data Protection Officer.", vec![]),
        ("Our Data Protection Lead is the School Business Manager.", vec![]),
        ("We do not have a data protection officer, but our lead is Ada Byron.", vec![]),
        ("The Data Protection Officer is the Information Governance Team.", vec![]),
        ("Data Protection Officer, Hollin Hall, Hollin", vec![]),
        ("Our Data Protection Officer is happy to help.", vec![]),
    ] {
        assert_eq!(named(text, "dpo"), expected, "{text}");
    }
}

#[test]
fn joint_controllers() {
    let text = "Hollin Hall (a part of Wexmoor) and the Wexmoor Trust are joint controllers.";
    let mut all = named(text, "joint-controller");
    all.sort();
    assert_eq!(all, ["Hollin Hall", "Wexmoor Trust"]);
    let one = "The Registrar General for England and Wales is a joint data controller for births.";
    assert_eq!(named(one, "joint-controller"), ["Registrar General for England and Wales"]);
    assert_eq!(named("This site is run by Hollin Hall and the Wexmoor Trust.", "controller"), ["Hollin Hall"]);
}

#[test]
fn a_law_runs_nothing() {
    let text = "Our basis for using your information is provided by the Public Harbours Act 1964. We run the harbour.";
    assert!(named(text, "controller").is_empty());
    let text = "The General Data Protection Regulations (GDPR) give rights to you on how data is used by us, as 'data controller'.";
    assert!(named(text, "controller").is_empty());
}

#[test]
fn a_blank_names_nobody() {
    let all = fixture::read("[Name of the Practice] is the data controller.", extract);
    assert!(all.iter().all(|(c, _)| !c.force.asserts()), "{all:?}");
}

#[test]
fn a_card_of_details_names_the_controller() {
    let card = "# Privacy notice\n\n## Our contact details\n\nName: Hollin Hall Limited\n\nAddress: 1 Mill Lane\n";
    assert_eq!(named(card, "controller"), ["Hollin Hall Limited"]);
    let below = "# Privacy notice\n\nThe data controller is:\n\nHollin Hall & Sons Ltd\n\nAddress: 1 Mill Lane\n";
    assert_eq!(named(below, "controller"), ["Hollin Hall & Sons Ltd"]);
    let officer = "# Privacy notice\n\n## Our DPO's contact details\n\nName: Anna Reed\n\nAddress: 1 Mill Lane\n";
    assert!(named(officer, "controller").is_empty());
}
