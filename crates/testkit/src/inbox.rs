//! Mails as they lie in an inbox, made up: short ones, ones with HTML, ones with a file.

const WORDS: &str = "Hei, og takk for sist. Vi har sett p=C3=A5 saken og kommer tilbake til dere i morgen.\r\n";

/// Who has written a mail, and to what.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// Its number, which stands in its id.
    pub number: u32,
    /// The number of its sender.
    pub sender: u32,
    /// The number of the mail that it answers.
    pub answers: Option<u32>,
}

impl Letter {
    /// One that answers an earlier one.
    pub const fn some() -> Self {
        Self { number: 4711, sender: 1, answers: Some(1) }
    }

    /// The header that a mail has after three servers.
    fn header(self) -> String {
        let Self { number, sender, answers } = self;
        let received = format!(
            "Received: from mx.example.no (mx.example.no [192.0.2.1])\r\n\tby mx.fjordlys.example with ESMTPS id {number}\r\n\tfor \
             <post@fjordlys.example>; Thu, 01 Jan 2026 10:00:00 +0100 (CET)\r\n"
        );
        let signature = format!(
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.no; s=a; h=from:to;\r\n\tb={}\r\n",
            "AbCd0123".repeat(40)
        );
        let answers = answers.map_or_else(String::new, |answers| {
            format!("In-Reply-To: <{answers}@kunde.example>\r\nReferences: <{answers}@kunde.example>\r\n")
        });
        format!(
            "Return-Path: <kari{sender}@kunde.example>\r\n{}{signature}Message-ID: <{number}@kunde.example>\r\nFrom: =?utf-8?q?K=C3=A5re_Nordmann?= \
             <kari{sender}@kunde.example>\r\nTo: Post <post@fjordlys.example>\r\nSubject: =?utf-8?q?Sv:_Henvendelsen_din?=\r\n\
             Date: Thu, 01 Jan 2026 10:00:00 +0100\r\n{answers}MIME-Version: 1.0\r\n",
            received.repeat(3)
        )
    }

    /// A text of some lines, with a quotation below it.
    pub fn short(self) -> Vec<u8> {
        let quote = "> Hei, kan dere se p=C3=A5 dette?\r\n".repeat(10);
        let body = format!("{}\r\nMvh\r\nKari\r\n\r\nDen 1. jan. 2026 skrev Post:\r\n{quote}", WORDS.repeat(10));
        let kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
        format!("{}{kind}{body}", self.header()).into_bytes()
    }

    /// A text of a hundred lines, and the same in HTML with pictures from elsewhere.
    pub fn with_html(self) -> Vec<u8> {
        let html = format!("<p style=3D\"color:red\">{WORDS}</p><img src=3D\"https://example.net/a.png\">").repeat(150);
        let part = |kind: &str, body: &str| {
            format!(
                "--b\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n"
            )
        };
        let parts = part("plain", &WORDS.repeat(100)) + &part("html", &html);
        format!("{}Content-Type: multipart/alternative; boundary=b\r\n\r\n{parts}--b--\r\n", self.header()).into_bytes()
    }

    /// A line, and a file of 800 kB.
    pub fn with_file(self) -> Vec<u8> {
        let line = format!("{}\r\n", "AbCd0123".repeat(9));
        let file = format!(
            "--a\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            line.repeat(15_000)
        );
        let text = format!("--a\r\nContent-Type: text/plain\r\n\r\n{WORDS}\r\n");
        format!("{}Content-Type: multipart/mixed; boundary=a\r\n\r\n{text}{file}--a--\r\n", self.header()).into_bytes()
    }

    /// As in an inbox: of ten mails, five are short, four have HTML, one has a file.
    pub fn mixed(self) -> Vec<u8> {
        match self.number % 10 {
            0..5 => self.short(),
            5..9 => self.with_html(),
            _ => self.with_file(),
        }
    }
}
