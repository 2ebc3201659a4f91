//! The sandbox on Linux: no new privileges, Landlock without any rule, and a seccomp allow-list.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use landlock::{
    ABI, Access, AccessFs, AccessNet, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus,
    Scope,
};
use rustix::process::{DumpableBehavior, Signal, set_dumpable_behavior, set_parent_process_death_signal};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// What is not in force is said, not fatal: old kernels have no Landlock.
pub(super) fn confine_process() -> Vec<(String, String)> {
    // For whoever lists processes; without it all is the same.
    let _ = rustix::thread::set_name(c"speur-worker");
    let told = |result: rustix::io::Result<()>| result.map_or_else(|err| format!("off: {err}"), |()| "on".to_owned());
    [
        (
            "dies-with-parent",
            told(set_parent_process_death_signal(Some(Signal::KILL))),
        ),
        (
            "not-traceable",
            told(set_dumpable_behavior(DumpableBehavior::NotDumpable)),
        ),
        ("no-new-privileges", told(rustix::thread::set_no_new_privs(true))),
        ("landlock", landlock()),
    ]
    .map(|(name, state)| (name.to_owned(), state))
    .into()
}

/// What a process took of the processor, and whether all its threads wait, by `/proc` (proc_pid_stat(5)): what may be
/// known of a process that cannot be traced. Another process may be stopped or want to work: that is no waiting.
pub(super) fn processor_time(process: u32) -> Option<(Duration, bool)> {
    let (mut ticks, mut is_waiting) = (0, true);
    for thread in std::fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten() {
        let stat = std::fs::read_to_string(thread.path().join("stat")).ok()?;
        // Behind the name, which may hold spaces.
        let words: Vec<_> = stat.rsplit_once(") ")?.1.split(' ').collect();
        is_waiting &= matches!(words.first(), Some(&("S" | "D")));
        for word in words.get(11..13)? {
            ticks += word.parse::<u64>().ok()?;
        }
    }
    let time = Duration::from_millis(ticks * 1000 / rustix::param::clock_ticks_per_second().max(1));
    Some((time, is_waiting))
}

/// Processes killed for want of memory since the system began, those of containers too (proc_vmstat(5): `oom_kill`).
pub(super) fn killed_for_memory() -> Option<u64> {
    let counters = std::fs::read_to_string("/proc/vmstat").ok()?;
    let mut lines = counters.lines();
    lines
        .find_map(|line| line.strip_prefix("oom_kill "))?
        .trim()
        .parse()
        .ok()
}

/// Denies every right there is, and tries one.
fn landlock() -> String {
    let abi = ABI::V7;
    let denied = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(abi)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(abi)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self);
    let open = || std::fs::File::open("/").map_err(|err| err.kind());
    match denied.map(|status| status.ruleset) {
        Err(err) => format!("off: {err}"),
        Ok(RulesetStatus::NotEnforced) => "off: not in this kernel".to_owned(),
        Ok(_) if !matches!(open(), Err(io::ErrorKind::PermissionDenied)) => "off: a file could be opened".to_owned(),
        Ok(RulesetStatus::PartiallyEnforced) => "on: as far as this kernel can".to_owned(),
        Ok(RulesetStatus::FullyEnforced) => "on".to_owned(),
    }
}

pub(super) fn confine_calls() -> Vec<(String, String)> {
    // The allow-list comes last: it does not allow to install another filter.
    let state = match refuse_attacks().and_then(|()| allow_only()) {
        Ok(()) => "on".to_owned(),
        Err(err) => format!("off: {err}"),
    };
    vec![("seccomp".to_owned(), state)]
}

/// Everything else fails with EPERM, and does not kill: libraries probe for what they can do without, and a worker
/// out of memory must still be able to say so.
fn allow_only() -> Result<(), seccompiler::Error> {
    let mut rules: Rules = allowed().into_iter().map(|call| (call, Vec::new())).collect();
    // No memory that can be executed is made.
    for call in [libc::SYS_mmap, libc::SYS_mprotect] {
        let not_executable = SeccompCondition::new(
            2,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::MaskedEq(libc::PROT_EXEC as u64),
            0,
        )?;
        rules.insert(call, vec![SeccompRule::new(vec![not_executable])?]);
    }
    apply(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow)
}

/// The picture reader and what it starts: reading and running what the system installed, no network, no other file.
pub(super) fn confine_picture_reader(program: &Path) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    rustix::thread::set_no_new_privs(true)?;
    landlock_but_system(program).map_err(io::Error::other)?;
    // Whatever the kernel knows of Landlock: nobody is called, and none of the attackers' calls is made.
    let denied = refused()
        .into_iter()
        .filter(|call| ![libc::SYS_execve, libc::SYS_execveat].contains(call));
    let rules = denied
        .chain([libc::SYS_socket])
        .map(|call| (call, Vec::new()))
        .collect();
    apply(rules, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM as u32)).map_err(io::Error::other)
}

fn landlock_but_system(program: &Path) -> Result<(), landlock::RulesetError> {
    let abi = ABI::V7;
    let mut rules = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .create()?;
    let installed = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/proc/self/exe"];
    for place in installed.iter().map(Path::new).chain(program.parent()) {
        // What is not there need not be allowed.
        if let Ok(opened) = PathFd::new(place) {
            let rights = if place.is_dir() {
                AccessFs::from_read(abi)
            } else {
                AccessFs::from_read(abi) & AccessFs::from_file(abi)
            };
            rules = rules.add_rule(PathBeneath::new(opened, rights))?;
        }
    }
    if let Ok(opened) = PathFd::new("/dev/null") {
        rules = rules.add_rule(PathBeneath::new(opened, AccessFs::ReadFile | AccessFs::WriteFile))?;
    }
    rules.restrict_self()?;
    Ok(())
}

/// No parser has an honest reason for these: the process ends at once.
fn refuse_attacks() -> Result<(), seccompiler::Error> {
    let rules = refused().into_iter().map(|call| (call, Vec::new())).collect();
    apply(rules, SeccompAction::Allow, SeccompAction::KillProcess)
}

fn apply(rules: Rules, otherwise: SeccompAction, on_match: SeccompAction) -> Result<(), seccompiler::Error> {
    let arch = std::env::consts::ARCH.try_into()?;
    let program: BpfProgram = SeccompFilter::new(rules, otherwise, on_match, arch)?.try_into()?;
    seccompiler::apply_filter_all_threads(&program)
}

fn allowed() -> Vec<i64> {
    let channel_and_file = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_pread64,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_pwrite64,
        libc::SYS_lseek,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_statx,
        libc::SYS_fcntl,
        libc::SYS_fadvise64,
        libc::SYS_recvmsg,
        libc::SYS_recvfrom,
        libc::SYS_sendto,
        // With a picture, to the picture reader.
        libc::SYS_sendmsg,
        // Large members are held in memory files.
        libc::SYS_memfd_create,
        libc::SYS_ftruncate,
    ];
    let memory = [
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_sysinfo,
    ];
    let threads_and_signals = [
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_set_robust_list,
        libc::SYS_rseq,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_getpid,
        libc::SYS_gettid,
        // How abort ends a process, in glibc and in musl.
        libc::SYS_tgkill,
        libc::SYS_tkill,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let time_and_chance = [
        libc::SYS_clock_gettime,
        libc::SYS_clock_getres,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_getrandom,
        libc::SYS_getrusage,
        // The clock of the document being read; only downwards from the hard limits.
        libc::SYS_prlimit64,
    ];
    [
        &channel_and_file[..],
        &memory[..],
        &threads_and_signals[..],
        &time_and_chance[..],
    ]
    .concat()
}

fn refused() -> [i64; 18] {
    [
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_getfd,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_io_uring_setup,
        libc::SYS_keyctl,
        libc::SYS_mount,
        libc::SYS_setns,
        libc::SYS_unshare,
        libc::SYS_kexec_load,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_open_by_handle_at,
    ]
}
