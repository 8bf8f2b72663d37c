#include "core/observe/descriptors.hpp"

#include <algorithm>
#include <climits>

namespace observe {

void Descriptors::count(const os::Holding& holding, int by) {
  Count& count = counts_[holding.file.inode];
  if (holding.reads) count.readers += by;
  if (holding.writes) count.writers += by;
  if (count.readers <= 0 && count.writers <= 0) counts_.erase(holding.file.inode);
}

void Descriptors::clear(pid_t process) {
  const auto found = tables_.find(process);
  if (found == tables_.end()) return;
  for (const auto& [descriptor, holding] : found->second) count(holding, -1);
  tables_.erase(found);
}

void Descriptors::look_up(pid_t process) {
  clear(process);
  for (const os::Holding& holding : os::holdings(process)) opened(process, holding);
}

void Descriptors::forked(pid_t parent, pid_t child) {
  clear(child);  // of an earlier process with its PID
  const auto found = tables_.find(parent);
  if (found == tables_.end()) return;
  Table table = found->second;
  for (const auto& [descriptor, holding] : table) count(holding, +1);
  tables_[child] = std::move(table);
}

void Descriptors::ended(pid_t process) {
  clear(process);
}

void Descriptors::opened(pid_t process, const os::Holding& holding) {
  closed(process, holding.descriptor);
  tables_[process][holding.descriptor] = holding;
  count(holding, +1);
}

bool Descriptors::duplicated(pid_t process, int from, int to) {
  auto holding = find(process, from);
  closed(process, to);
  if (!holding) return false;
  holding->descriptor = to;
  opened(process, *holding);
  return true;
}

void Descriptors::closed(pid_t process, int descriptor) {
  const auto found = tables_.find(process);
  if (found == tables_.end()) return;
  const auto holding = found->second.extract(descriptor);
  if (holding) count(holding.mapped(), -1);
}

std::optional<os::Holding> Descriptors::find(pid_t process, int descriptor) const {
  const auto table = tables_.find(process);
  if (table == tables_.end()) return std::nullopt;
  const auto found = table->second.find(descriptor);
  if (found == table->second.end()) return std::nullopt;
  return found->second;
}

std::vector<os::Holding> Descriptors::all(pid_t process) const {
  return between(process, 0, INT_MAX);
}

std::vector<os::Holding> Descriptors::between(pid_t process, std::uint32_t first,
                                              std::uint32_t last) const {
  std::vector<os::Holding> found;
  const auto table = tables_.find(process);
  if (table == tables_.end()) return found;
  for (const auto& [descriptor, holding] : table->second) {
    const auto number = static_cast<std::uint32_t>(descriptor);
    if (number >= first && number <= last) found.push_back(holding);
  }
  return found;
}

bool Descriptors::holds(pid_t process, const os::OpenFile& file, os::Access access) const {
  const auto table = tables_.find(process);
  if (table == tables_.end()) return false;
  return std::any_of(table->second.begin(), table->second.end(), [&](const auto& one) {
    return one.second.file == file && one.second.allows(access);
  });
}

bool Descriptors::is_held(const os::OpenFile& file, os::Access access) const {
  const auto found = counts_.find(file.inode);
  if (found == counts_.end()) return false;
  return (access == os::Access::reading ? found->second.readers : found->second.writers) > 0;
}

}  // namespace observe
