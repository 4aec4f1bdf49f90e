//! Pages and the text that they yield.

use super::*;

#[test]
fn a_page_yields_its_article_and_nothing_that_runs() {
    let page = page(
        "<html><head><title>Site</title><meta property='article:published_time' content='2022-03-30T08:00:00Z'>\
         <script>alert(1)</script></head><body><nav>Home</nav><article><h1>Three <b>corridors</b></h1>\
         <p>From Sumy to&nbsp;Poltava.<script>steal()</script></p><ul><li>Izium</li><li>Lozova</li></ul></article></body></html>",
    );
    assert_eq!(
        page.text,
        "Three corridors\nFrom Sumy to Poltava.\nIzium\nLozova"
    );
    assert_eq!(page.title.as_deref(), Some("Three corridors"));
    assert_eq!(page.published.as_deref(), Some("2022-03-30T08:00:00Z"));
}

#[test]
fn a_row_of_a_table_is_one_line() {
    for (table, expected) in [
        (
            "<tr><th>From<th>To<tr><td>Izium<td><p>Lozova</p>",
            "From | To\nIzium | Lozova",
        ),
        (
            "<tr><td rowspan=2>Sumy</td><td>Poltava</td></tr><tr><td>Lubny<br>Romny</td></tr>",
            "Sumy | Poltava\nSumy | Lubny, Romny",
        ),
        (
            "<tr><td colspan=2>Donetsk region</td></tr><tr><td></td><td>Bakhmut</td><td>9:00</td></tr>",
            "Donetsk region\n|  | Bakhmut | 9:00 |",
        ),
        (
            "<tr><td><table><tr><td>Menu</td><td>News</td></tr></table></td><td>The article.</td></tr>",
            "Menu\nNews\nThe article.",
        ),
    ] {
        assert_eq!(
            page(&format!("<body><table>{table}</table>")).text,
            expected
        );
    }
}

#[test]
fn a_page_nested_without_end_is_read_all_the_same() {
    let page = page(&format!("<body>{}Kyiv", "<div>".repeat(5_000)));
    assert_eq!(page.text, "Kyiv");
}
