#pragma once

#include <functional>

namespace os {

/// Runs `work` in a thread that lasts as long as the process, and throws what it
/// throws: here, if this is the main thread, else in a thread that is kept for
/// that and blocks all signals. Any thread may call it.
///
/// Who forks a child that is to die with its parent (die_with) does it there: the
/// kernel takes the end of the thread that forked for the parent's. A child that
/// is forked there has no thread_local objects of the caller's.
void run_in_lasting_thread(const std::function<void()>& work);

}  // namespace os
