//! Programs that colleagues open our files with, where they are installed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A program that answers in a second or two; on a busy machine in a minute.
const LONGEST: Duration = Duration::from_secs(180);

/// The program that a variable names, else the first of these names on the
/// path; says so where there is none.
pub fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = named.or_else(|| {
        let mut places = names
            .iter()
            .flat_map(|name| std::env::split_paths(&folders).map(move |folder| folder.join(name)));
        places.find(|place| place.is_file())
    });
    if found.is_none() {
        // Not eprintln!, which the test runner swallows.
        let _ = writeln!(
            io::stderr(),
            "{} is not here, and {variable} names none: this test has nothing to check",
            names[0]
        );
    }
    found
}

/// Runs a program to its end, in a folder of its own for all it wants to write.
pub fn run(program: &Path, args: &[&str], home: &Path) -> Output {
    let mut child = Command::new(program)
        .args(args)
        .env("HOME", home)
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        io::copy(&mut pipe, &mut bytes).map(|_| bytes)
    });
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > LONGEST {
            let _ = child.kill();
            panic!("{} does not come to its end", program.display());
        }
        thread::sleep(Duration::from_millis(20));
    };
    let stdout = reader.join().unwrap().unwrap();
    Output { status, stdout, stderr: Vec::new() }
}
