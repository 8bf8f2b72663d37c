#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/model/language.hpp"
#include "core/view/model/telling.hpp"

namespace view {

struct Selection;

/// How times are written: since the demo began, by the wall clock, not at all.
enum class Time { relative, wall, none };

/// How a view may look; app decides it from the options and the terminal.
struct Style {
  Time time = Time::relative;
  bool colour = false;
  bool ascii = false;  ///< our own texts are ASCII only
  bool plain = false;  ///< for screen readers: whole sentences, no columns, no boxes
  bool pids = true;    ///< PIDs beside names; without them, names only
  int width = 80;      ///< columns of the terminal, for views that fill them
  Language language = Language::english;  ///< of texts for people
  Telling telling = Telling::folded;
  const Selection* selection = nullptr;  ///< outlives the view; nullptr: all of the run
};

/// The source of the program of a run, if it is known; views that show it keep
/// a copy.
struct SourceListing {
  std::string_view title;   ///< one line, without a full stop
  std::string_view file;    ///< as the events name it, "lessons/fork/basic.cpp"
  std::string_view source;  ///< its text

  /// Prose in the reader's language to show below a line, counted from 1.
  struct Note {
    int line;
    std::string_view text;
  };
  std::vector<Note> notes = {};
};

/// Turns runs into text piece by piece: a pure function of its input so far. It
/// is driven like a consumer, live or from a record, one run after the other;
/// the returned pieces together are one document.
class View {
 public:
  virtual ~View() = default;
  /// The next run will have at most so many processes at once. Called before begin() if
  /// that is known, so that there is room for all from the first line on. It is unknown
  /// for a run that is written as it happens, and its record is then written the same
  /// way.
  virtual void expect(std::size_t) {}
  virtual std::string begin(const record::Run& run, const SourceListing& listing) = 0;
  virtual std::string event(const record::Event& event) = 0;
  /// The same of an event that is not told: what it changes shows from the next one on.
  virtual std::string pass(const record::Event&) { return {}; }
  virtual std::string end(const record::End& end) = 0;
  /// No run follows: returns the end of the document.
  virtual std::string finish() { return {}; }
  /// Whether the document is larger than what usually reads it can show.
  virtual bool is_too_large() const { return false; }
};

/// A whole timeline as text.
std::string render(View& view, const record::Timeline& timeline, const SourceListing& listing = {});

}  // namespace view
