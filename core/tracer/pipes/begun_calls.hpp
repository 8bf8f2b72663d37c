#pragma once

#include <sys/types.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace tracer {

/// Calls that threads have begun, at most one of each, in the order in which they began.
/// PipeTransfers and PipeBook keep theirs in one. `Call` has a `caller`.
template <typename Call>
class BegunCalls {
 public:
  /// It takes the place of what the thread began before.
  void add(Call call) {
    erase(call.caller.thread);
    calls_.push_back(std::move(call));
  }
  void erase(pid_t thread) {
    std::erase_if(calls_, [thread](const Call& call) { return call.caller.thread == thread; });
  }

  /// nullptr: the thread is in none.
  const Call* of(pid_t thread) const {
    const auto found = std::find_if(calls_.begin(), calls_.end(), [thread](const Call& call) {
      return call.caller.thread == thread;
    });
    return found == calls_.end() ? nullptr : &*found;
  }
  std::optional<Call> take(pid_t thread) {
    const Call* const found = of(thread);
    if (!found) return std::nullopt;
    Call call = *found;
    erase(thread);
    return call;
  }

  auto begin() { return calls_.begin(); }
  auto end() { return calls_.end(); }
  auto begin() const { return calls_.begin(); }
  auto end() const { return calls_.end(); }

 private:
  std::vector<Call> calls_;
};

}  // namespace tracer
