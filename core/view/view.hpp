#pragma once

#include <string>

#include "core/trace/timeline.hpp"

namespace view {

/// How times are written: since the demo began, by the clock on the wall, not at all.
enum class Time { relative, wall, none };

/// How a view may look; app decides it from the options and the terminal.
struct Style {
  Time time = Time::relative;
  bool colour = false;
  bool ascii = false;  ///< nothing outside ASCII that is ours
  bool plain = false;  ///< for screen readers: whole sentences, no columns, no boxes
  bool pids = true;    ///< PIDs beside names; without them, names only
  int width = 80;      ///< columns of the terminal, for views that fill them
};

/// Turns a run into text piece by piece: a pure function of what it was given
/// so far. Whoever holds the run drives it, live or from a record, and writes
/// the pieces, which together are the view of the whole timeline.
class View {
 public:
  virtual ~View() = default;
  virtual std::string begin(const trace::Run& run) = 0;
  virtual std::string event(const trace::Event& event) = 0;
  virtual std::string end(const trace::End& end) = 0;
};

/// The whole picture of a timeline.
std::string render(View& view, const trace::Timeline& timeline);

}  // namespace view
