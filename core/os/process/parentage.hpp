#pragma once

#include <sys/types.h>

namespace os {

/// Called in a child of `parent`: from now on the kernel kills this process
/// (SIGKILL) as soon as its parent ends, for whatever reason; it ends at once
/// if the parent is already gone. To the kernel, the parent is the thread that
/// forked: see run_in_lasting_thread. PR_SET_PDEATHSIG in prctl(2); a fork
/// clears it again.
void die_with(pid_t parent);

/// How many times fork(3) was called between the program's start and this
/// process: a cheaper way than getpid(2) to notice that an object was copied
/// into a child. The first call must come before the fork.
int generation();

}  // namespace os
