#include "core/tracer/files/shared_files.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace tracer {
namespace {

// What was done with a file, as a text says it: a sum of these.
constexpr int kChanged = 1;
constexpr int kSeen = 2;
constexpr int kLosesReaders = 4;

/// What is listed when the folder is read.
std::string entries_of(const std::string& folder) {
  return folder + "/";
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace

void SharedFiles::note(const std::string& path, const std::string& place, Does what) {
  File& file = files_[path];
  const bool was_shared = file.is_shared();
  file.places.insert(place);
  file.is_changed |= what != Does::see;
  file.is_seen |= what != Does::add_entry;  // who changes a file may see what it was
  if (!was_shared && file.is_shared()) ++shared_;
}

void SharedFiles::note(const std::string& place, const FileUse& use) {
  const Does what = use.changes ? Does::change : Does::see;
  note(use.path, place, what);
  if (!use.other.empty()) note(use.other, place, what);
  if (use.is_entry) {
    note(entries_of(folder_of(use.path)), place, Does::add_entry);
    if (!use.other.empty()) note(entries_of(folder_of(use.other)), place, Does::add_entry);
  }
  // Who reads a folder sees its entries.
  if (use.kind == probe::Kind::read) note(entries_of(use.path), place, Does::see);
}

void SharedFiles::note_lost_readers(const std::string& pipe) {
  if (std::exchange(files_[pipe].loses_readers, true)) return;
  ++shared_;
}

bool SharedFiles::loses_readers(const std::string& pipe) const {
  const auto found = files_.find(pipe);
  return found != files_.end() && found->second.loses_readers;
}

// Each file: its path, what was done, and the places, each with a NUL behind it,
// and another one.

std::string SharedFiles::to_text() const {
  std::string text;
  for (const auto& [path, file] : files_) {
    (text += path) += '\0';
    (text += std::to_string((file.is_changed ? kChanged : 0) + (file.is_seen ? kSeen : 0) +
                            (file.loses_readers ? kLosesReaders : 0))) += '\0';
    for (const std::string& place : file.places) (text += place) += '\0';
    text += '\0';
  }
  return text;
}

void SharedFiles::add(std::string_view text) {
  const auto word = [&text] {
    const auto end = std::min(text.find('\0'), text.size());
    const std::string_view first = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return std::string(first);
  };
  while (!text.empty()) {
    File& file = files_[word()];
    const bool was_shared = file.is_shared();
    const std::string number = word();
    int done = 0;
    std::from_chars(number.data(), number.data() + number.size(), done);
    file.is_changed |= (done & kChanged) != 0;
    file.is_seen |= (done & kSeen) != 0;
    file.loses_readers |= (done & kLosesReaders) != 0;
    for (std::string place = word(); !place.empty(); place = word()) file.places.insert(place);
    if (!was_shared && file.is_shared()) ++shared_;
  }
}

bool SharedFiles::is_shared(const FileUse& use) const {
  const auto is_it = [this](const std::string& path) {
    const auto found = files_.find(path);
    return found != files_.end() && found->second.is_shared();
  };
  const auto is_in_it = [&](const std::string& path) {
    return is_it(path) || (use.is_entry && is_it(entries_of(folder_of(path))));
  };
  if (is_in_it(use.path) || (!use.other.empty() && is_in_it(use.other))) return true;
  return use.kind == probe::Kind::read && is_it(entries_of(use.path));
}

}  // namespace tracer
