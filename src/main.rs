//! Prints claims as JSON: a stand-in until the command line is there.
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use candour::{claims, law::Law, lexicon::Lexicon, notice::*};
use serde_json::json;
fn main() {
    let arg = std::env::args().next_back().unwrap();
    let law = Law::builtin().unwrap();
    let lexicon = Lexicon::builtin(&law).unwrap();
    let mut paths: Vec<_> = if std::path::Path::new(&arg).is_dir() {
        std::fs::read_dir(&arg).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect()
    } else {
        vec![arg.into()]
    };
    paths.sort();
    let mut notices = Vec::new();
    for path in paths {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let shown = path.display().to_string();
        let draft = candour::read::text::read(&text);
        let source = std::sync::Arc::new(Source::new(text, Encoding::Utf8, 0));
        let notice = Notice::assemble(&shown, None, Format::Text, source, draft);
        let found = claims::extract(&notice, &lexicon, &law);
        let claims: Vec<_> = found
            .claims
            .iter()
            .map(|c| {
                let at = notice.locate(c.span);
                json!({"kind": c.kind, "value": c.value, "polarity": c.polarity.name(), "force": c.force.name(),
                    "scope": {"audience": c.scope.audience, "activity": c.scope.activity},
                    "details": format!("{:?}", c.details),
                    "span": {"line": at.line, "end_line": at.end_line, "text": notice.words(c.span)}})
            })
            .collect();
        notices.push(json!({"path": shown, "profile": format!("{} | {} | {:?} | {} | {:?} | {} | {:?} | {:?}", found.profile.kind, found.profile.language, found.profile.date, found.profile.title, found.profile.controller, found.profile.public_authority, found.profile.sector, found.profile.hands_over), "claims": claims}));
    }
    println!("{}", json!({"schema": "candour.claims/1", "notices": notices}));
}
