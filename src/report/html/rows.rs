//! Rows of tables in HTML → lines of text whose cells a bar parts.

/// The row that is read, and the cells that reach down from rows above.
#[derive(Debug, Default)]
pub struct Rows {
    open: Option<Row>,
    /// Cells of rows above by column: how many rows they still reach down, and what they say.
    reaching_down: Vec<(usize, String)>,
}

#[derive(Debug)]
struct Row {
    /// Where its text begins.
    start: usize,
    cells: Vec<Cell>,
    /// Whether a table stands in it: it is there for the looks of the page.
    is_layout: bool,
}

#[derive(Debug)]
struct Cell {
    start: usize,
    end: Option<usize>,
    columns: usize,
    rows: usize,
}

/// A cell that says more is no cell of a table but a part of a page.
const LONGEST_CELL: usize = 160;
/// Cells of so many columns, or that reach over more rows, are there for the looks.
const MOST_COLUMNS: usize = 12;
const MOST_ROWS: usize = 60;
/// What a cell says that is said again in the rows below, in bytes.
const LONGEST_REACHING_DOWN: usize = 60;

impl Rows {
    /// A table begins.
    pub fn open_table(&mut self) {
        if let Some(row) = &mut self.open {
            row.is_layout = true;
        } else {
            self.reaching_down.clear();
        }
    }

    /// A row begins at a byte of the text.
    pub fn open_row(&mut self, at: usize) {
        if self.open.as_ref().is_none_or(|row| !row.is_layout) {
            self.open = Some(Row {
                start: at,
                cells: Vec::new(),
                is_layout: false,
            });
        }
    }

    /// A cell of so many columns and rows begins.
    pub fn open_cell(&mut self, at: usize, columns: usize, rows: usize) {
        self.close_cell(at);
        if let Some(row) = &mut self.open {
            row.cells.push(Cell {
                start: at,
                end: None,
                columns: columns.clamp(1, MOST_COLUMNS),
                rows: rows.clamp(1, MOST_ROWS),
            });
        }
    }

    /// A cell ends.
    pub fn close_cell(&mut self, at: usize) {
        let last = self.open.as_mut().and_then(|row| row.cells.last_mut());
        if let Some(cell) = last {
            cell.end.get_or_insert(at);
        }
    }

    /// The row ends: its cells become one line, unless they hold more than cells of a table do.
    pub fn close_row(&mut self, text: &mut String) {
        let Some(row) = self.open.take() else {
            return;
        };
        let said: Vec<(String, &Cell)> = row
            .cells
            .iter()
            .map(|cell| {
                let range = cell.start..cell.end.unwrap_or(text.len());
                (one_line(text.get(range).unwrap_or_default()), cell)
            })
            .collect();
        let is_short = |(words, _): &(String, &Cell)| words.len() <= LONGEST_CELL;
        if row.is_layout || said.is_empty() || !said.iter().all(is_short) {
            self.reaching_down.clear();
            return;
        }
        let line = self.line_of(said);
        // One cell alone is a caption, or says what the rows below it are about.
        if line.iter().filter(|words| !words.is_empty()).count() < 2 {
            return;
        }
        text.truncate(row.start);
        let ends = [line.first(), line.last()];
        let has_open_end = ends.iter().any(|cell| cell.is_none_or(String::is_empty));
        // An end without words would be taken for a frame.
        let frame = if has_open_end { ["| ", " |"] } else { ["", ""] };
        let [left, right] = frame;
        text.push_str(left);
        text.push_str(&line.join(" | "));
        text.push_str(right);
        text.push('\n');
    }

    /// The cells of a line, those that reach down from above in their places.
    fn line_of(&mut self, said: Vec<(String, &Cell)>) -> Vec<String> {
        let mut line: Vec<String> = Vec::new();
        let mut below: Vec<(usize, String)> = Vec::new();
        let mut said = said.into_iter().peekable();
        while line.len() < MOST_COLUMNS {
            let above = self.reaching_down.get(line.len());
            match above.filter(|(rows, _)| *rows > 0) {
                Some((rows, words)) => {
                    below.push((rows - 1, words.clone()));
                    line.push(words.clone());
                }
                None => {
                    let Some((words, cell)) = said.next() else {
                        break;
                    };
                    let reaches = words.len() <= LONGEST_REACHING_DOWN;
                    let rows = if reaches { cell.rows - 1 } else { 0 };
                    let again = if rows > 0 {
                        words.clone()
                    } else {
                        String::new()
                    };
                    below.push((rows, again));
                    line.push(words);
                    for _ in 1..cell.columns {
                        below.push((0, String::new()));
                        line.push(String::new());
                    }
                }
            }
        }
        // More columns than a table has: what is left stays in the last one.
        if let (Some(last), Some(_)) = (line.last_mut(), said.peek()) {
            for (words, _) in said {
                last.push(' ');
                last.push_str(&words);
            }
        }
        self.reaching_down = below;
        line
    }
}

/// The lines of a cell as one: those that begin with a capital or a number go on as a list.
fn one_line(words: &str) -> String {
    let mut line = String::new();
    for part in words.lines().map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            let starts_new =
                part.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
            line.push_str(if starts_new && !line.ends_with([',', ';', ':']) {
                ", "
            } else {
                " "
            });
        }
        // A bar would be taken for the wall of a cell.
        line.extend(
            part.chars()
                .map(|said| if said == '|' { '/' } else { said }),
        );
    }
    line
}
