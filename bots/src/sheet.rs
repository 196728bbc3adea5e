//! A table with a title, for the terminal and for a Markdown file.

use std::fmt;

use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};

/// A table. Every row has as many cells as the header; numbers stand on the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    title: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table without rows.
    pub fn new(title: &str, header: &[&str]) -> Self {
        let header = header.iter().map(|&cell| cell.to_owned()).collect();
        Self { title: title.into(), header, rows: Vec::new() }
    }

    /// Adds a row; cells that are missing stay empty.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        let mut cells = cells.to_vec();
        cells.resize(self.header.len(), String::new());
        self.rows.push(cells);
    }

    /// The table as Markdown, with its title above.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let escaped =
            |row: &Vec<String>| line(&row.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>());
        let rule = line(&self.header.iter().map(|_| "---:".to_owned()).collect::<Vec<_>>());
        let rows: String = self.rows.iter().map(escaped).collect();
        format!("**{}**\n\n{}{rule}{rows}", self.title, escaped(&self.header))
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED).set_header(&self.header).add_rows(&self.rows);
        table.column_iter_mut().for_each(|column| column.set_cell_alignment(CellAlignment::Right));
        writeln!(f, "{}\n{table}", self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_has_a_rule_and_keeps_its_columns() {
        let mut sheet = Sheet::new("Cost", &["players", "us"]);
        sheet.row(["500".into(), "9.5".into()]);
        sheet.row(["a|b".into()]);
        assert_eq!(
            sheet.markdown(),
            "**Cost**\n\n| players | us |\n| ---: | ---: |\n| 500 | 9.5 |\n| a\\|b |  |\n"
        );
    }

    #[test]
    fn the_terminal_gets_title_and_cells() {
        let mut sheet = Sheet::new("Cost", &["players", "us"]);
        sheet.row(["500".into(), "9.5".into()]);
        let text = sheet.to_string();
        assert!(text.starts_with("Cost\n") && text.contains("500") && text.contains("us"), "{text}");
    }
}
