#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/probe/act.hpp"
#include "core/tracer/files/file_use.hpp"

namespace tracer {

/// Which files, folders and words of shared memory more than one process of a program uses, and
/// one changes, and which pipes lose their last reader while others can write: only there the order
/// makes a difference. It is the same for all runs of a survey, and grows; the gate tells it each
/// use.
class SharedFiles {
 public:
  /// The process at that place in the tree uses it.
  void note(const std::string& place, const FileUse& use);
  /// Whether others can notice that use, or have a part in what it comes to, as far as is known.
  bool is_shared(const FileUse& use) const;

  void note_lost_readers(const std::string& pipe);
  bool loses_readers(const std::string& pipe) const;

  /// How many there are: if it has grown in a run, what was left out before counts now.
  std::size_t count() const { return shared_; }

  /// All of it as a text, and what such a text says added to it.
  std::string to_text() const;
  void add(std::string_view text);

 private:
  struct File {
    std::set<std::string> places;
    bool is_changed = false;
    bool is_seen = false;
    bool loses_readers = false;

    bool is_shared() const { return loses_readers || (is_changed && is_seen && places.size() > 1); }
  };
  enum class Does { see, change, add_entry };

  void note(const std::string& path, const std::string& place, Does what);

  std::map<std::string, File> files_;  // by path
  std::size_t shared_ = 0;
};

}  // namespace tracer
