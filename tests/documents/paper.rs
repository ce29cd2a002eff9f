//! A writer of small PDFs, for tests: letters at places, nothing else.
#![allow(clippy::unwrap_used, dead_code)]

use std::fmt::Write as _;

/// Pages in the making. All letters are half as wide as they are high.
#[derive(Default)]
pub struct Paper {
    pages: Vec<String>,
    trailer: String,
    picture: bool,
}

impl Paper {
    pub fn new() -> Paper {
        Paper::default()
    }

    /// Begins a page. It is 595 by 842 points, as A4 is.
    pub fn page(mut self) -> Paper {
        self.pages.push(String::new());
        self
    }

    /// Draws with operators.
    pub fn draw(mut self, operators: &str) -> Paper {
        let page = self.pages.last_mut().unwrap();
        page.push_str(operators);
        page.push('\n');
        self
    }

    fn put(self, font: &str, size: u32, x: u32, y: u32, words: &str) -> Paper {
        let bytes: String = words
            .chars()
            .map(|c| match c {
                '(' | ')' | '\\' => format!("\\{c}"),
                '•' => "\\225".to_owned(),
                '£' => "\\243".to_owned(),
                '’' => "\\222".to_owned(),
                c => c.to_string(),
            })
            .collect();
        self.draw(&format!("BT /{font} {size} Tf {x} {y} Td ({bytes}) Tj ET"))
    }

    /// Words at a place, from the left and from the foot.
    pub fn at(self, x: u32, y: u32, words: &str) -> Paper {
        self.put("F", 10, x, y, words)
    }

    /// Bold words of a size.
    pub fn bold(self, size: u32, x: u32, y: u32, words: &str) -> Paper {
        self.put("B", size, x, y, words)
    }

    /// Lines below each other.
    pub fn lines(mut self, x: u32, y: u32, lines: &[&str]) -> Paper {
        for (at, line) in (0u32..).zip(lines) {
            self = self.at(x, y - 12 * at, line);
        }
        self
    }

    /// Adds to the trailer.
    pub fn trailer(mut self, entry: &str) -> Paper {
        self.trailer.push_str(entry);
        self
    }

    /// Puts a picture over the last page.
    pub fn picture(mut self) -> Paper {
        self.picture = true;
        self.draw("q 595 0 0 842 0 0 cm /P Do Q")
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let widths = "500 ".repeat(224);
        let font = |name: &str| {
            format!(
                "<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[{widths}]>>"
            )
        };
        let kids: String = (0..self.pages.len()).map(|n| format!("{} 0 R ", 6 + 2 * n)).collect();
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len()),
            font("Plain"),
            font("Plain-Bold"),
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nx\nendstream".to_owned(),
        ];
        for (at, page) in self.pages.iter().enumerate() {
            let content = 7 + 2 * at;
            objects.push(format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R/Resources<</Font<</F 3 0 R/B 4 0 R>>/XObject<</P 5 0 R>>>>>>"
            ));
            objects.push(format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()));
        }
        let mut out = String::from("%PDF-1.5\n");
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(out.len());
            write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
        }
        let start = out.len();
        write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
        for place in places {
            writeln!(out, "{place:010} 00000 n ").unwrap();
        }
        write!(out, "trailer\n<</Size {}/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1, self.trailer)
            .unwrap();
        out.into_bytes()
    }
}
