//! What a mail server answers (RFC 5321, 4.2).

use std::io::{Read, Write};

use crate::error::{About, SendError, said};
use crate::wire::{Budget, Timed};

/// How long a line may be, in bytes. RFC 5321 (4.5.3.1.5) allows 512; some servers don't count.
const LINE: usize = 2048;

/// How many lines one answer may have. Greetings with terms of use are the longest.
const LINES: usize = 128;

/// An answer: its code, and the text of each line.
pub struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

/// What an answer is to.
#[derive(Clone, Copy)]
pub enum To {
    Connecting,
    StartTls,
    SignIn,
    Sender,
    Recipient,
    Content,
}

impl Reply {
    /// What was to be answered with this code, and was.
    pub fn expect(self, code: u16, to: To) -> Result<Self, SendError> {
        if self.code == code {
            Ok(self)
        } else {
            Err(self.refusal(to))
        }
    }

    fn refusal(&self, to: To) -> SendError {
        let said = self.said();
        match (self.code, to) {
            // The server is about to close the connection, whatever it was asked.
            (421, _) => SendError::Later {
                said,
                about: About::Server,
            },
            // RFC 4954, 6: wanted, too weak, wrong, not without encryption.
            (530 | 534 | 535 | 538, _) | (500..=599, To::SignIn) => SendError::SignInRefused { said },
            (400..=499, To::Recipient | To::Content) => SendError::Later {
                said,
                about: About::Message,
            },
            (400..=499, _) => SendError::Later {
                said,
                about: About::Server,
            },
            (500..=599, To::StartTls) => SendError::NoTls,
            (500..=599, To::Sender) => SendError::SenderRefused { said },
            (500..=599, To::Recipient | To::Content) => SendError::AddressRefused { said },
            _ => SendError::Other { said },
        }
    }

    pub fn said(&self) -> String {
        said(&self.lines.join(" "))
    }
}

/// One side of a conversation: a command, an answer.
pub struct Talk<S> {
    stream: S,
    /// What was read beyond the last line.
    unread: Vec<u8>,
}

impl<S: Read + Write + Timed> Talk<S> {
    pub fn new(stream: S) -> Self {
        Self {
            stream,
            unread: Vec::new(),
        }
    }

    /// The stream, on which the other side has said nothing yet that was not asked for.
    pub fn into_stream(self) -> Option<S> {
        self.unread.is_empty().then_some(self.stream)
    }

    /// Says something and hears the answer, in one step.
    pub fn ask(&mut self, budget: Budget, command: &str) -> Result<Reply, SendError> {
        self.say(budget, &[command.as_bytes(), b"\r\n"])?;
        self.hear()
    }

    /// Begins a step by saying something.
    pub fn say(&mut self, budget: Budget, parts: &[&[u8]]) -> Result<(), SendError> {
        self.stream.begin(budget);
        for part in parts {
            self.stream.write_all(part)?;
        }
        self.stream.flush()?;
        Ok(())
    }

    /// Begins a step by listening.
    pub fn listen(&mut self, budget: Budget) -> Result<Reply, SendError> {
        self.stream.begin(budget);
        self.hear()
    }

    fn hear(&mut self) -> Result<Reply, SendError> {
        let mut reply: Option<Reply> = None;
        loop {
            let line = self.line()?;
            let other = || SendError::Other { said: said(&line) };
            let code = line
                .get(..3)
                .filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
            let code = code.and_then(|code| code.parse().ok()).ok_or_else(other)?;
            let last = match line.as_bytes().get(3) {
                None | Some(b' ') => true,
                Some(b'-') => false,
                Some(_) => return Err(other()),
            };
            let reply = reply.get_or_insert(Reply {
                code,
                lines: Vec::new(),
            });
            if reply.code != code || reply.lines.len() == LINES {
                return Err(other());
            }
            reply.lines.push(line.get(4..).unwrap_or_default().to_owned());
            if last {
                return Ok(Reply {
                    code,
                    lines: std::mem::take(&mut reply.lines),
                });
            }
        }
    }

    /// The next line, without its end.
    fn line(&mut self) -> Result<String, SendError> {
        loop {
            if let Some(end) = self.unread.iter().position(|&byte| byte == b'\n') {
                let line: Vec<u8> = self.unread.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.unread.len() > LINE {
                return Err(SendError::Other {
                    said: said(&String::from_utf8_lossy(&self.unread)),
                });
            }
            let mut some = [0; 1024];
            match self.stream.read(&mut some)? {
                0 => return Err(SendError::Unreachable),
                read => self.unread.extend_from_slice(&some[..read]),
            }
        }
    }
}

impl<S> Talk<S> {
    pub fn stream(&mut self) -> &mut S {
        &mut self.stream
    }
}
