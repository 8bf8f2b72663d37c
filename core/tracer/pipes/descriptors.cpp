#include "core/tracer/pipes/descriptors.hpp"

#include <algorithm>
#include <climits>

#include "core/os/descriptors/file_identity.hpp"

namespace tracer {

void Descriptors::count(const Descriptor& descriptor, int by) {
  if (descriptor.file.kind == os::OpenFile::Kind::other) return;
  Count& count = counts_[descriptor.file.inode];
  if (descriptor.reads) count.readers += by;
  if (descriptor.writes) count.writers += by;
  if (count.readers <= 0 && count.writers <= 0) counts_.erase(descriptor.file.inode);
}

Descriptors::Entries& Descriptors::table_of(pid_t process) {
  auto& table = tables_[process];
  if (!table) table = std::make_shared<Entries>();
  return *table;
}

void Descriptors::clear(pid_t process) {
  const auto found = tables_.find(process);
  if (found == tables_.end()) return;
  // If another process shares the table, everything is still open.
  if (found->second.use_count() == 1) {
    for (const auto& [number, descriptor] : *found->second) count(descriptor, -1);
  }
  tables_.erase(found);
}

void Descriptors::starts_with(pid_t process, int descriptor, Stream stream) {
  opened(process, {{descriptor, {}, false, true}, stream});
}

void Descriptors::look_up(pid_t process) {
  std::vector<Descriptor> streams = all(process);
  std::erase_if(streams, [&](const Descriptor& one) {
    return !one.stream || !os::is_open(process, one.descriptor);
  });
  clear(process);
  for (const os::Holding& holding : os::holdings(process)) opened(process, {holding, std::nullopt});
  // They may be pipes or sockets themselves, which the program did not make.
  for (const Descriptor& one : streams) opened(process, one);
}

void Descriptors::forked(pid_t parent, pid_t child, Table table) {
  clear(child);  // of an earlier process with its PID
  const auto found = tables_.find(parent);
  if (found == tables_.end()) return;
  tables_[child] = found->second;
  if (table == Table::copied) unshared(child);
}

void Descriptors::unshared(pid_t process) {
  const auto found = tables_.find(process);
  if (found == tables_.end() || found->second.use_count() == 1) return;
  found->second = std::make_shared<Entries>(*found->second);
  for (const auto& [number, descriptor] : *found->second) count(descriptor, +1);
}

void Descriptors::ended(pid_t process) {
  clear(process);
}

void Descriptors::opened(pid_t process, const Descriptor& descriptor) {
  closed(process, descriptor.descriptor);
  table_of(process)[descriptor.descriptor] = descriptor;
  count(descriptor, +1);
}

bool Descriptors::duplicated(pid_t process, int from, int to) {
  auto descriptor = find(process, from);
  closed(process, to);
  if (!descriptor) return false;
  descriptor->descriptor = to;
  opened(process, *descriptor);
  return true;
}

void Descriptors::closed(pid_t process, int descriptor) {
  const auto found = tables_.find(process);
  if (found == tables_.end()) return;
  const auto entry = found->second->extract(descriptor);
  if (entry) count(entry.mapped(), -1);
}

std::optional<Descriptor> Descriptors::find(pid_t process, int descriptor) const {
  const auto table = tables_.find(process);
  if (table == tables_.end()) return std::nullopt;
  const auto found = table->second->find(descriptor);
  if (found == table->second->end()) return std::nullopt;
  return found->second;
}

std::vector<Descriptor> Descriptors::all(pid_t process) const {
  return between(process, 0, INT_MAX);
}

std::vector<Descriptor> Descriptors::between(pid_t process, std::uint32_t first,
                                             std::uint32_t last) const {
  std::vector<Descriptor> found;
  const auto table = tables_.find(process);
  if (table == tables_.end()) return found;
  for (const auto& [descriptor, entry] : *table->second) {
    const auto number = static_cast<std::uint32_t>(descriptor);
    if (number >= first && number <= last) found.push_back(entry);
  }
  return found;
}

bool Descriptors::holds(pid_t process, const os::OpenFile& file, os::Access access) const {
  const auto table = tables_.find(process);
  if (table == tables_.end()) return false;
  return std::any_of(table->second->begin(), table->second->end(), [&](const auto& one) {
    return one.second.file == file && one.second.allows(access);
  });
}

bool Descriptors::is_held(const os::OpenFile& file, os::Access access) const {
  const auto found = counts_.find(file.inode);
  if (found == counts_.end()) return false;
  return (access == os::Access::reading ? found->second.readers : found->second.writers) > 0;
}

bool Descriptors::is_held_by_others(pid_t process, const os::OpenFile& file,
                                    os::Access access) const {
  return std::any_of(tables_.begin(), tables_.end(), [&](const auto& table) {
    return table.first != process && holds(table.first, file, access);
  });
}

}  // namespace tracer
