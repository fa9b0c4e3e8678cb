//! How much may be under way to the terminal.
//!
//! Over a slow line, frames that are sent already are what one waits for. So
//! the terminal is asked, behind a frame, where its cursor stands: when the
//! answer comes, the frame has arrived. Until then little more is sent, and of
//! what changes meanwhile only the last is drawn.
//!
//! Nobody waits for a terminal that doesn't answer: before the first answer
//! nothing is held back, and a late one lets go.

use std::time::{Duration, Instant};

/// Asks where the cursor stands (DSR 6).
pub const QUESTION: &[u8] = b"\x1b[6n";

/// With fewer bytes than that under way another frame is sent: lines that scroll
/// and a cursor that moves look smoother unhindered. At 256 kbit/s they take a
/// fifteenth of a second.
const FEW: usize = 2048;

/// Fewer than that are not asked about.
const WORTH_ASKING: usize = FEW / 2;

/// Longer than any line takes to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What has been sent and has not arrived, as far as can be told.
#[derive(Debug, Default)]
pub struct Fence {
    /// Since when an answer is awaited.
    asked: Option<Instant>,
    /// Bytes sent before the question, and after it.
    before: usize,
    after: usize,
    /// Whether the last question was answered.
    is_answered: bool,
}

impl Fence {
    /// Hears of a frame of so many bytes; says whether to ask behind it.
    pub fn sent(&mut self, bytes: usize, now: Instant) -> bool {
        if self.asked.is_some() {
            self.after += bytes;
            return false;
        }
        self.before += bytes;
        self.asked = (self.before >= WORTH_ASKING).then_some(now);
        self.asked.is_some()
    }

    /// Hears an answer; says whether to ask again, about what was sent since.
    pub fn answered(&mut self, now: Instant) -> bool {
        self.is_answered = true;
        (self.asked, self.before) = (None, 0);
        let after = std::mem::take(&mut self.after);
        self.sent(after, now)
    }

    /// Whether another frame may be sent.
    pub fn is_open(&self, now: Instant) -> bool {
        !self.is_answered
            || self.asked.is_none_or(|asked| now >= asked + PATIENCE)
            || self.before + self.after < FEW
    }

    /// Until when to wait for an answer, if one is awaited.
    pub fn deadline(&self) -> Option<Instant> {
        self.asked.map(|asked| asked + PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_large_frame_is_under_way_or_a_few_small_ones() {
        let (mut fence, now) = (Fence::default(), Instant::now());
        assert!(fence.sent(5000, now));
        assert!(fence.is_open(now), "nothing is known of the terminal yet");
        assert!(!fence.sent(100, now));
        assert!(!fence.answered(now), "a hundred are not worth asking about");
        assert!(fence.is_open(now));
        assert!(fence.sent(5000, now));
        assert!(!fence.is_open(now));
        assert!(!fence.sent(5000, now));
        assert!(fence.answered(now), "the rest is still to arrive");
        assert!(!fence.is_open(now));
        assert!(!fence.answered(now));
        assert!(fence.is_open(now));
        assert_eq!(fence.deadline(), None, "nothing is awaited, nobody wakes");
    }

    #[test]
    fn a_terminal_that_does_not_answer_is_not_waited_for() {
        let (mut fence, now) = (Fence::default(), Instant::now());
        assert!(fence.sent(5000, now));
        assert!(!fence.sent(5000, now), "it is asked once");
        assert!(fence.is_open(now));
        fence.answered(now);
        assert!(!fence.is_open(now));
        assert!(fence.is_open(now + PATIENCE), "nor one that no longer does");
    }
}
