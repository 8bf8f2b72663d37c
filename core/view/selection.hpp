#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/view/view.hpp"

namespace view {

/// Which part of a run is shown: --from, --to and --only. The options fill it in, a view
/// asks it, and the command then looks at what there was.
struct Selection {
  /// A place in a run: the number of an event, or a time since the run began.
  struct Bound {
    std::optional<std::uint64_t> event = {};
    std::optional<std::chrono::nanoseconds> time = {};
  };

  std::optional<Bound> from = {}, to = {};  ///< both inclusive
  std::vector<std::string> only = {};       ///< names of processes; empty: all

  bool is_whole() const { return !from && !to && only.empty(); }
  bool shows(const record::Event& event) const;

  /// What it has found in the runs so far: not part of what is asked for.
  struct Found {
    std::uint64_t shown = 0;
    std::uint64_t events = 0;
    std::set<std::string> names = {};  ///< of processes, at most so many as fit a sentence
  };
  mutable Found found = {};
};

/// The same view of the selected events; what others change is true for them. `as_record`:
/// they are numbered anew, as a record's events must be.
std::unique_ptr<View> selected(const Style& style, std::unique_ptr<View> view,
                               bool as_record = false);

}  // namespace view
