#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/model/language.hpp"

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
  Language language = Language::english;  ///< of what a view says to people
};

/// The program that a run is of, as far as anybody knows it; views that show it
/// keep a copy.
struct Page {
  std::string_view title;   ///< one line, without a full stop
  std::string_view file;    ///< as the events name it, "lessons/fork/basic.cpp"
  std::string_view source;  ///< its text

  /// What stands below a line of it, from 1: its prose in the language of the reader.
  struct Note {
    int line;
    std::string_view text;
  };
  std::vector<Note> notes = {};
};

/// Turns runs into text piece by piece: a pure function of what it was given so
/// far. Whoever holds the runs drives it, live or from a record, one run after
/// the other, and writes the pieces, which together are one document.
class View {
 public:
  virtual ~View() = default;
  /// The next run will have at most so many processes at once: told before it begins by
  /// those who know, so that there is room for all from its first line on. A run that is
  /// written as it happens is not known, and its record is written the same way.
  virtual void expect(std::size_t) {}
  virtual std::string begin(const record::Run& run, const Page& page) = 0;
  virtual std::string event(const record::Event& event) = 0;
  virtual std::string end(const record::End& end) = 0;
  /// No run follows: what closes the document.
  virtual std::string finish() { return {}; }
};

/// The whole picture of a timeline.
std::string render(View& view, const record::Timeline& timeline, const Page& page = {});

}  // namespace view
