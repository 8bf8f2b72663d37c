#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/probe/act.hpp"

namespace view {

/// Things that were sent and have not arrived: values in queues and pipes,
/// tasks and their results in pools. The lanes pass it each act, and ask at
/// each arrival which process sent it. It keeps only what is on its way.
class OpenArrows {
 public:
  /// The process that sent it, its name at that time, and the event.
  struct Origin {
    int ordinal;
    std::string name;
    std::uint64_t seq;
  };

  static bool leaves(const probe::Act& act);
  static bool arrives(const probe::Act& act);

  void leave(const probe::Act& act, Origin origin);

  /// Empty: the sender is unknown.
  std::optional<Origin> arrive(const probe::Act& act, int ordinal);

 private:
  using ByValue = std::unordered_map<std::string, std::deque<Origin>>;

  // By object; the two ends of a pipe have names of their own.
  std::map<std::string, ByValue> open_;
};

}  // namespace view
