//! Automated backups of managed databases on AWS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Failure, Value, Verdict};

/// The types that keep backups for a number of days.
pub(crate) const TYPES: &[&str] =
    &["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

/// Backups must be kept for `least` days or more, and for no more than the 35 that are accepted; `message` says what
/// is wrong with a number. Replicas and members of a cluster follow their source.
pub(crate) fn judge(
    on: &Resource,
    least: i64,
    note: &'static str,
    message: impl FnOnce(i64) -> String,
) -> Verdict {
    let path = "backup_retention_period";
    let source = ["replicate_source_db", "db_cluster_identifier", "replication_source_identifier"];
    // Terraform asks for none where an instance does not say; clusters keep a day.
    let days = on.int(path, i64::from(&*on.kind != "aws_db_instance"));
    let silent = on.at(path).is_absent() || matches!(days, Value::Default(..));
    if silent && source.iter().any(|s| !on.at(s).is_absent()) {
        return Verdict::NotApplicable;
    }
    Verdict::on(
        &days,
        |d| (least..=35).contains(d),
        note,
        || Failure::new(days.span(), message(days.known().copied().unwrap_or_default())),
    )
}
