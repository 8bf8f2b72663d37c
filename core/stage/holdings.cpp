#include "core/stage/holdings.hpp"

#include <algorithm>

namespace stage {

void Holdings::on_event(pid_t pid, const probe::Act& act) {
  // An Event is waited for and set, which locks nothing.
  if (act.object.type == probe::ObjectType::event) return;
  if (act.kind == probe::Kind::lock) {
    holders_[act.object].push_back(pid);
  } else if (act.kind == probe::Kind::unlock) {
    const auto found = holders_.find(act.object);
    if (found == holders_.end()) return;
    // Anybody may unlock a Lock, so it need not be one's own.
    auto& pids = found->second;
    const auto own = std::find(pids.begin(), pids.end(), pid);
    pids.erase(own == pids.end() ? pids.begin() : own);
    if (pids.empty()) holders_.erase(found);
  }
}

void Holdings::drop_all_of(pid_t pid) {
  for (auto& [object, pids] : holders_) std::erase(pids, pid);
  std::erase_if(holders_, [](const auto& entry) { return entry.second.empty(); });
}

std::vector<probe::ObjectRef> Holdings::held_by(pid_t pid) const {
  std::vector<probe::ObjectRef> objects;
  for (const auto& [object, pids] : holders_) {
    if (std::find(pids.begin(), pids.end(), pid) != pids.end()) objects.push_back(object);
  }
  return objects;
}

std::vector<pid_t> Holdings::holders_of(const probe::ObjectRef& object) const {
  const auto found = holders_.find(object);
  return found == holders_.end() ? std::vector<pid_t>() : found->second;
}

}  // namespace stage
