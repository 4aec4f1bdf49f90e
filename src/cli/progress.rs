//! How far long work has come: a bar on a terminal, plain lines elsewhere.

use std::io::{self, IsTerminal};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// The progress of some work on a known number of reports.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// What is done to the reports, where lines and no bar are shown.
    lines: Option<&'static str>,
}

/// Work on fewer reports is over before anybody looks.
const WORTH_LINES: u64 = 20;
/// Lines in all.
const LINES: u64 = 10;

impl Progress {
    /// Work that has not begun; `lines` says what is done to the reports ("read") in the lines
    /// that stand for the bar where there is no terminal.
    pub fn new(reports: usize, lines: Option<&'static str>) -> Self {
        let reports = reports as u64;
        if io::stderr().is_terminal() && reports > 1 {
            return Self {
                bar: bar(reports),
                lines: None,
            };
        }
        let bar = ProgressBar::hidden();
        bar.set_length(reports);
        Self {
            bar,
            lines: lines.filter(|_| reports >= WORTH_LINES),
        }
    }

    /// One more report is done.
    pub fn advance(&self) {
        self.bar.inc(1);
        let (position, length) = (self.bar.position(), self.bar.length().unwrap_or(0));
        if let Some(done) = self.lines
            && position * LINES / length > (position - 1) * LINES / length
        {
            eprintln!("{position} of {length} reports {done}");
        }
    }

    /// Prints a line that stays.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    /// Whether a bar shows that the work goes on.
    pub fn is_bar(&self) -> bool {
        !self.bar.is_hidden()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} reports, {eta} left");
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The progress of work that has several steps, some counted in bytes, some not counted.
#[derive(Debug)]
pub struct Steps {
    bar: ProgressBar,
    /// The step that is shown.
    current: Mutex<&'static str>,
}

impl Steps {
    /// Work that has not begun.
    pub fn new() -> Self {
        let bar = if io::stderr().is_terminal() {
            ProgressBar::no_length()
        } else {
            ProgressBar::hidden()
        };
        Self {
            bar,
            current: Mutex::new(""),
        }
    }

    /// The work is at `step`, of which so much is done; `all` is 0 where it is not counted.
    pub fn at(&self, step: &'static str, done: u64, all: u64) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if *current != step {
            *current = step;
            if self.bar.is_hidden() {
                eprintln!("{step}");
            }
            let template = if all > 0 {
                "{msg} {bar:40} {bytes}/{total_bytes}, {eta} left"
            } else {
                "{msg} {spinner} {elapsed}"
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            self.bar.reset();
            self.bar.set_length(all);
            self.bar.set_message(step);
            self.bar.enable_steady_tick(Duration::from_millis(200));
        }
        self.bar.set_position(done);
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
