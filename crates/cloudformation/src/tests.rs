//! Tables of cases.

use crate::table;

#[test]
fn every_line_of_the_table_is_understood() {
    assert_eq!(table::problems(), Vec::<String>::new());
}
