//! The one look of tables: a line beneath the head, nothing else.

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};

const LINE: LineStyle = LineStyle::none().fill('─').junction('─');

/// An empty table of so many columns of text at most.
pub fn grid(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LINE));
    table.force_no_tty().set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}
