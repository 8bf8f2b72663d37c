#include "core/tracer/run_history.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace tracer {

using choice::Digest;

void RunHistory::begins(pid_t first) {
  lives_[first].place = "1";
}

void RunHistory::forked(pid_t parent, pid_t child) {
  Life& from = lives_[parent];
  Life life;
  life.place = fmt::format("{}.{}", from.place, ++from.forks);
  life.history = Digest(from.history).add("child");
  from.history.add("forked");
  lives_.insert_or_assign(child, std::move(life));
}

void RunHistory::ended(pid_t process, std::string_view how) {
  const auto life = lives_.extract(process);
  if (!life.empty()) ends_[life.mapped().place] = how;
}

void RunHistory::did(pid_t process, const Digest& what) {
  lives_[process].history.add(what);
}

void RunHistory::changed(pid_t process, const std::string& object, std::string_view how) {
  const Life& life = lives_[process];
  objects_[object].add(life.place).add(life.history).add(how);
}

void RunHistory::locked(pid_t process, const std::string& file, bool is_alone) {
  auto& holders = locks_[file];
  if (is_alone) holders.clear();
  holders.insert(place_of(process));
}

void RunHistory::unlocked(pid_t process, const std::string& file) {
  // It may have got the lock from its parent, with the open file.
  if (locks_[file].erase(place_of(process)) == 0) changed(process, file, "unlocked");
}

void RunHistory::went_in(const std::string& pipe, std::string_view bytes) {
  pipes_[pipe] += bytes;
}

void RunHistory::came_out(const std::string& pipe, std::size_t bytes) {
  std::string& content = pipes_[pipe];
  content.erase(0, std::min(bytes, content.size()));
}

void RunHistory::sent(pid_t target, int signal) {
  const auto life = lives_.find(target);
  if (life != lives_.end()) life->second.signals |= 1ULL << (signal & 63);
}

void RunHistory::arrived(pid_t target, int signal) {
  const auto life = lives_.find(target);
  if (life == lives_.end()) return;
  life->second.signals &= ~(1ULL << (signal & 63));
  life->second.history.add("signal").add(static_cast<std::uint64_t>(signal));
}

std::string RunHistory::place_of(pid_t process) const {
  const auto life = lives_.find(process);
  return life == lives_.end() ? "?" : life->second.place;
}

Digest RunHistory::learned(pid_t process) const {
  const auto life = lives_.find(process);
  return life == lives_.end() ? Digest() : Digest(life->second.history).add(life->second.signals);
}

Digest RunHistory::contents() const {
  Digest all;
  for (const auto& [place, how] : ends_) all.add(place).add(how);
  for (const auto& [name, order] : objects_) all.add(name).add(order);
  for (const auto& [name, bytes] : pipes_) {
    if (!bytes.empty()) all.add(name).add(bytes);
  }
  for (const auto& [file, holders] : locks_) {
    if (holders.empty()) continue;
    all.add("lock").add(file);
    for (const std::string& place : holders) all.add(place);
  }
  return all;
}

}  // namespace tracer
