//! Tests of the extractors of bases, conditions, Schedule 1 conditions and categories.

use super::testing::{check, claims, table};

#[test]
fn bases_by_letter() {
    check(
        "basis",
        &[
            ("Our lawful basis is Article 6(1)(e) of the UK GDPR.", &["6(1)(e)"]),
            (
                "We rely on articles 6(1)(b), (c) and (f) UK GDPR to run your tenancy.",
                &["6(1)(b)", "6(1)(c)", "6(1)(f)"],
            ),
            ("The legal basis is Art. 6 (1) (a) of the GDPR.", &["6(1)(a)"]),
            ("We process it under GDPR 6.1(f).", &["6(1)(f)"]),
            (
                "By ordering you consent to our use of your data on the legal basis of GDPR 6(1)(b), performance of a contract.",
                &["6(1)(b)"],
            ),
            ("The basis for sending it is UK GDPR Article 6(1)(ea).", &["6(1)(ea)"]),
            ("This is in line with GDPR Article 6,1 (b & c).", &["6(1)(b)", "6(1)(c)"]),
            ("We process it under Article 6(1)(c and e) of the UK GDPR.", &["6(1)(c)", "6(1)(e)"]),
            ("Our basis is point (e) of Article 6(1) of the UK GDPR.", &["6(1)(e)"]),
            ("Our bases are conditions a and b of UK GDPR - Article 6.", &["6(1)(a)", "6(1)(b)"]),
            ("Our bases are points (a) and (b) of UK GDPR Article 6.", &["6(1)(a)", "6(1)(b)"]),
            ("Our basis is paragraph 1(b) of Article 6.", &["6(1)(b)"]),
            ("Our basis is Article 6, paragraph 1, point (c), of the UK GDPR.", &["6(1)(c)"]),
            ("# Your rights\n\nIf the lawful basis is consent, you don't have the right to object.", &[]),
            ("See section 6 (a) of this document.", &[]),
            ("Article 6(1)(d) provides for processing that protects somebody's life.", &[]),
            ("We cannot rely on Article 6(1)(d) for routine visits.", &[]),
            ("Chapter 6 a brief history of the club is on page 9.", &[]),
        ],
    );
}

#[test]
fn bases_in_words() {
    check(
        "basis",
        &[
            ("We will only share your story with your consent.", &["6(1)(a)"]),
            (
                "# How we use your data\n\n- To send your order (contract)\n- To send news (consent)\n- To find you (legitimate interest: lost parcels)\n",
                &["6(1)(a)", "6(1)(b)", "6(1)(f)"],
            ),
            ("- To send your order (contract)\n- To thank you\n", &[]),
            ("Our legitimate interest, which is finding homes, does not override your rights.", &["6(1)(f)"]),
            ("We need your data to enter into an employment contract with you.", &["6(1)(b)"]),
            ("We process it to perform your contract of employment.", &["6(1)(b)"]),
            ("We do not pass your details to sponsors without your permission.", &["6(1)(a)"]),
            ("We will ask for your permission before we take photographs.", &["6(1)(a)"]),
            ("You have opted in to our mailing list.", &["6(1)(a)"]),
            ("Provided we have your consent, we may send you our newsletter.", &["6(1)(a)"]),
            ("This constitutes a legitimate interest of ours.", &["6(1)(f)"]),
            ("This falls under \"Legitimate Interest\", but this time it is yours.", &["6(1)(f)"]),
            ("We do this in performing a task in the interests of the public.", &["6(1)(e)"]),
            ("For common law purposes we share it on the basis of implied consent.", &[]),
            (
                "# Why we collect this data (lawful basis for processing)\n\nLegitimate interests: we write to you.",
                &["6(1)(f)"],
            ),
            (
                "We use our patients' data for marketing with their consent or to meet a legitimate interest.",
                &["6(1)(a)", "6(1)(f)"],
            ),
            ("I will ask you for your explicit consent to write to your doctor.", &["6(1)(a)"]),
            ("We have a legal duty to keep your records confidential.", &[]),
            ("Your booking, and our agreement to treat you, constitutes a contract.", &["6(1)(b)"]),
            ("Our notes are necessary for the performance of our counselling contract.", &["6(1)(b)"]),
            ("We need it to perform our obligations under our contract.", &["6(1)(b)"]),
            ("We process it for the administration and performance of the contract between us.", &["6(1)(b)"]),
            ("We keep notes because our contract with you is to give a service.", &["6(1)(b)"]),
            ("We use it to service the contract that you enter into with the club.", &["6(1)(b)"]),
            ("# Legal basis\n\nWe use special categories of data in the public interest (Article 9(2)(g)).", &[]),
            ("# Legal basis\n\nWe use it in the public interest.", &["6(1)(e)"]),
            ("We do not need your consent to keep the accident book.", &["-6(1)(a)"]),
            ("That consent will not, however, be our legal basis.", &["-6(1)(a)"]),
            ("We will ask for your consent to take part in the trial.", &[]),
            ("We give no photograph to the press without permission.", &["6(1)(a)"]),
            ("Lindow Hospital takes great care to meet its legal duties.", &["6(1)(c)"]),
            ("Lindow Hospital takes care to meet its statutory and regulatory duties.", &[]),
            (
                "The legal bases are:\n\n- necessary for a public task\n- to protect somebody in an emergency\n",
                &["6(1)(d)", "6(1)(e)"],
            ),
            (
                "Our constitution states that we teach. We process data for teaching under Article 6(1)(e).",
                &["6(1)(e)"],
            ),
            ("Our charter, which states that we teach, is why we use Article 6(1)(e).", &["6(1)(e)"]),
            ("We need it for the performance of our contract with you.", &["6(1)(b)"]),
            ("We will disclose records if we are required to do so by law.", &["6(1)(c)"]),
            ("We keep payroll records to comply with our legal obligations.", &["6(1)(c)"]),
            ("In an emergency we may share it to protect your vital interests.", &["6(1)(d)"]),
            ("This is part of our public task as a school.", &["6(1)(e)"]),
            ("It is in our legitimate interests to know who is on site.", &["6(1)(f)"]),
            (
                "We have a legitimate interest in guarding our firm, including settling claims and ensuring compliance with legal and regulatory obligations.",
                &["6(1)(f)"],
            ),
            (
                "The nursery has a legitimate interest in:\n\n- Teaching children\n- Compliance with all legal obligations of ours\n",
                &["6(1)(f)"],
            ),
            ("This may be necessary to perform our obligations under our contracts.", &["6(1)(b)"]),
            (
                "Data is required to fulfil the childminding contract, and to meet our needs and protect the vital interests of the child.",
                &["6(1)(b)", "6(1)(d)"],
            ),
            ("Each year you can opt in to become a member of the union.", &[]),
            ("In the main, schools process personal data as the law requires.", &["6(1)(c)"]),
            (
                "Lawful basis\n\nWe rely on:\n\n- consent\n- contract\n- legitimate interests\n",
                &["6(1)(a)", "6(1)(b)", "6(1)(f)"],
            ),
        ],
    );
}

#[test]
fn words_of_bases_that_are_no_basis() {
    check(
        "basis",
        &[
            ("Consent to an operation is a matter for you and your surgeon.", &[]),
            (
                "The school has a legitimate interest in:\n\n- compliance with all relevant legal obligations of the school",
                &["6(1)(f)"],
            ),
            ("Data is shared only where a lawful basis exists and there are contractual safeguards.", &[]),
            ("Our lawful basis: it is provided pursuant to contract with a health professional.", &[]),
            ("This policy reflects our duties under the Data Protection Act to keep data secure.", &[]),
            ("# Your rights\n\nIf our lawful basis relates to a legitimate business interest, you can object.", &[]),
            ("Your rights\n\nWhere we rely on consent, you may withdraw it at any time.", &[]),
            ("You can withdraw your consent at any time by writing to us.", &[]),
            (
                "Your rights\n\nThe right to portability only applies if we process it under a contract or with your consent.",
                &[],
            ),
            (
                "Parents can make a request with respect to their child's data where they are under 12, or where the child has provided consent.",
                &[],
            ),
            ("Definitions\n\nConsent means any freely given indication of your wishes.", &[]),
            ("We have contracts in place with our suppliers.", &[]),
            ("We may continue if we can show compelling legitimate grounds.", &[]),
            ("Do we rely on your consent?", &[]),
            ("Our suppliers must meet their own legal obligations and security policies.", &[]),
            ("We keep your data for as long as the law requires.", &[]),
            ("We are legally obliged to use data in line with applicable laws on it.", &[]),
            ("We use standard contractual clauses for this transfer.", &[]),
            ("We will tell you of a data breach where we are legally required to do so.", &[]),
            ("Under data protection law, we can only use your data if we have a proper reason, such as consent.", &[]),
        ],
    );
}

#[test]
fn a_letter_and_the_name_beside_it() {
    let of = |text: &str| {
        let all = claims("basis", text);
        let text = |c: &super::Claim, d: &str| c.text(d).unwrap_or("-").to_owned();
        all.iter().map(|c| (text(c, "cited"), text(c, "named"))).collect::<Vec<_>>()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(of("Our lawful basis is Article 6(1)(f), performance of a contract."), [pair("6(1)(f)", "6(1)(b)")]);
    assert_eq!(of("Our lawful basis is legal obligation (Article 6(1)(c))."), [pair("6(1)(c)", "6(1)(c)")]);
    assert_eq!(of("Our lawful basis is Article 6(1)(e)."), [pair("6(1)(e)", "-")]);
}

#[test]
fn how_consent_is_had() {
    let manner = |text: &str| claims("basis", text).first().and_then(|c| c.text("manner").map(str::to_owned));
    assert_eq!(
        manner("By sending us your details you are giving consent to receive our letters.").as_deref(),
        Some("by-giving")
    );
    assert_eq!(manner("By using this website you consent to our use of your data.").as_deref(), Some("by-use"));
    assert_eq!(manner("We ask for your consent on the form.").as_deref(), Some("asked"));
}

#[test]
fn conditions() {
    check(
        "condition",
        &[
            ("For health data we rely on Article 9(2)(h), provision of health or social care.", &["9(2)(h)"]),
            ("For health data we rely on point (h) of Article 9(2) of the UK GDPR.", &["9(2)(h)"]),
            ("The condition is Article (9)(2)(g) - substantial public interest.", &["9(2)(g)"]),
            (
                "We use special categories of data with your explicit consent or in the substantial public interest (Article 9(2)(g)).",
                &["9(2)(a)", "9(2)(g)"],
            ),
            ("# Legal basis\n\nIt is needed to fulfil your obligations under your employment contract.", &[]),
            ("We process special category data with your explicit consent.", &["9(2)(a)"]),
            ("We process special category data where you have explicitly consented to it.", &["9(2)(a)"]),
            (
                "We process special categories of data when the following applies:\n\n- you have already made the data public",
                &["9(2)(e)"],
            ),
            (
                "For health data, processing is necessary for preventive or occupational medicine, for the assessment of the working capacity of the employee.",
                &["9(2)(h)"],
            ),
            ("Article 9 condition for health data: legal claims", &["9(2)(f)"]),
            (
                "The special category condition(s) for processing are:\n\n- provision of health or social care\n- you \
                 have made your information publicly available\n- it is needed for legal cases\n",
                &["9(2)(e)", "9(2)(f)", "9(2)(h)"],
            ),
            ("We process it for reasons of substantial public interest.", &["9(2)(g)"]),
            (
                "We use special category data on the basis of our obligations and rights in employment law.",
                &["9(2)(b)"],
            ),
            ("Article 9(g) of the UK GDPR is the condition for this.", &["9(2)(g)"]),
            ("We are an official authority for the purposes of Article 10 of the UK GDPR.", &["10"]),
            ("Explicit consent means a clear statement.", &[]),
            ("You may withdraw your explicit consent at any time.", &[]),
            ("We will not use Article 9(2)(a) for this.", &[]),
            ("We promote public health in the county.", &[]),
            ("We may need it for the establishment, exercise or defence of legal claims.", &[]),
            ("We work with the health and social care partners in your area.", &[]),
        ],
    );
}

#[test]
fn schedule_1() {
    check(
        "schedule-1",
        &[
            ("The condition is Schedule 1, Part 2, paragraph 18 of the Data Protection Act 2018.", &["2/18"]),
            ("We rely on paragraph 1 of Part 1 of Schedule 1 to the DPA 2018.", &["1/1"]),
            ("Article 9(2)(h) with Schedule 1, Part 1, para 1, 2 and 3 of the Act.", &["1/1", "1/2", "1/3"]),
            ("We use Schedule 1, Part 2, paragraph 6 and Article 9(2)(g).", &["2/6"]),
            ("Schedule 1, Part 2, paragraph 18, 6 years after which we delete it.", &["2/18"]),
            ("Article 9(2)(g) with Schedule 1 part 2(6) of the DPA 2018.", &["2/6"]),
            ("Article 9(2)(h) and Schedule 1(1)(2) of the Act.", &["1/2"]),
            ("See DPA 2018 Schedule 1 (7)(b).", &["2/7"]),
            ("Substantial public interest: safeguarding (Sch 1 Pt 2 §18).", &["2/18"]),
            ("We rely on substantial public interest (Schedule 1, Part 2 of the Data Protection Act 2018).", &["2/?"]),
            (
                "We rely on paragraph 36 of Schedule 1, extension of conditions in Part 2 of Schedule 1, for criminal data.",
                &["3/36"],
            ),
            (
                "Criminal convictions: Part 1(1)(1)(a) of the Data Protection Act, obligations in connection with employment.",
                &["1/1"],
            ),
            ("We rely on Schedule 1, Part 2, paragraphs 6, 8 and 18.", &["2/18", "2/6", "2/8"]),
            (
                "We rely on Schedule 1 Part 2 paragraphs 6 (statutory and government purposes), 8 (equality of opportunity) and 10 (unlawful acts).",
                &["2/10", "2/6", "2/8"],
            ),
            (
                "We rely on these conditions in Part 3 of Schedule 1:\n\n• Paragraph 33legal claims\n• Paragraph 36substantial public interest\n",
                &["3/33", "3/36"],
            ),
            (
                "Article 9(2)(g), substantial public interest (safeguarding of children and of individuals at risk).",
                &["2/18"],
            ),
            ("Article 9(2)(g).\n\nDPA 2018, Part 2(6): statutory and government purposes.", &["2/6"]),
            ("The conditions (paragraphs 6 to 28 of Schedule 1) are many.", &[]),
            ("Paragraph 6 of our constitution deals with members.", &[]),
            ("Equality of opportunity matters to us.", &[]),
            ("Schedule 2 paragraph 5 of the Act has an exemption.", &[]),
        ],
    );
}

#[test]
fn a_schedule_1_condition_knows_what_it_is_stated_for() {
    let all = claims("schedule-1", "We rely on Article 9(2)(b) and Schedule 1, Part 1, paragraph 1 of the DPA 2018.");
    assert_eq!(all[0].text("stated-for"), Some("9(2)(b)"));
    let text = "Under Article 9(2)(j) we keep archives. These are conditions in Part 2 of Schedule 1:\n\n- paragraph 6 statutory purposes\n";
    assert_eq!(claims("schedule-1", text)[0].text("stated-for"), Some("9(2)(j)"));
    let criminal = claims("schedule-1", "We hold criminal convictions data under Schedule 1, Part 3, paragraph 33.");
    assert_eq!(criminal[0].text("stated-for"), Some("criminal"));
}

#[test]
fn categories() {
    check(
        "category",
        &[
            (
                "We collect information about your health conditions and your ethnicity.",
                &["special/ethnicity", "special/health"],
            ),
            ("We hold:\n\n- your religion\n- your sexual orientation\n", &["special/beliefs", "special/orientation"]),
            ("We hold:\n\n- genetic and bio-metric data\n", &["special/biometric", "special/genetic"]),
            ("We collect clinical notes.", &["special/health"]),
            ("We keep records about the treatment patients receive.", &["special/health"]),
            ("We may share your name with mental health trusts.", &[]),
            ("We hold:\n\n- Medical professionals. With your consent I share your name with them.\n", &[]),
            ("We may send you general health information in the form of articles.", &[]),
            ("We hold:\n\n- the name of your contact in Personal Health Budgets\n", &[]),
            (
                "We process special category data, which may include but is not limited to:\n\n- your religion\n",
                &["special/beliefs"],
            ),
            (
                "The office holds data relating to:\n\n- mental health\n- sexual life and orientation\n",
                &["special/health", "special/orientation", "special/sex-life"],
            ),
            ("Separate privacy notices for carers and occupational health information are on our website.", &[]),
            ("We collect basic disclosure certificates of drivers.", &["criminal"]),
            (
                "We may hold back:\n\n- data likely to cause harm to a reader\u{2019}s physical or mental wellbeing\n",
                &[],
            ),
            (
                "We process special category data, such as race, religion and health.",
                &["special/beliefs", "special/ethnicity", "special/health"],
            ),
            ("We record trade union membership and political opinions.", &["special/politics", "special/union"]),
            ("We take fingerprints, which are biometric data.", &["special/biometric"]),
            ("We ask you about unspent convictions and keep the DBS certificate number.", &["criminal"]),
            ("We do not collect information about your health.", &[]),
            ("Special category data means data about health, religion or race.", &[]),
            ("Our health and safety records are kept by the site manager.", &[]),
            ("We work with Public Health Wales and the health board.", &[]),
            ("We use the data to prevent and detect criminal offences.", &[]),
            ("What is health data?", &[]),
            (
                "We record your age, your nationality and whether you need an interpreter.",
                &["ordinary/age", "ordinary/nationality"],
            ),
        ],
    );
}

#[test]
fn what_is_not_yet_a_basis() {
    table(
        "ground",
        &[
            ("# Lawful basis\n\nThe lawful basis for processing your information is explained below.\n", ""),
            (
                "# Lawful basis\n\nThe data is processed in line with the GDPR, and our lawful basis is substantial public interest.\n",
                "",
            ),
            ("The lawful basis for processing your personal data is the Mental Capacity Act 2005.", "statute"),
        ],
    );
    table(
        "basis",
        &[
            ("We keep your file as long as required by law to run the register.", ""),
            ("A cookie may be linked to you, perhaps because you have subscribed to one of our services.", ""),
            ("We send our newsletter where you have subscribed to it.", ""),
            ("If you have signed up to our bulletin, we keep your address until you leave.", ""),
        ],
    );
}

#[test]
fn whose_ground_it_is() {
    table(
        "basis",
        &[
            ("## Retention\n\nWe keep your file for as long as:\n\n- you are a tenant\n- the law requires us to", ""),
            ("We hold the register for as long as we are legally required to.", ""),
            ("We are legally required to hold a register of gas checks.", "6(1)(c)"),
            ("You must obtain parental consent before you add a pupil.", ""),
            ("## Your responsibilities as a club organiser\n\n- Obtain consent for photographs", ""),
            ("You do not need to ask permission to link to our site.", ""),
            ("We do not need your consent to use your data for this.", "-6(1)(a)"),
            ("Some partners may pass on your details without your permission.", ""),
            ("We will not pass on your details without your permission.", "6(1)(a)"),
            ("We protect the legal, compliance and business interests of the firm.", ""),
            ("For more about this, refer to Article 6(1)(e).", ""),
            ("## Your rights\n\nOur lawful basis is public task, which gives you these rights:", "6(1)(e)"),
            ("If its use is restricted, we may only use your data with your consent.", ""),
            ("If you consent, we will send you our bulletin.", "6(1)(a)"),
            ("We need your consent for this, and you may withdraw it at any time.", "6(1)(a)"),
            ("We see ourselves as having a legitimate interest in keeping members informed.", "6(1)(f)"),
            ("We ask about this to comply with health and safety law.", "6(1)(c)"),
            ("Except as strictly required by law, no liability is taken for this.", ""),
        ],
    );
}

#[test]
fn what_a_public_body_does_like_any_other() {
    let wording = |text: &str| claims("basis", text).first().and_then(|c| c.text("wording").map(str::to_owned));
    let buyer = "Our legal basis is that it is necessary for our legitimate interests as a buyer of goods.";
    assert_eq!(wording(buyer).as_deref(), Some("as-trader"));
    assert_eq!(wording("Our legal basis is our legitimate interests as a council.").as_deref(), None);
}

#[test]
fn the_force_of_the_clause() {
    let force = |text: &str| claims("basis", text).first().map(|c| c.force.name()).unwrap_or_default();
    for (text, expected) in [
        ("Legal obligation: we need this to meet our duties - this may include money laundering checks.", ""),
        ("We may share your file because we are legally required to.", "may"),
        ("We share your file as required by the Housing Act 1996.", "states"),
        ("We share your file if we're required to do so by law.", "only-if"),
        ("We do not use any details of people under 14 without parental consent.", "only-if"),
        ("When you write to us, our lawful basis is legitimate interests.", "states"),
        ("The lawful basis on which we process it is called contract.", "states"),
        (
            "Your notes will not be shown to anyone else without explaining why it is necessary, and getting your explicit consent.",
            "only-if",
        ),
        (
            "Our lawful bases are:\n\n- Legitimate interest in calling you (this includes information relating to bills).\n",
            "states",
        ),
        ("We rely on our legitimate interests; we may tell you more.", "states"),
        ("We rely on our legitimate interests in helping you find out who your councillor is.", "states"),
    ] {
        assert_eq!(force(text), expected, "{text}");
    }
}

#[test]
fn conditions_where_such_data_is_spoken_of() {
    table(
        "condition",
        &[
            (
                "We hold sensitive personal data. We only use information of that kind with your explicit consent.",
                "9(2)(a)",
            ),
            ("We use your health data with your explicit consent.", "9(2)(a)"),
            ("We use your telephone number with your explicit consent.", ""),
            (
                "## Special category data\n\nOur conditions are:\n\n- your explicit consent\n- vital interests\n- public health",
                "9(2)(a) 9(2)(c) 9(2)(i)",
            ),
            (
                "## Our lawful basis\n\nIt is, besides, necessary for the establishment, exercise or defence of claims.",
                "9(2)(f)",
            ),
            ("We share data in connection with legal claims.", ""),
            ("We only process special category data because you have made it public.", "9(2)(e)"),
            ("You must obtain explicit consent for sensitive data that you gather with the app.", ""),
        ],
    );
}

#[test]
fn the_law_that_is_named() {
    let named = |text: &str| claims("basis", text).first().and_then(|c| c.text("law-named").map(str::to_owned));
    for (text, expected) in [
        ("We need it for the exercise of our public functions under the Harbours Act 1964.", "act"),
        ("We keep crew lists because it is a legal obligation under the Merchant Shipping Regulations 2010.", "act"),
        ("The board and the trust may act jointly. We need it for the exercise of our public functions.", "nothing"),
        ("We must keep it to comply with a legal obligation when we act for you under the scheme.", "nothing"),
        ("Our lawful basis is the administration of justice.", "task"),
    ] {
        assert_eq!(named(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn functions_of_the_crown_are_a_public_task() {
    check(
        "basis",
        &[
            ("Our legal basis is section 8(d) of the Data Protection Act 2018.", &["6(1)(e)"]),
            ("It is needed for the exercise of a function of a Minister of the Crown.", &["6(1)(e)"]),
            ("Our lawful basis for holding it is the administration of justice.", &["6(1)(e)"]),
            ("Nothing here hinders the administration of justice.", &[]),
            ("# Our lawful basis\n\nForms go to a database supporting the administration of justice.", &[]),
            ("See section 8(d) of these rules.", &[]),
        ],
    );
    check("ground", &[("Our lawful basis is the administration of justice.", &[])]);
}

#[test]
fn all_that_the_law_offers_is_not_relied_on() {
    let list = "- consent\n- performance of a contract\n- compliance with a legal obligation\n- vital interests\n\
        - public task\n- legitimate interests\n";
    for (lead, relied) in [
        ("## Lawful bases\n\nEvery use of data needs a ground in law. The lawful bases are:", 0),
        ("## Lawful bases\n\nWe rely on these lawful bases:", 6),
    ] {
        let text = format!("# Privacy notice\n\nWe collect your name.\n\n{lead}\n\n{list}");
        let claims = super::testing::claims("basis", &text);
        let stands = claims.iter().filter(|c| c.kind == "basis" && c.force.asserts()).count();
        assert_eq!(stands, relied, "{lead}");
    }
}

#[test]
fn paragraphs_that_are_a_list_of_bases() {
    let text = "# Privacy notice\n\nWe collect your name.\n\nOur legal basis for this use of your data is:\n\n\
        Legal obligation - we must comply with the law on bells:\n\n- the Bells Act 1996\n\n\
        Public task - we perform a task in the public interest.\n\n\
        ## Sharing\n\nWe may give your name to a doctor to protect your vital interests.\n";
    let claims = super::testing::claims("basis", text);
    let declared: Vec<_> = claims.iter().filter(|c| c.flag("declared")).map(|c| c.value.as_str()).collect();
    for basis in ["6(1)(c)", "6(1)(e)"] {
        assert!(declared.contains(&basis), "{declared:?}");
    }
    assert!(!claims.last().is_some_and(|c| c.flag("declared")), "{declared:?}");
}

#[test]
fn a_paragraph_of_article_9_is_none_of_schedule_1() {
    let text = "For health data we rely on Article 9, paragraph 2, point (g).";
    assert_eq!(crate::claims::testing::claims("condition", text).len(), 1);
    assert!(crate::claims::testing::claims("schedule-1", text).is_empty());
}
