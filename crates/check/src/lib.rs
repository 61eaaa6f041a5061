//! The contract of a check: Check, Subject, Verdict, the registry type.
