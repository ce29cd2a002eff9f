#[test]
fn dbg() {
    for f in std::env::var("DBG").unwrap().split(',') {
    let (f, a) = f.split_once(':').unwrap();
    let a: usize = a.parse().unwrap();
    let text = std::fs::read_to_string(f).unwrap();
    let law = crate::law::Law::builtin().unwrap();
    let lexicon = crate::lexicon::Lexicon::builtin(&law).unwrap();
    let draft = crate::read::text::read(&text);
    let source = std::sync::Arc::new(crate::notice::Source::new(text, crate::notice::Encoding::Utf8, 0));
    let notice = crate::notice::Notice::assemble("x", None, crate::notice::Format::Text, source, draft);
    let c = super::Context::new(&notice, &lexicon, &law);
    for s in 0..c.sentence_count() {
        let at = notice.locate(c.sentence_span(s));
        if (at.line as usize) < a || (at.line as usize) > a + 8 { continue }
        println!("{} {:?} {:?} {:?} {}", at.line, c.block(s).kind, c.block(s).lead, c.topic(s), c.words(c.sentence_span(s)));
        for g in ["retention"] {
            for h in c.reading.hits_in(s, g) {
                println!("    {g} {} {:?}", c.reading.name(h), c.words(h.span));
            }
        }
    }
    }
}
