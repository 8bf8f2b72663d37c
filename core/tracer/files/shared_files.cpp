#include "core/tracer/files/shared_files.hpp"

namespace tracer {
namespace {

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
