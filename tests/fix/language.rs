//! Which words are written: articles, brackets, possessives, numbers and capitals come out as a careful editor has them.

use super::{CANDOUR, check, mended, notice};

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    for (old, new) in cases {
        assert_eq!(&mended(old), new);
    }
}

#[test]
fn names_are_put_in_the_place_of_names() {
    all(&[
        ("We share data with NHS Digital.", "We share data with NHS England."),
        ("NHS Digital's figures are public.", "NHS England's figures are public."),
        ("The Health and Social Care Information Centre gets a copy.", "NHS England gets a copy."),
        ("A copy goes to the HSCIC.", "A copy goes to NHS England."),
        ("We ask the Criminal Records Bureau.", "We ask the Disclosure and Barring Service."),
        ("We ask the Criminal Records Bureau (CRB).", "We ask the Disclosure and Barring Service (DBS)."),
        (
            "Drivers need a DBS check. Cleaners need a CRB check first.",
            "Drivers need a DBS check. Cleaners need a DBS check first.",
        ),
        ("Grants come from the ESFA.", "Grants come from the DfE."),
        ("We answer to Her Majesty’s Revenue and Customs.", "We answer to His Majesty’s Revenue and Customs."),
        ("We answer to Her Majesty's Revenue and Customs.", "We answer to His Majesty's Revenue and Customs."),
    ]);
}

#[test]
fn laws_are_named_as_they_are() {
    all(&[
        (
            "We keep to the General Data Protection Regulations (GDPR).",
            "We keep to the UK General Data Protection Regulation (GDPR).",
        ),
        (
            "This is under the UK General Data Protection Regulations.",
            "This is under the UK General Data Protection Regulation.",
        ),
        ("You have rights under the GDPR 2018.", "You have rights under the UK GDPR."),
        ("We keep to the Data Protection Act 2017.", "We keep to the Data Protection Act 2018."),
        (
            "We handle data in accordance with the Data Protection Act 1998.",
            "We handle data in accordance with the UK GDPR and the Data Protection Act 2018.",
        ),
        ("We report accidents under RIDDOR 1995.", "We report accidents under RIDDOR 2013."),
        ("Aids are lent under the Disability Discrimination Act 1995.", "Aids are lent under the Equality Act 2010."),
    ]);
}

#[test]
fn the_number_of_the_regulator_is_put_right() {
    all(&[
        ("You can ring the ICO on 0303 123 1133.", "You can ring the ICO on 0303 123 1113."),
        ("You can ring the ICO on 03031231131.", "You can ring the ICO on 0303 123 1113."),
    ]);
}

#[test]
fn what_is_not_certain_is_left_alone() {
    for words in [
        "The General Data Protection Regulations require this of us.",
        "Are these the General Data Protection Regulations?",
        "We keep to the EU General Data Protection Regulations.",
        "We keep to the General Data Protection Regulations (EU) 2016/679.",
        "You may ask under section 7 of the Data Protection Act 1998.",
        "The Data Protection Act 1998 requires it.",
        "We keep to the Data Protection Act 1998 and the GDPR.",
        "We are registered under the Data Protection Act 1998 (number Z1).",
        "We share it with NHS Digital and NHS Improvement.",
        "We share it with NHS Digital, part of NHS England.",
        "We read the “NHS Digital” pages.",
        "We send it to [NHS Digital](https://digital.example).",
        "We ask the Scottish Criminal Records Bureau about it.",
        "We ask the Criminal Records Bureau (the Bureau) about it.",
        "We ask the Criminal **Records** Bureau about it.",
        "We ask the Criminal\nRecords Bureau about it.",
        "You can ring the ICO on [0303 123 1133](tel:03031231133).",
        "We share it with your local Clinical Commissioning Group.",
        "It went to Public Health England.",
    ] {
        assert_eq!(mended(words), words);
    }
}

#[test]
fn doubts_have_reasons() {
    for (words, reason) in [
        ("The General Data Protection Regulations require this of us.", "may not agree"),
        ("We ask the Criminal **Records** Bureau about it.", "other characters"),
        ("We ask the Criminal\nRecords Bureau about it.", "line break"),
        ("We send it to [NHS Digital](https://digital.example).", "link"),
        ("We read the “NHS Digital” pages.", "quoted"),
        ("We ask the Scottish Criminal Records Bureau about it.", "longer name"),
        ("We share it with NHS Digital, part of NHS England.", "in this sentence already"),
        ("You may ask under section 7 of the Data Protection Act 1998.", "depend on the old"),
    ] {
        let checked = check("notice.md", notice(words).as_bytes());
        let doubts: Vec<&str> =
            checked[0].findings.iter().flat_map(|f| &f.edits).filter_map(|e| e.doubt).map(|d| d.words()).collect();
        assert!(doubts.iter().any(|d| d.contains(reason)), "{words}: {doubts:?}");
    }
}

#[test]
fn the_law_of_the_day_is_written() {
    let text = notice("We keep to the General Data Protection Regulations.");
    let options = candour::audit::Options::on("2019-06-01".parse().unwrap());
    let checked = CANDOUR.check_text("notice.md", &text, &options);
    let edits: Vec<&str> = checked[0].findings.iter().flat_map(|f| &f.edits).map(|e| e.new_text.as_str()).collect();
    assert_eq!(edits, ["General Data Protection Regulation"]);
}

/// What the law says may be written is current, and no rule finds fault with it.
#[test]
fn what_is_written_is_never_reported() {
    let mut seen = 0;
    for citation in CANDOUR.law.citations() {
        let day = "2026-11-22".parse().unwrap();
        let Some(instead) = CANDOUR.law.fact("citation", &citation.id, "instead", day) else { continue };
        let status = CANDOUR.law.fact("citation", &citation.id, "status", day).and_then(|s| s.value.as_text());
        assert_ne!(status, Some("current"), "{}", citation.id);
        let words = instead.value.as_text().unwrap();
        let about = |words: &str| -> Vec<String> {
            let text = notice(&format!("We keep in touch with {words}."));
            let checked = check("notice.md", text.as_bytes());
            let at = text.find("We keep in touch").unwrap() as u32;
            let within = |f: &&candour::audit::Finding| {
                let start = f.primary.span.start;
                start > at && start < at + 20 + words.len() as u32
            };
            checked[0].findings.iter().filter(within).map(|f| f.message.clone()).collect()
        };
        assert_eq!(about(words), about("the Equality Act 2010"), "{}: {words}", citation.id);
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}
