#include "core/tracer/threads.hpp"

#include <algorithm>

namespace tracer {

std::optional<pid_t> Threads::process_of(pid_t thread) const {
  const auto found = threads_.find(thread);
  if (found == threads_.end()) return std::nullopt;
  return found->second.process;
}

std::uint64_t Threads::place_of(pid_t thread) const {
  const auto found = threads_.find(thread);
  return found == threads_.end() ? next_ : found->second.place;
}

std::vector<Caller> Threads::in_order() const {
  std::vector<Caller> all;
  all.reserve(threads_.size());
  for (const auto& [thread, entry] : threads_) all.push_back({thread, entry.process});
  std::sort(all.begin(), all.end(), [this](const Caller& one, const Caller& other) {
    return comes_before(one.thread, other.thread);
  });
  return all;
}

}  // namespace tracer
