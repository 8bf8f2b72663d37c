#pragma once

#include <functional>

namespace os {

/// Runs `work` in a thread that lasts as long as the process, and rethrows what
/// it throws. That is the calling thread if it is the main thread, else a thread
/// kept for this purpose, which blocks all signals. Any thread may call it.
///
/// A child that is to die with its parent (die_with) must be forked there: to the
/// kernel, the end of the forking thread is the end of the parent. Such a child
/// has none of the caller's thread_local objects.
void run_in_lasting_thread(const std::function<void()>& work);

}  // namespace os
