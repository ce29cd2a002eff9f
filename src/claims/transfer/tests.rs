use crate::claims::testing::{claims, table};
use crate::claims::{Detail, Force};

#[test]
fn boundaries_and_destinations() {
    table(
        "transfer",
        &[
            ("We do not transfer your personal data outside the UK.", "uk-only"),
            ("Your data will not leave the United Kingdom.", "uk-only"),
            ("None of your personal data is available outside the UK.", "uk-only"),
            ("Copies of this information are available in England and Wales.", ""),
            ("We collect data such as:\n\n- your country of origin and length of stay in the UK", ""),
            ("It is processed here, or else in a country with an adequacy agreement.", "third-country"),
            ("We never send your data outside the European Economic Area.", "eea-only"),
            ("No personal data is transferred outside of the EU.", "eu-only"),
            ("We do not share your information overseas.", "uk-only"),
            ("Your information is not sent abroad.", "uk-only"),
            ("All your data is held on secure servers in the UK.", "uk-only"),
            (
                "Generally, we do not process your data outside the UK. In exceptions where we do, we look after it.",
                "third-country",
            ),
            ("The supplier of our members' list keeps your data on their UK data servers.", ""),
            ("Your data is stored within the European Union.", "eu-only"),
            ("We will not transfer your data to any third country or international organisation.", "uk-only"),
            ("We may transfer your data outside the EEA.", "third-country"),
            ("Some of our suppliers are based outside the UK.", "third-country"),
            (
                "Your data may be transferred to, and stored at, a destination outside the European Economic Area.",
                "third-country",
            ),
            ("Some of your data may be processed overseas.", "third-country"),
            ("Your data comes to us from the overseas clinics that see you.", ""),
            ("We use your data to check overseas qualifications and to help overseas students.", ""),
            ("Your email address is transferred to the United States.", "US"),
            ("Our mailing list is stored on servers in the USA.", "US"),
            (
                "Support staff in India and the Philippines can access your data, which is sent to India.",
                "third-country",
            ),
            ("A summary of your record is held for all patients of a surgery in Wales.", ""),
            ("Your data is stored in Ireland.", "eu"),
            ("We transfer your data to a company in Switzerland.", "CH"),
            ("We would not transfer your data outside the UK unless safeguards were in place.", "third-country"),
            ("If we had to send your data outside the UK, we would tell you.", "third-country"),
            ("We do not transfer personal data outside the UK without your consent.", "third-country"),
            ("Your personal data is transferred to the European Union.", "eu"),
            ("Case files may be shared with other courts and authorities within or outside the EU.", "third-country"),
            ("Transfers outside the EEA: we do not send your data there, or outside the EU.", "eu-only"),
            ("Your answers will be stored in the United States.", "US"),
            // What is said of the same data in the next sentence takes the boundary away.
            ("Your details are stored on servers in the EEA. It is also stored outside Europe.", "eu third-country"),
            (
                "International transfers\n\nWhat | Country | Safeguard\nContact details | USA | Standard contractual clauses\n",
                "US",
            ),
            (
                "We look after your data. Our measures include:\n\n- stored in the UK on our own servers\n- locked rooms\n",
                "uk-only",
            ),
        ],
    );
}

#[test]
fn what_stands_beside_a_boundary() {
    let with = |text: &str, name: &str| {
        claims("transfer", text).iter().find_map(|c| c.detail(name).cloned()).map(|d| d == Detail::Flag(true))
    };
    for (text, name, expected) in [
        ("We will not transfer your data outside the UK and EEA.", "with-uk", Some(true)),
        ("Your data never leaves the EEA or the United Kingdom.", "with-uk", Some(true)),
        ("We will not transfer your data outside the EEA.", "with-uk", None),
        ("All your data is stored within the EEA.", "all", Some(true)),
        ("We store your data on servers within the EEA.", "all", Some(false)),
        ("Your data may transit through countries outside the EEA.", "transit", Some(true)),
        ("We cannot guarantee that data in emails will be routed within the EEA.", "transit", Some(true)),
        ("Your data may be sent to countries outside the EEA.", "transit", None),
        (
            "If your data is sent outside the EEA, we will tell you and let you know which safeguards we use.",
            "promised",
            Some(true),
        ),
        ("Your data is sent outside the EEA. We'll explain the safeguards before we do so.", "promised", Some(true)),
        ("Your data may be sent outside the EEA. We tell you this because we must.", "promised", None),
        ("Anonymous statistics are stored in the United States.", "impersonal", Some(true)),
        ("Your answers are stored in the United States.", "impersonal", None),
    ] {
        assert_eq!(with(text, name), expected, "{text}");
    }
    table(
        "transfer",
        &[
            (
                "We may need to transfer your data overseas. When this is needed, it may be transferred to the EEA.",
                "eu",
            ),
            ("We may need to transfer your data abroad. Such transfers go to the European Union.", "eu"),
            (
                "We may need to transfer your data overseas. It may be transferred to the EEA as well.",
                "third-country eu",
            ),
            (
                "We may need to transfer your data overseas. When this is needed, data may be sent outside the EEA.",
                "third-country",
            ),
        ],
    );
}

#[test]
fn bare_answers() {
    table(
        "transfer",
        &[
            ("## Is anything stored on servers outside the EEA?\n\nNo.", "eea-only"),
            ("## When your data gets sent to other countries\n\nNot applicable", "uk-only"),
            ("## Do we transfer data outside the UK or the EU?\n\nNo", "eu-only"),
            ("## Do we send your data to other teams?\n\nNo.", ""),
            ("## Who sends us data from other countries\n\nNobody.", ""),
        ],
    );
}

#[test]
fn no_transfer() {
    table(
        "transfer",
        &[
            ("We receive data from third parties:\n\n- usage data from firms based outside the UK", ""),
            ("We may collect, use, store and transfer personal data about you.", ""),
            ("Do you send my data outside the UK?", ""),
            ("Storing data outside the UK: please ask us.", ""),
            ("Anonymised session statistics are stored in the USA.", ""),
            ("Statistics that are non-personal are stored within the EEA. It is also stored in the USA.", ""),
            ("The recipient third country will always depend on the case.", ""),
            ("You may complain to the data protection authorities outside the UK.", ""),
            ("We collect:\n\n- papers on your right to work and reside in the United Kingdom", ""),
            ("If you are based outside the UK, please use the other form.", ""),
            ("The project was paid for by the European Union.", ""),
            ("We share information with other schools in England.", ""),
            ("You can ask us to transfer your data to another organisation.", ""),
            ("The UK GDPR restricts the transfer of personal data outside the UK.", ""),
            ("We are a company registered in England.", ""),
            ("Our office is in Northern Ireland.", ""),
            ("You have the right to complain in the European Union state where you live.", ""),
            ("We transfer your file to your new school when you move.", ""),
            ("We process your data in accordance with the law in the UK.", ""),
        ],
    );
}

#[test]
fn mechanisms() {
    table(
        "mechanism",
        &[
            ("We rely on the EU-US Privacy Shield.", "privacy-shield"),
            ("The provider is certified under Safe Harbor.", "safe-harbor"),
            ("Transfers outside the UK are covered by standard contractual clauses.", "scc"),
            ("We use model contract clauses when data is sent outside the EEA.", "scc"),
            ("The transfer is made under the International Data Transfer Agreement (IDTA).", "idta"),
            ("We use the UK Addendum for transfers to the United States.", "addendum"),
            (
                "Data is only transferred to countries that the UK has deemed to provide an adequate level of protection.",
                "adequacy",
            ),
            ("The EEA is covered by UK adequacy regulations, and data is transferred there.", "adequacy"),
            ("Transfers to the USA are made under the UK-US data bridge.", "data-bridge"),
            ("It is certified to the EU-US Data Privacy Framework.", "data-bridge"),
            ("Within our group we transfer data overseas under binding corporate rules.", "bcr"),
            ("The transfer rests on a derogation under Article 49, as it goes outside the UK.", "derogation"),
            ("We do not send your data outside the UK without your explicit consent.", "derogation"),
            ("We will not share your data with anybody outside the Council without your permission.", ""),
            ("A data transfer agreement is in place for any data that goes outside the EEA.", "contract"),
            ("Data goes abroad only where the country ensures an adequate level of protection.", "adequacy"),
            ("When data goes abroad we ensure an adequate level of protection.", ""),
            ("We may transfer data overseas for the establishment or defence of legal claims.", "derogation"),
            ("Suppliers work for us under model contract clauses.", ""),
            ("Our processors are bound by contractual obligations.", ""),
            ("We collect only what is adequate and relevant.", ""),
            ("We keep adequate records of our training.", ""),
            ("Staff sign a confidentiality agreement.", ""),
            ("What is Privacy Shield?", ""),
            ("Until 2020 we relied on Privacy Shield.", ""),
            ("Privacy Shield was struck down in July 2020.", ""),
            ("The Privacy Shield has been invalidated.", ""),
            ("We do not rely on Privacy Shield.", "-privacy-shield"),
            ("Your data has the same level of protection as in the UK when it goes abroad.", ""),
            ("We have a contract with you.", ""),
        ],
    );
}

#[test]
fn details_of_a_transfer() {
    let found = claims("transfer", "If we had to send your data outside the EEA, it would be encrypted.");
    let transfer = found.iter().find(|c| c.kind == "transfer");
    assert_eq!(transfer.and_then(|c| c.text("boundary")), Some("eea"));
    assert_eq!(transfer.and_then(|c| c.detail("hypothetical")), Some(&Detail::Flag(true)));
    let flow = |text: &str| claims("transfer", text).first().and_then(|c| c.text("flow").map(str::to_owned));
    assert_eq!(flow("We transfer your data to Acme Hosting in India.").as_deref(), Some("acme hosting"));
    for text in ["We transfer your data to countries that are safe.", "Data is sent to locations in the EEA."] {
        assert_eq!(flow(text), None, "{text}");
    }
    // Seen from there is not kept there.
    for text in
        ["Your data may be accessed by engineers in India.", "Our suppliers are based in the USA and process data."]
    {
        assert_eq!(claims("storage", text), [], "{text}");
    }
    let found = claims("storage", "Your data is stored in Ireland.");
    let storage = found.iter().find(|c| c.kind == "storage").map(|c| (c.value.as_str(), c.force));
    assert_eq!(storage, Some(("IE", Force::States)));
}

#[test]
fn where_data_is_held() {
    super::super::testing::table(
        "storage",
        &[
            ("Our servers are located in the United Kingdom.", "GB"),
            ("Your data is held in the UK and Ireland.", "GB IE"),
            ("Backups are held in Germany and may be moved.", "DE"),
            ("All records are stored securely within the UK.", "GB"),
            ("We do not store data outside the UK.", ""),
            ("We deliver to homes in the UK.", ""),
        ],
    );
}

#[test]
fn a_column_of_places_in_a_table_of_recipients() {
    let table = |heads: &str, cell: &str| {
        let text =
            format!("# Privacy notice\n\nWe use these firms:\n\n| {heads} |\n|---|---|\n| Mail Cart | {cell} |\n");
        claims("transfer", &text).into_iter().filter(|c| c.kind == "transfer").map(|c| c.value).collect::<Vec<_>>()
    };
    for (heads, cell, want) in [
        ("Provider | Location", "US (SCCs in place)", "US"),
        ("Recipient | Country", "United States", "US"),
        ("Sub-processor | Where: country", "Ireland", "eu"),
        ("Provider | Location", "UK", ""),
        // Where the offices are, not data.
        ("Office | Location", "United States", ""),
        ("Provider | What for", "letters to the United States", ""),
    ] {
        assert_eq!(table(heads, cell).join(" "), want, "{heads}: {cell}");
    }
}
