//! What a mail says, once as text and once as HTML.
//!
//! Both are made of the same blocks, so that neither says more than the other. Every text in a block is one
//! [line](crate::line::line).

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A mail's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    /// A heading below the first.
    Section(String),
    Paragraph(String),
    Facts(Vec<Fact>),
    Link {
        text: &'static str,
        target: String,
    },
    /// Between what doesn't belong together.
    Rule,
    /// What nobody has to read.
    Small(String),
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub label: &'static str,
    pub value: String,
    /// What is to be known about the value.
    pub note: &'static str,
}

impl Document {
    /// Lines of text, for whoever reads no HTML.
    pub fn text(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::text).collect();
        blocks.join("\n\n") + "\n"
    }

    /// A page without scripts, pictures or anything else that would be fetched.
    pub fn html(&self) -> String {
        let page = html! {
            (DOCTYPE) (LINE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) }
                }
                (LINE)
                body style="margin: 24px; font: 15px/1.5 sans-serif; max-width: 40em" {
                    (LINE)
                    @for block in &self.blocks { (block.html()) (LINE) }
                }
            }
            (LINE)
        };
        page.into_string()
    }
}

/// Between blocks, so that no line gets endless.
const LINE: PreEscaped<&str> = PreEscaped("\n");

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Heading(text) | Self::Section(text) | Self::Paragraph(text) | Self::Small(text) => {
                text.clone()
            }
            Self::Facts(facts) => {
                let lines: Vec<String> = facts.iter().map(Fact::text).collect();
                lines.join("\n")
            }
            Self::Link { text, target } => format!("{text}: {target}"),
            Self::Rule => "----".to_owned(),
        }
    }

    fn html(&self) -> Markup {
        html! {
            @match self {
                Self::Heading(text) => h1 dir="auto" style="font-size: 20px" { (text) },
                Self::Section(text) => h2 dir="auto" style="font-size: 17px" { (text) },
                Self::Paragraph(text) => p { (text) },
                Self::Facts(facts) => table style="border-spacing: 0" {
                    (LINE)
                    @for fact in facts { (fact.html()) (LINE) }
                },
                Self::Link { text, target } => p { a href=(target) { (text) } },
                Self::Rule => hr;,
                Self::Small(text) => p dir="auto" style="font-size: 13px; opacity: 0.75" { (text) },
            }
        }
    }
}

impl Fact {
    fn text(&self) -> String {
        let Self { label, value, note } = self;
        // As wide as the longest label of all mails.
        match *note {
            "" => format!("{label:<8}{value}"),
            note => format!("{label:<8}{value} ({note})"),
        }
    }

    fn html(&self) -> Markup {
        html! {
            tr {
                th align="left" style="padding-right: 16px; font-weight: normal; opacity: 0.75" { (self.label) }
                // A name may be written from right to left: it alone, not what stands beside it.
                td { bdi { (self.value) } @if !self.note.is_empty() { " (" (self.note) ")" } }
            }
        }
    }
}
