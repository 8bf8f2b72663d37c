#pragma once

#include <string>

#include "app/quiz/quiz.hpp"
#include "lessons/question.hpp"

// Questions and events for the tests of the quiz.

namespace tests {

/// One of them, or both?
inline lessons::Question coin() {
  const lessons::Sign heads{"child-1", "print", "heads", {}, {}};
  const lessons::Sign tails{"child-1", "print", "tails", {}, {}};
  return {"parent",
          "toss",
          "Which side?",
          lessons::Question::Truth::run,
          {{"Heads", {heads}}, {"Tails", {tails}}, {"One after the other", {heads, tails}}},
          "A coin has two sides."};
}

inline lessons::Question first_to_end() {
  return {"parent",
          "end",
          "Who ends first?",
          lessons::Question::Truth::run,
          {{"The parent", {{"parent", "exit", {}, {}, {}}}},
           {"The child", {{"child-1", "exit", {}, {}, {}}}}},
          "Parents wait."};
}

inline lessons::Question order() {
  return {"parent",
          "tick",
          "Does the child's tock come after a tick?",
          lessons::Question::Truth::run,
          {{"No", {{"child-1", "print", "tock", {}, "tick"}}},
           {"Yes", {{"child-1", "print", "tock", "tick", {}}}}},
          "Clocks do so."};
}

inline lessons::Question stuck() {
  return {"parent",
          "lock",
          "Does it end?",
          lessons::Question::Truth::run,
          {{"Yes", {{{}, "ok", {}, {}, {}}}}, {"No", {{{}, "deadlock", {}, {}, {}}}}},
          "It depends."};
}

inline record::Event act(const std::string& name, probe::Kind kind, const std::string& text = {}) {
  record::Event event;
  event.name = name;
  event.act.kind = kind;
  event.act.text = text;
  return event;
}
inline record::Event printed(const std::string& name, const std::string& text) {
  return act(name, probe::Kind::print, text);
}
inline record::Event ends(const std::string& name) {
  return act(name, probe::Kind::exit);
}

inline record::End ended(const std::string& status) {
  record::End end;
  end.status = status;
  return end;
}

}  // namespace tests
