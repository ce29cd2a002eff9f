#![allow(clippy::unwrap_used)]
use crate::claims::testing::table;

#[test]
fn whether_data_must_be_given() {
    table(
        "provision",
        &[
            ("If you do not give us your address, we cannot deliver your order.", "consequence"),
            ("Without this information we cannot assess your claim.", "consequence"),
            ("Failure to provide this data may delay your application.", "consequence"),
            ("If you leave out your name, the only consequence is that we cannot reply to you with it.", "consequence"),
            ("You need not tell us, but there is no account without your details.", "consequence"),
            ("If you do not provide your address, we cannot deliver your order.", "consequence"),
            ("If we do not hold all the data we ask for, we cannot pay you.", "consequence"),
            ("Without your address we would be unable to deliver the parcel.", "consequence"),
            ("You must provide your name and address.", "must"),
            ("Giving us this data is a statutory requirement; you are required to provide the data.", "must"),
            ("You need to enter personal information to open an account.", "must"),
            ("You will need to provide your personal data to use the service.", "must"),
            ("You are required by law to give us this information.", "must"),
            ("Most of the data you provide to us is mandatory, but some of it is voluntary.", "must"),
            ("You do not have to give us your date of birth.", "optional"),
            ("Answering these questions is voluntary.", "optional"),
            ("The telephone number is optional.", "optional"),
            ("You are not obliged to provide any information.", "optional"),
            ("You can choose not to answer the questions; they are optional.", "optional"),
            ("You do not have to give us this information.", "optional"),
            ("If you do not want a call, you don't need to enter any personal details.", "optional"),
            ("If you do not want a call, you don’t need to enter any personal details.", "optional"),
            ("You are not required to provide your phone number.", "optional"),
            ("## Your rights\n\nYou are not obliged to share your personal data with the club.", "optional"),
            ("## Your rights\n\nIf you choose not to share your data, we may be unable to enrol you.", "consequence"),
            ("Providing your ethnicity is entirely voluntary.", "optional"),
        ],
    );
}

#[test]
fn what_says_nothing_of_provision() {
    table(
        "provision",
        &[
            ("We test with your data before the compulsory rollout of the scheme.", ""),
            ("Your data is required to assess you.", ""),
            ("We must keep your data secure.", ""),
            ("In some cases we may be required to use your data to detect crime.", ""),
            ("If you do not agree with our decision, you may complain.", ""),
            ("You must provide proof of identity with your request.", ""),
            ("We work with the voluntary sector on your information.", ""),
            ("We will not share your data without your consent.", ""),
            ("Do I have to give you my data?", ""),
            ("## Your rights\n\nIf you do not give us your details, we cannot act on your request.", ""),
            ("Analytics cookies are optional.", ""),
            ("Mandatory training is recorded in your data.", ""),
            ("We have a statutory duty to hold your data.", ""),
            ("If you do not want to receive emails with information, tell us.", ""),
            ("We cannot guarantee the security of data sent by email.", ""),
            ("An authority does not have to provide information that would put somebody at risk.", ""),
            ("The council is not obliged to disclose information about others.", ""),
            ("You must provide them with a copy of this information.", ""),
            ("Voluntary participation in this research will cost you nothing, and it is kept short.", ""),
            ("We ask for your consent to measure visits. If you do not give it, the page works all the same.", ""),
            // To use a service, or to join, is not to give data.
            ("Using the portal is optional, and we hold your data safely.", ""),
            ("If you choose not to register, the report will hold no data on you and cannot be changed.", ""),
            ("We record mandatory and optional learning services in your data.", ""),
            // What those who use a service owe to others.
            ("## Your responsibilities\n\nYou must tell us if your information changes.", ""),
            ("You are responsible for the data that you must provide to your own users.", ""),
            ("You need to provide information to identify yourself when you ask for a copy.", ""),
        ],
    );
}
