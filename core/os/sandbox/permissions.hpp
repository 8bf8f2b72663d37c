#pragma once

namespace os {

// What the kernel lets this process do here, found out by doing it in a child; a
// container or a policy may forbid any of it.

/// To trace a process of its own. See ptrace(2).
bool may_trace();

/// To filter the system calls of a process. See seccomp(2).
bool may_filter_calls();

/// To give a process PIDs and mounts of its own, as a user with no rights does it,
/// too. See pid_namespaces(7), mount_namespaces(7).
bool may_make_namespaces();

/// To cover a folder so that what a process writes there is not really written. See
/// PrivateFiles.
bool may_have_private_files();

/// To have so many children at once. It is tried only where a limit is near: a child
/// costs a quarter of a millisecond. See RLIMIT_NPROC in getrlimit(2).
bool may_fork(int children);

}  // namespace os
