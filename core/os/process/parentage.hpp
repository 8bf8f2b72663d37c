#pragma once

#include <sys/types.h>

namespace os {

/// Called in a child of `parent`: from now on this process is killed (SIGKILL)
/// as soon as its parent ends, in whatever way; it ends at once if the parent
/// has gone already. The kernel means the thread that forked: see
/// run_in_lasting_thread. PR_SET_PDEATHSIG in prctl(2); a fork clears it again.
void die_with(pid_t parent);

/// How many forks lie between this process and its program's start, as far as
/// they went through fork(3): a cheaper way than getpid(2) to notice that an
/// object was copied into a child. The first call must come before the fork.
int generation();

}  // namespace os
