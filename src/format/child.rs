//! Extraction in a child process of comity itself.
//!
//! Every library for HTML, PDF and Office documents can be made to abort, hang or fill the
//! memory by a crafted file, which no handler of panics prevents. So each such
//! file is read by a process of its own with limits on time, memory and files;
//! losing it costs that one file. The document goes in on stdin, what was
//! extracted comes back on stdout as JSON.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::extract::{Extract, extract};
use super::{Format, advice};
use crate::source::Oddity;

/// The hidden subcommand under which comity extracts.
pub const COMMAND: &str = "__extract";

/// A treaty of 200 pages takes a second; on a busy machine some more.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The same in processor time: less, for nothing else counts here.
const PROCESSOR_SECONDS: u64 = 20;

/// The readers take less than 150 MB on real documents. The address space
/// holds the program and the stack as well.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// Deep nesting is read by recursion in the libraries; the main thread's 8 MB
/// would end at some ten thousand levels.
const STACK: usize = 128 * 1024 * 1024;

/// The longest treaty has under 4 MB of text; JSON doubles it at worst.
const LONGEST_ANSWER: u64 = 32 * 1024 * 1024;

/// No document is longer than the corpus reads; see there.
const LONGEST_DOCUMENT: u64 = 64 * 1024 * 1024;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Names the comity program that extracts. Where nobody does, as in a program
/// that uses comity as a library, documents that need it become problems:
/// running whatever this process happens to be could go on for ever.
pub fn set_program(path: PathBuf) {
    let _ = PROGRAM.set(path);
}

/// Extracts a document in a child process.
///
/// # Errors
/// Why there is no text, for people.
pub fn extract_apart(bytes: &[u8], format: Format) -> Result<Extract, Oddity> {
    let program = PROGRAM.get().ok_or("needs the comity program to be read, and none is set")?;
    let answer = ask(Command::new(program).args([COMMAND, format.name()]), bytes, LONGEST_WAIT)?;
    serde_json::from_slice(&answer)
        .unwrap_or_else(|_| Err(advice::broken("broken or hostile: its reader failed on it")))
}

/// Runs a command with `input` and returns what it prints within `limit`.
fn ask(command: &mut Command, input: &[u8], limit: Duration) -> Result<Vec<u8>, String> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| {
        format!("its reader could not be started: {}", crate::error::plain(&error))
    })?;
    let answer = talk(&mut child, input, limit);
    // It may be done, or hang: either way it is of no more use.
    let _ = child.kill();
    let _ = child.wait();
    answer
}

fn talk(child: &mut Child, input: &[u8], limit: Duration) -> Result<Vec<u8>, String> {
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(String::from("its reader could not be reached"));
    };
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.take(LONGEST_ANSWER + 1).read_to_end(&mut answer);
        let _ = send.send(read.map(|_| answer));
    });
    let killed = thread::scope(|scope| {
        scope.spawn(move || {
            // A child that died early reads no more: its answer tells.
            let _ = stdin.write_all(input);
        });
        let answer = receive.recv_timeout(limit);
        // Ends the writing as well.
        let _ = child.kill();
        answer
    });
    match killed {
        Ok(Ok(answer)) if answer.len() as u64 > LONGEST_ANSWER => {
            Err(format!("holds more than {} MB of text; it is left out", LONGEST_ANSWER >> 20))
        }
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(format!("its reader was lost: {}", crate::error::plain(&error))),
        Err(_) => {
            Err(format!("took longer than {} seconds to read; it is left out", limit.as_secs()))
        }
    }
}

/// The child's side: extracts what stdin holds, under limits, and prints it.
///
/// # Errors
/// Where the parent cannot be reached.
pub fn serve(format: Format) -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LONGEST_DOCUMENT).read_to_end(&mut bytes)?;
    limit_resources();
    let answer = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || extract(&bytes, format))?
        .join()
        .unwrap_or_else(|_| Err(advice::broken("broken: its reader failed on it")));
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &answer)?;
    out.flush()
}

/// Bounds what this process may use. It may open nothing: not a file, not a
/// socket, whatever a document refers to.
fn limit_resources() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    /// stdin, stdout and stderr are open already.
    const OPEN_FILES: u64 = 3;
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, PROCESSOR_SECONDS),
        (Resource::Nofile, OPEN_FILES),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // Where a system lacks one of them the others and the parent's clock hold.
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, input: &[u8], limit: Duration) -> Result<Vec<u8>, String> {
        ask(Command::new("/bin/sh").args(["-c", script]), input, limit)
    }

    #[test]
    fn a_child_is_given_its_input_and_heard() {
        let input = vec![b'x'; 1 << 20];
        assert_eq!(shell("cat", &input, LONGEST_WAIT).unwrap(), input);
    }

    #[test]
    fn a_child_that_hangs_is_given_up() {
        let input = vec![b'x'; 1 << 20];
        let answer = shell("exec sleep 60", &input, Duration::from_millis(100));
        assert!(answer.unwrap_err().contains("longer than"));
    }

    #[test]
    fn a_child_that_dies_or_floods_is_told() {
        assert_eq!(shell("kill -9 $$", b"x", LONGEST_WAIT).unwrap(), b"");
        let flood = shell("exec cat /dev/zero", b"", LONGEST_WAIT);
        assert!(flood.unwrap_err().contains("more than"));
    }
}
