//! Prints small PDFs for tests: text at given places, in Courier, whose signs
//! are all 0.6 em wide.

/// A PDF in the making.
#[derive(Default)]
pub(crate) struct Press {
    pages: Vec<String>,
}

impl Press {
    /// Begins a page (A4: 595 by 842 points).
    pub(crate) fn page(&mut self) {
        self.pages.push(String::new());
    }

    /// Puts text on the page; `y` is its baseline, counted upwards.
    pub(crate) fn text(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.draw(&format!(
            "BT /F1 {size} Tf {x} {y} Td <{}> Tj ET\n",
            hex(text)
        ));
    }

    /// The same in bold type.
    pub(crate) fn bold(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.draw(&format!(
            "BT /F2 {size} Tf {x} {y} Td <{}> Tj ET\n",
            hex(text)
        ));
    }

    /// Raised text behind so many signs of a line.
    pub(crate) fn raised(&mut self, x: f32, y: f32, size: f32, behind: usize, text: &str) {
        let x = x + at(behind, size);
        self.text(x, y + 0.35 * size, 0.6 * size, text);
    }

    /// Any operators.
    pub(crate) fn draw(&mut self, operators: &str) {
        if let Some(page) = self.pages.last_mut() {
            page.push_str(operators);
        }
    }

    /// A thin line.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32) {
        self.draw(&format!("{x} {y} {width} 0.5 re f\n"));
    }

    /// The file.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let mut objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>".to_vec(),
            Vec::new(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
                .to_vec(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>"
                .to_vec(),
            b"<< /Title (Rapport sur les ports) >>".to_vec(),
        ];
        let mut kids = String::new();
        for page in &self.pages {
            let number = objects.len() + 1;
            kids.extend([number.to_string().as_str(), " 0 R "]);
            objects.push(
                format!(
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
                     /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
                    number + 1
                )
                .into_bytes(),
            );
            objects.push(stream("", page.as_bytes()));
        }
        objects[1] = format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} >>",
            self.pages.len()
        )
        .into_bytes();
        file(&objects)
    }
}

/// Points that so many signs take.
pub(crate) fn at(signs: usize, size: f32) -> f32 {
    u16::try_from(signs).map_or(0.0, f32::from) * 0.6 * size
}

fn hex(text: &str) -> String {
    text.chars().fold(String::new(), |hex, c| {
        let byte = match c {
            '’' => 0x92,
            '•' => 0x95,
            '—' => 0x97,
            c => u8::try_from(c).unwrap_or(b'?'),
        };
        hex + &format!("{byte:02x}")
    })
}

/// A stream object.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

/// A file of these objects, numbered from 1; the first is the catalogue, the
/// fifth the information dictionary.
pub(crate) fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    out
}
