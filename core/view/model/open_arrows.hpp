#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/probe/act.hpp"

namespace view {

/// What was handed over and has not arrived: values in queues and pipes, tasks
/// and their results in pools. The lanes tell it each act, and ask at each
/// arrival from whom that came. It remembers what is on its way, and no more.
class OpenArrows {
 public:
  /// Who put it, the name under which that process was known, and in which event.
  struct Origin {
    int ordinal;
    std::string name;
    std::uint64_t seq;
  };

  static bool leaves(const probe::Act& act);
  static bool arrives(const probe::Act& act);

  void leave(const probe::Act& act, Origin origin);

  /// Empty: nobody is known to have sent it.
  std::optional<Origin> arrive(const probe::Act& act, int ordinal);

 private:
  using ByValue = std::unordered_map<std::string, std::deque<Origin>>;

  std::map<probe::ObjectRef, ByValue> open_;
};

}  // namespace view
