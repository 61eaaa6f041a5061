//! Checks of this group.

pub mod consecutive_runs;
pub mod constant_platform;
pub mod copy_from_own_stage;
pub mod copy_from_unknown_stage;
pub mod copy_without_slash;
pub mod files_owned_by_user;
pub mod host_network_build_step;
pub mod maintainer_instruction;
pub mod open_secret_mount;
pub mod port_out_of_range;
pub mod repeated_cmd;
pub mod repeated_entrypoint;
pub mod repeated_healthcheck;
pub mod stage_by_number;
pub mod system_workdir;
pub mod unconfined_build_step;
