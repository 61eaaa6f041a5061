//! The controls of the Pod Security Standards by name, and what they allow.

use super::Version;

/// A profile of the standards; a later one allows less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Everything.
    Privileged,
    /// What is known to lead to the node is refused.
    Baseline,
    /// Pods must be hardened.
    Restricted,
}

impl Profile {
    /// The word that labels use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }

    /// The profile of a label's word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Privileged, Self::Baseline, Self::Restricted].into_iter().find(|p| p.name() == word)
    }

    /// The next stricter one.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Privileged => Some(Self::Baseline),
            Self::Baseline => Some(Self::Restricted),
            Self::Restricted => None,
        }
    }
}

/// A control of the standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Windows containers as processes of the host.
    HostProcess,
    /// `hostNetwork`, `hostPID`, `hostIPC`.
    HostNamespaces,
    /// `privileged`.
    Privileged,
    /// Capabilities that are added.
    Capabilities,
    /// Volumes of type `hostPath`.
    HostPath,
    /// `hostPort`.
    HostPorts,
    /// Hosts that probes and lifecycle hooks name (since 1.34).
    HostProbes,
    /// AppArmor profiles.
    AppArmor,
    /// SELinux labels.
    Selinux,
    /// Masks over `/proc`.
    ProcMount,
    /// Seccomp is not switched off.
    Seccomp,
    /// Kernel parameters.
    Sysctls,
    /// Volumes of other types.
    VolumeTypes,
    /// `allowPrivilegeEscalation`.
    PrivilegeEscalation,
    /// `runAsNonRoot`.
    NonRoot,
    /// `runAsUser`.
    NonRootUser,
    /// A seccomp profile is named.
    SeccompNamed,
    /// All capabilities are dropped.
    CapabilitiesDropped,
    /// Masks over `/proc`, in a user namespace too (since 1.35).
    ProcMountAlways,
}

impl Rule {
    /// The first profile that holds it.
    pub const fn profile(self) -> Profile {
        match self {
            Self::VolumeTypes
            | Self::PrivilegeEscalation
            | Self::NonRoot
            | Self::NonRootUser
            | Self::SeccompNamed
            | Self::CapabilitiesDropped
            | Self::ProcMountAlways => Profile::Restricted,
            _ => Profile::Baseline,
        }
    }

    /// The name that the standards give to it. Some have a stricter form under the same name in `restricted`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HostProcess => "HostProcess",
            Self::HostNamespaces => "Host Namespaces",
            Self::Privileged => "Privileged Containers",
            Self::Capabilities | Self::CapabilitiesDropped => "Capabilities",
            Self::HostPath => "HostPath Volumes",
            Self::HostPorts => "Host Ports",
            Self::HostProbes => "Host Probes / Lifecycle Hooks",
            Self::AppArmor => "AppArmor",
            Self::Selinux => "SELinux",
            Self::ProcMount | Self::ProcMountAlways => "/proc Mount Type",
            Self::Seccomp | Self::SeccompNamed => "Seccomp",
            Self::Sysctls => "Sysctls",
            Self::VolumeTypes => "Volume Types",
            Self::PrivilegeEscalation => "Privilege Escalation",
            Self::NonRoot => "Running as Non-root",
            Self::NonRootUser => "Running as Non-root user",
        }
    }
}

/// Capabilities that the baseline lets a container add, as the standard writes them: other spellings of the same
/// name are refused.
pub const CAPABILITIES: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// Kernel parameters that the baseline lets a pod set, each with the version that brought it.
const SYSCTLS: [(&str, u16); 14] = [
    ("kernel.shm_rmid_forced", 0),
    ("net.ipv4.ip_local_port_range", 0),
    ("net.ipv4.ip_unprivileged_port_start", 0),
    ("net.ipv4.ping_group_range", 0),
    ("net.ipv4.tcp_syncookies", 0),
    ("net.ipv4.ip_local_reserved_ports", 27),
    ("net.ipv4.tcp_fin_timeout", 29),
    ("net.ipv4.tcp_keepalive_intvl", 29),
    ("net.ipv4.tcp_keepalive_probes", 29),
    ("net.ipv4.tcp_keepalive_time", 29),
    ("net.ipv4.tcp_rmem", 32),
    ("net.ipv4.tcp_wmem", 32),
    ("net.ipv4.tcp_notsent_lowat", 37),
    ("net.ipv4.tcp_slow_start_after_idle", 37),
];

/// Does the baseline of `version` let a pod set the kernel parameter `name`?
pub fn is_safe_sysctl(name: &str, version: Version) -> bool {
    SYSCTLS.iter().any(|(safe, since)| *safe == name && version >= Version::minor(*since))
}

/// SELinux types that the baseline allows, each with the version that brought it.
const SELINUX_TYPES: [(&str, u16); 5] = [
    ("", 0),
    ("container_t", 0),
    ("container_init_t", 0),
    ("container_kvm_t", 0),
    ("container_engine_t", 31),
];

/// Does the baseline of `version` allow the SELinux type `name`?
pub fn is_safe_selinux_type(name: &str, version: Version) -> bool {
    SELINUX_TYPES.iter().any(|(safe, since)| *safe == name && version >= Version::minor(*since))
}

/// Does `restricted` allow volumes of this kind, by the name of their field? A volume without a kind is an empty
/// folder.
pub fn is_safe_volume(kind: &str) -> bool {
    matches!(
        kind,
        "" | "configMap"
            | "csi"
            | "downwardAPI"
            | "emptyDir"
            | "ephemeral"
            | "image"
            | "persistentVolumeClaim"
            | "projected"
            | "secret"
    )
}

/// Where probes and lifecycle hooks may name a host.
pub const PROBES: [&str; 5] =
    ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"];
