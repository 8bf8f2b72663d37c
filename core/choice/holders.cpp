#include "core/choice/holders.hpp"

#include <algorithm>

namespace choice {
namespace {

bool is_semaphore(const probe::ObjectRef& object) {
  return object.type == probe::ObjectType::semaphore;
}

}  // namespace

void Holders::on_act(pid_t pid, const probe::Act& act) {
  if (!probe::can_be_held(act.object.type)) return;
  if (act.kind == probe::Kind::lock) take(act.object, pid);
  if (act.kind == probe::Kind::unlock) release(act.object, pid);
}

void Holders::take(const probe::ObjectRef& object, pid_t pid) {
  Held& held = held_[object];
  if (held.in_advance == 0) {
    held.holders.push_back({pid});
  } else {
    --held.in_advance;
  }
  if (held.is_idle()) held_.erase(object);
}

void Holders::release(const probe::ObjectRef& object, pid_t pid) {
  Held& held = held_[object];
  auto& holders = held.holders;
  // A process may release what another one holds; then the first holder loses
  // it.
  auto holder = std::find_if(holders.begin(), holders.end(),
                             [pid](const Holder& one) { return one.pid == pid; });
  if (holder == holders.end()) holder = holders.begin();
  if (holder != holders.end()) {
    holders.erase(holder);
  } else if (is_semaphore(object)) {
    ++held.in_advance;
  }
  if (held.is_idle()) held_.erase(object);
}

void Holders::on_end(pid_t pid) {
  for (auto& [object, held] : held_) {
    if (is_semaphore(object) || lasting_.count(object) != 0) {
      for (Holder& holder : held.holders) holder.ended |= holder.pid == pid;
    } else {
      std::erase_if(held.holders, [pid](const Holder& one) { return one.pid == pid; });
    }
  }
  std::erase_if(held_, [](const auto& entry) { return entry.second.is_idle(); });
}

void Holders::forget(pid_t pid) {
  for (auto& [object, held] : held_)
    std::erase_if(held.holders, [pid](const Holder& one) { return one.pid == pid; });
  std::erase_if(held_, [](const auto& entry) { return entry.second.is_idle(); });
}

const std::vector<Holder>& Holders::of(const probe::ObjectRef& object) const {
  static const std::vector<Holder> nobody;
  const auto found = held_.find(object);
  return found == held_.end() ? nobody : found->second.holders;
}

std::vector<probe::ObjectRef> Holders::held_by(pid_t pid) const {
  std::vector<probe::ObjectRef> objects;
  for (const auto& [object, held] : held_) {
    if (std::find(held.holders.begin(), held.holders.end(), Holder{pid}) != held.holders.end())
      objects.push_back(object);
  }
  return objects;
}

}  // namespace choice
