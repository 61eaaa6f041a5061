//! Names in other spellings.

/// `DBInstanceClass` to `db_instance_class`, `TopicARNs` to `topic_arns`.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let upper = |i: usize| at(i).is_ascii_uppercase();
    let mut out = String::with_capacity(name.len() + 4);
    for (i, c) in chars.iter().enumerate() {
        let plural = at(i + 1) == 's' && !at(i + 2).is_ascii_lowercase() && i > 0 && upper(i - 1);
        let begins = upper(i)
            && i > 0
            && (!upper(i - 1) && at(i - 1) != '_'
                || upper(i - 1) && at(i + 1).is_ascii_lowercase() && !plural);
        if begins && !out.ends_with('_') {
            out.push('_');
        }
        out.push(if matches!(c, '.' | '-' | ' ') { '_' } else { c.to_ascii_lowercase() });
    }
    out
}

/// `ReadonlyRootFilesystem` to `readonlyRootFilesystem`.
pub(crate) fn camel(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_ascii_lowercase().to_string() + chars.as_str())
}

/// `PublicReadWrite` to `public-read-write`.
pub(crate) fn kebab(name: &str) -> String {
    snake(name).replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_snake_case() {
        let table = [
            ("BucketName", "bucket_name"),
            ("DBInstanceClass", "db_instance_class"),
            ("KmsMasterKeyId", "kms_master_key_id"),
            ("KMSMasterKeyID", "kms_master_key_id"),
            ("TopicARNs", "topic_arns"),
            ("SubnetIDs", "subnet_ids"),
            ("S3BucketName", "s3_bucket_name"),
            ("Ipv6CidrBlock", "ipv6_cidr_block"),
            ("VPCSecurityGroups", "vpc_security_groups"),
            ("already_snake", "already_snake"),
            ("SSEAlgorithm", "sse_algorithm"),
            ("MultiAZ", "multi_az"),
            ("AvailabilityZones", "availability_zones"),
            ("rest.api-name", "rest_api_name"),
        ];
        for (name, expected) in table {
            assert_eq!(snake(name), expected, "{name}");
        }
    }

    #[test]
    fn other_spellings() {
        assert_eq!(kebab("PublicReadWrite"), "public-read-write");
        assert_eq!(camel("ReadonlyRootFilesystem"), "readonlyRootFilesystem");
    }
}
