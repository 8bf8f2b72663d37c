#include "core/os/process/lasting_thread.hpp"

#include <unistd.h>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "core/os/process/fork_lock.hpp"
#include "core/os/process/parentage.hpp"
#include "core/os/process/signal_hold.hpp"

namespace os {
namespace {

/// The kept thread. It waits for work, does it, and waits again until the
/// process ends.
class LastingThread {
 public:
  LastingThread() {
    const SignalHold hold;  // which the thread inherits
    std::thread([this] { serve(); }).detach();
  }

  void run(const std::function<void()>& work) {
    const std::scoped_lock turn(turn_);
    std::unique_lock lock(mutex_);
    work_ = &work;
    changed_.notify_all();
    changed_.wait(lock, [&] { return work_ == nullptr; });
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
  }

 private:
  [[noreturn]] void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return work_ != nullptr; });
      try {
        (*work_)();
      } catch (...) {
        error_ = std::current_exception();
      }
      work_ = nullptr;
      changed_.notify_all();
    }
  }

  std::mutex turn_;  // held by the thread that has work
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* work_ = nullptr;
  std::exception_ptr error_;
};

/// A fork copies only the thread that forks, so a child makes a thread of its
/// own. The parent's object is left as it is: threads that do not exist here may
/// hold its locks.
LastingThread& of_this_process() {
  static LastingThread* thread = nullptr;
  static int of = 0;
  const ForkLock lock;
  if (!thread || of != generation()) {
    of = generation();
    thread = new LastingThread;
  }
  return *thread;
}

}  // namespace

void run_in_lasting_thread(const std::function<void()>& work) {
  if (::gettid() == ::getpid()) return work();
  of_this_process().run(work);
}

}  // namespace os
