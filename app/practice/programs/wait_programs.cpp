#include <vector>

#include "app/practice/printing.hpp"
#include "app/practice/programs/generators.hpp"
#include "app/practice/programs/program_text.hpp"

namespace app::practice {
namespace {

/// One child, and a wait somewhere below it.
Draft wait_for_one(Draw& draw, ProgramText& text) {
  Printing print(text);
  if (draw.toss()) print();
  text.open_child();
  print();
  if (draw.toss()) print();
  text.end_child();
  if (draw.below(3) != 0) print();
  text.wait();
  print();
  Draft draft;
  draft.fact = Fact::waits_for_one;
  draft.likely = {print.in_order()};
  return draft;
}

/// Two children, and waits between and below them.
Draft wait_for_two(Draw& draw, ProgramText& text) {
  Printing print(text);
  const bool between = draw.toss();
  const bool second = draw.toss();
  text.open_child();
  print();
  text.end_child();
  if (between) text.wait();
  text.open_child();
  print();
  if (!second) print();
  text.end_child();
  text.wait();
  print();
  if (!between && second) {
    text.wait();
    print();
  }
  Draft draft;
  draft.fact = between ? Fact::waits_for_one : Fact::waits_for_any;
  draft.likely = {print.in_order()};
  return draft;
}

/// Two children, of which one is waited for by its PID.
Draft wait_for_that(Draw& draw, ProgramText& text) {
  Printing print(text);
  const bool first = draw.toss();
  text.open_child("one");
  print();
  text.end_child();
  text.open_child("two");
  print();
  text.end_child();
  text.wait_for(first ? "one" : "two");
  print();
  if (draw.toss()) {
    text.wait_for(first ? "two" : "one");
    print();
  }
  Draft draft;
  draft.fact = Fact::waits_for_that;
  draft.likely = {print.in_order()};
  return draft;
}

/// Two exit statuses, in the order in which the children are reaped.
Draft statuses(Draw& draw, ProgramText& text) {
  const int first = draw.between(1, 4);
  const int second = first + draw.between(1, 3);
  const bool prints = draw.toss();
  Letters letters;
  const std::string word = letters.next();
  text.open_child();
  if (prints) text.print(word);
  text.end_child(first);
  text.open_child();
  text.end_child(second);
  text.wait_and_print_status(true);
  text.wait_and_print_status(false);
  const std::string one = std::to_string(first);
  const std::string two = std::to_string(second);
  Draft draft;
  draft.fact = Fact::exit_status;
  draft.likely = {{{one, one}}, {{two}}};
  if (prints) draft.likely = {{{one, word, two}}, {{two, one, word}}, {{word, one, one}}};
  return draft;
}

/// A child that waits for a child of its own.
Draft chain(Draw& draw, ProgramText& text) {
  Printing print(text);
  const bool child_waits = draw.toss();
  text.open_child();
  text.open_child();
  print();
  text.end_child();
  if (child_waits) text.wait();
  print();
  text.end_child();
  text.wait();
  print();
  Draft draft;
  draft.fact = Fact::waits_for_one;
  draft.likely = {print.in_order()};
  return draft;
}

/// Does it end? In C wait() without a child returns at once.
Draft odd_waits(Draw& draw, ProgramText& text) {
  Printing print(text);
  const bool pauses = !text.is_c() || draw.toss();
  const bool parent_waits = draw.toss();
  text.open_child();
  print();
  if (pauses)
    text.pause();
  else
    text.wait();
  print();
  text.end_child();
  if (parent_waits) text.wait();
  print();
  if (!parent_waits) {
    // Then the parent ends, and its child goes on alone.
    if (draw.toss()) text.wait();
  }
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = pauses ? Fact::paused_for_ever : Fact::no_child_to_wait_for;
  return draft;
}

}  // namespace

Draft draft_of_wait(Draw& draw, int level, Programming programming) {
  using Family = Draft (*)(Draw&, ProgramText&);
  static const std::vector<std::vector<Family>> families = {
      {wait_for_one},
      {wait_for_two, wait_for_two, chain, odd_waits},
      {wait_for_that, statuses, chain}};
  ProgramText text(programming);
  Draft draft = draw.one_of(families[static_cast<std::size_t>(level - 1)])(draw, text);
  draft.lines = text.lines();
  return draft;
}

}  // namespace app::practice
