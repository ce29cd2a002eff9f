//! What is answered about a draft.

use super::*;

#[test]
fn a_draft_is_answered_with_findings_claims_register_and_edits() {
    let served = Served::new(&[]);
    let reply = served.post("/api/check", &draft(FOODBANK, json!({ "show": ["claims", "register"] })));
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")));
    guarded(&reply);
    let answer = reply.json();
    // The findings are those of the command line, in the same contract.
    let line =
        served.candour(&["check", "foodbank.txt", "--format", "json", "--isolated"], &[("foodbank.txt", FOODBANK)]);
    let line: Value = serde_json::from_str(&line).unwrap();
    let key = |f: &Value| {
        (
            f["rule"].clone(),
            f["spans"][0]["start_byte"].clone(),
            f["fingerprint"].clone(),
            f["law"].clone(),
            f["fix"].clone(),
        )
    };
    let all = |v: &Value| v.as_array().unwrap().iter().map(key).collect::<Vec<_>>();
    assert!(!all(&line["findings"]).is_empty());
    assert_eq!(all(&answer["findings"]["findings"]), all(&line["findings"]));
    assert_eq!(answer["findings"]["summary"], line["summary"]);
    assert_eq!(answer["findings"]["as_of"], "2026-11-22");
    let claims = answer["claims"]["notices"][0]["claims"].as_array().unwrap();
    assert!(claims.iter().any(|c| c["kind"] == "transfer"));
    let entry = &answer["register"]["notices"][0]["records"][0]["cells"][0]["entries"][0];
    let (start, end) = (entry["span"]["start_byte"].as_u64().unwrap(), entry["span"]["end_byte"].as_u64().unwrap());
    assert_eq!(&FOODBANK[start as usize..end as usize], entry["span"]["text"].as_str().unwrap());
    // What is not asked for is not sent.
    let bare = served.post("/api/check", &draft(FOODBANK, json!({}))).json();
    assert!(bare["claims"].is_null() && bare["register"].is_null());
    assert_eq!(all(&bare["findings"]["findings"]), all(&line["findings"]));
}

#[test]
fn date_confidence_and_format_come_with_the_draft() {
    let served = Served::new(&[]);
    let rules = |text: &str, more: Value| {
        let answer = served.post("/api/check", &draft(text, more)).json();
        let found =
            answer["findings"]["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap().to_owned());
        (found.collect::<Vec<_>>(), answer["findings"]["notices"][0]["format"].clone())
    };
    let shield = "# Privacy notice\n\nWe send your personal data to the USA under the EU-US Privacy Shield.\n";
    let invalid = "transfer-mechanism-invalid".to_owned();
    let (before, format) = rules(shield, json!({ "as_of": "2020-07-15", "format": "markdown" }));
    assert!(!before.contains(&invalid) && format == "markdown", "{before:?} {format}");
    let (after, format) = rules(shield, json!({ "as_of": "2020-07-16", "name": "x.html", "format": "named" }));
    assert!(after.contains(&invalid) && format == "html", "{after:?} {format}");
    let many = rules(FOODBANK, json!({ "min_confidence": "possible" })).0.len();
    let few = rules(FOODBANK, json!({ "min_confidence": "certain" })).0.len();
    assert!(few < many, "{few} {many}");
}

/// Two edits that are certain.
const OLD_NAMES: &str = "We share data with NHS Digital. We keep to the General Data Protection Regulations.\n";

#[test]
fn edits_are_made_one_by_one_or_together_and_never_unasked() {
    let served = Served::new(&[]);
    let text = format!("{FOODBANK}\nPartners – “who”\n\n{OLD_NAMES}");
    let answer = served.post("/api/check", &draft(&text, json!({}))).json();
    let edits: Vec<&Value> = answer["edits"].as_array().unwrap().iter().filter(|e| e["doubt"].is_null()).collect();
    assert!(edits.len() >= 2, "{}", answer["edits"]);
    for edit in &edits {
        let span = edit["start_byte"].as_u64().unwrap() as usize..edit["end_byte"].as_u64().unwrap() as usize;
        assert_eq!(&text[span], edit["old_text"].as_str().unwrap());
    }
    let finding = |edit: &Value| &answer["findings"]["findings"][edit["finding"].as_u64().unwrap() as usize];
    let print = finding(edits[0])["fingerprint"].as_str().unwrap();
    let of_one = edits.iter().filter(|e| e["finding"] == edits[0]["finding"]).count();
    let one = served.post("/api/fix", &draft(&text, json!({ "apply": [print] }))).json();
    assert_eq!(one["made"].as_array().unwrap().len(), of_one, "{one}");
    assert_eq!(one["made"][0]["new_text"], edits[0]["new_text"]);
    let none = served.post("/api/fix", &draft(&text, json!({ "apply": ["no such finding"] }))).json();
    assert_eq!(none, json!({ "made": [], "refused": [] }));
    let all = served.post("/api/fix", &draft(&text, json!({}))).json();
    assert!(all["made"].as_array().unwrap().len() > of_one, "{all}");
    // With the edits in place, what was mended is not found any more.
    let mut mended = text.clone();
    for edit in all["made"].as_array().unwrap().iter().rev() {
        let span = edit["start_byte"].as_u64().unwrap() as usize..edit["end_byte"].as_u64().unwrap() as usize;
        mended.replace_range(span, edit["new_text"].as_str().unwrap());
    }
    let after = served.post("/api/check", &draft(&mended, json!({}))).json();
    let count = |v: &Value| v["findings"]["findings"].as_array().unwrap().len();
    assert!(count(&after) < count(&answer), "{} {}", count(&after), count(&answer));
}

#[test]
fn reports_are_those_of_the_command_line() {
    let served = Served::new(&[]);
    let file = [("draft.txt", FOODBANK)];
    let check = |format: &str| served.candour(&["check", "draft.txt", "--format", format, "--isolated"], &file);
    let export = |to: &str| served.post("/api/export", &draft(FOODBANK, json!({ "to": to })));
    assert_eq!(export("markdown").text(), check("markdown"));
    assert_eq!(export("csv").text(), check("csv"));
    assert_eq!(export("json").text(), check("json"));
    let register = served.candour(&["claims", "draft.txt", "--by", "activity", "--format", "csv"], &file);
    assert_eq!(export("register").text(), register);
    let rows = served.candour(&["claims", "draft.txt", "--by", "activity", "--format", "json"], &file);
    let shown = served.post("/api/check", &draft(FOODBANK, json!({ "show": ["register"] }))).json();
    assert_eq!(shown["register"], serde_json::from_str::<Value>(&rows).unwrap());
    assert_eq!(shown["register"]["schema"], "candour.register/1");
    let notice = served.candour(&["claims", "draft.txt", "--format", "yaml"], &file);
    assert_eq!(export("notice").text(), notice);
    assert_eq!(export("claims").text(), served.candour(&["claims", "draft.txt", "--format", "json"], &file));
    assert_eq!(served.post("/api/export", &draft(FOODBANK, json!({}))).status, 400);
    assert_eq!(export("executable").status, 400);
}

#[test]
fn an_empty_draft_and_one_that_is_no_notice_are_answered() {
    let served = Served::new(&[]);
    for text in ["", " \n", "\u{feff}", "Mix flour and eggs.\n", "\u{1f512}\u{0301}\u{202e}"] {
        let reply = served.post("/api/check", &draft(text, json!({ "show": ["claims", "register"] })));
        assert_eq!(reply.status, 200, "{text:?}");
        assert_eq!(reply.json()["findings"]["notices"].as_array().unwrap().len(), 1, "{text:?}");
        assert_eq!(served.post("/api/fix", &draft(text, json!({}))).json()["made"], json!([]));
    }
    let yaml =
        served.post("/api/check", &draft("candour: notice/1\ncontroller: [", json!({ "format": "yaml" }))).json();
    assert!(yaml["findings"]["notices"][0]["error"]["what"].is_string(), "{yaml}");
}

/// A build for tests falls over a notice that holds the words of a variable.
#[cfg(debug_assertions)]
#[test]
fn a_panic_is_an_error_in_place() {
    let served = Served::with(&[("CANDOUR_TEST_PANIC_AT", "allergies")], &[]);
    let answer = served.post("/api/check", &draft(FOODBANK, json!({}))).json();
    let error = answer["findings"]["notices"][0]["error"]["what"].as_str().unwrap();
    assert!(error.starts_with("internal error"), "{error}");
    let well = served.post("/api/check", &draft(&FOODBANK.replace("allergies", "pets"), json!({}))).json();
    assert!(well["findings"]["notices"][0]["error"].is_null());
    let (_, told) = served.end();
    assert!(!told.contains("allergies"), "{told}");
}

#[test]
fn nothing_is_left_behind_and_nothing_of_a_draft_is_told() {
    let served = Served::new(&[]);
    for path in ["/api/check", "/api/fix"] {
        served.post(path, &draft(FOODBANK, json!({ "name": "secret-name.txt", "show": ["claims"] })));
    }
    served.post("/api/export", &draft(FOODBANK, json!({ "to": "markdown" })));
    served.post_text("/api/check", "{\"text\": \"secret-name");
    let left: Vec<_> = fs::read_dir(served.dir.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let port = served.port;
    let (out, told) = served.end();
    assert_eq!(out, "", "the address is all that is printed");
    assert!(!told.contains("secret-name") && !told.contains("food"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn the_configuration_and_decisions_in_the_draft_are_obeyed_unless_isolated() {
    let dir = tempfile::TempDir::new().unwrap();
    let file = dir.path().join("house.yaml");
    fs::write(&file, "min-confidence: certain\nas-of: 2020-07-16\nignore: [identity]\n").unwrap();
    let config = ["--config", file.to_str().unwrap()];
    let comment = "<!-- candour: ignore retention-missing; reason: it is being written -->";
    let text = format!("{comment}\n\n# Privacy notice\n\nWe use your personal data to send you a newsletter.\n");
    let asked = draft(&text, json!({ "format": "markdown", "min_confidence": "likely" }));
    let found = |answer: &Value, family: &str| {
        answer["findings"]["findings"].as_array().unwrap().iter().filter(|f| f["family"] == family).count()
    };
    let served = Served::new(&config);
    let about = served.get("/api/about").json();
    assert_eq!((&about["min_confidence"], &about["as_of"]), (&json!("certain"), &json!("2026-11-22")), "{about}");
    let answer = served.post("/api/check", &asked).json();
    assert_eq!((found(&answer, "identity"), found(&answer, "retention")), (0, 0), "{answer}");
    assert_eq!(answer["findings"]["summary"]["suppressed"], 1);
    let isolated = Served::new(&["--isolated"]).post("/api/check", &asked).json();
    assert_eq!((found(&isolated, "identity"), found(&isolated, "retention")), (2, 1), "{isolated}");
    assert_eq!(isolated["findings"]["summary"]["suppressed"], 0);
}
