#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/language/language.hpp"

namespace app {

/// A process's mark at the line that it is about to run.
struct Mark {
  std::string name;  ///< short: "p", "c1"
  int ordinal = 0;
  int line = 0;
  bool acts = false;   ///< it is the proposed one
  bool waits = false;  ///< it cannot run the line yet
};

/// A process that may act next, or waits.
struct Candidate {
  int number = 0;  ///< the key that chooses it; 0: none
  int ordinal = 0;
  std::string name;          ///< "parent 4276"
  std::string what;          ///< "is about to print (line 18)"
  bool is_proposed = false;  ///< Enter chooses it
  bool may_act = false;      ///< it can be chosen, with a key or without
  std::string brief = {};    ///< "parent": the name alone
  std::string leaves = {};   ///< "9 of 14 outcomes left": if it acts; may be empty
};

/// A question to be answered before the next act.
struct QuestionText {
  std::string text;
  std::vector<std::string> answers;  ///< by number, from 1
};

/// A key, and what it does in a word or two.
struct KeyHint {
  std::string key;
  std::string does;
};

/// A text shown over the demo.
struct Overlay {
  std::string title;
  std::vector<std::string> lines;  ///< as wide as they need to be
  std::size_t top = 0;             ///< the first visible line
  bool is_painted = false;         ///< the lines have colours, as their view painted them
};

/// Everything that a full screen shows at one moment, as plain data. A session
/// fills it in, and compose() makes a frame of it; all texts are harmless.
struct Scene {
  struct Line {
    int number = 0;
    std::string text;
  };

  std::string demo;   ///< "fork/basic"
  std::string title;  ///< of its page; in two languages, a line each
  std::size_t acts = 0;
  std::string place;   ///< "event 3 of 12", in place of the acts; may be empty
  std::string status;  ///< the status line; may be empty

  std::vector<Line> listing;  ///< the code of the page
  int focus = 0;              ///< the number of the line to keep visible; 0: the first
  std::vector<Mark> marks;

  std::string change;                       ///< what the last act has changed; may be empty
  std::vector<std::string> things;          ///< what is in all else that processes share
  std::vector<std::string> things_in_full;  ///< the same with more, if there is room for all

  std::string heads;               ///< the names above the lanes
  std::vector<std::string> lanes;  ///< as painted by their view, the newest last

  std::vector<std::string> prose;  ///< paragraphs for the current line
  std::size_t text_top = 0;        ///< the first visible line of the prose or question
  std::vector<Candidate> candidates;
  std::optional<QuestionText> question;  ///< shown in place of the candidates

  std::vector<KeyHint> keys;  ///< the important ones first, quitting last
  std::optional<Overlay> overlay;
  bool ascii = false;
  Language language = Language::english;  ///< of the words that the screen adds
};

}  // namespace app
