#include <string>
#include <vector>

#include "app/practice/printing.hpp"
#include "app/practice/programs/generators.hpp"
#include "app/practice/programs/program_text.hpp"

namespace app::practice {
namespace {

/// What the signal does to a process that has said nothing about it.
bool is_harmless(const std::string& signal) {
  return signal == "SIGCHLD";
}

std::string drawn_signal(Draw& draw) {
  return draw.one_of<std::string>({"SIGTERM", "SIGTERM", "SIGUSR1", "SIGCHLD"});
}

// What is printed

/// A child that prints, and a signal for it.
Draft a_signal(Draw& draw, ProgramText& text) {
  Printing print(text);
  const std::string signal = drawn_signal(draw);
  text.open_child("child");
  print();
  if (draw.toss()) print();
  text.end_child();
  text.send("child", signal);
  if (print.count() < 2) print();
  text.wait();
  print();
  Draft draft;
  draft.fact = is_harmless(signal) ? Fact::harmless_signal : Fact::default_action;
  draft.likely = {print.in_order()};
  return draft;
}

/// It is ignored before the fork, so by both, or by the parent alone.
Draft an_ignored_signal(Draw& draw, ProgramText& text) {
  Printing print(text);
  const std::string signal = draw.toss() ? "SIGTERM" : "SIGUSR1";
  const bool is_early = draw.toss();
  if (is_early) text.ignore(signal);
  text.open_child("child");
  print();
  if (draw.toss()) print();
  text.end_child();
  if (!is_early) text.ignore(signal);
  text.send("child", signal);
  if (draw.toss()) print();
  text.wait();
  print();
  Draft draft;
  draft.fact = is_early ? Fact::ignored_before : Fact::ignored_by_parent;
  draft.likely = {print.in_order()};
  return draft;
}

/// Two children, and one of them is sent a signal.
Draft one_of_two(Draw& draw, ProgramText& text) {
  Printing print(text);
  const std::string signal = draw.toss() ? "SIGTERM" : "SIGKILL";
  const bool first = draw.toss();
  text.open_child("one");
  print();
  text.end_child();
  text.open_child("two");
  print();
  text.end_child();
  text.send(first ? "one" : "two", signal);
  const bool waits_for_it = draw.toss();
  text.wait_for(first == waits_for_it ? "one" : "two");
  print();
  Draft draft;
  draft.fact = Fact::default_action;
  draft.likely = {print.in_order()};
  return draft;
}

/// A handler that prints between any two lines of the child.
Draft a_handler(Draw& draw, ProgramText& text) {
  Printing print(text);
  text.define_handler("on_signal", "H");
  text.handle("SIGUSR1", "on_signal");
  text.open_child("child");
  print();
  if (draw.toss()) print();
  text.end_child();
  text.send("child", "SIGUSR1");
  text.wait();
  print();
  Draft draft;
  draft.fact = Fact::handler_any_time;
  draft.likely = {print.in_order(), {{"H", "A", "H"}}};
  return draft;
}

/// A handler of the parent's, for the end of its child.
Draft a_child_that_ends(Draw& draw, ProgramText& text) {
  Printing print(text);
  text.define_handler("on_end", "H");
  text.handle("SIGCHLD", "on_end");
  text.open_child();
  print();
  text.end_child();
  if (draw.toss()) print();
  text.wait();
  print();
  Draft draft;
  draft.fact = Fact::handler_any_time;
  draft.likely = {print.in_order(), {{"H", "A", "B"}}};
  return draft;
}

// Whether it ends

Draft an_endless_pause(Draw& draw, ProgramText& text) {
  const std::string signal = drawn_signal(draw);
  text.open_child("child");
  text.pause();
  text.end_child();
  text.send("child", signal);
  text.wait();
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = is_harmless(signal) ? Fact::harmless_signal : Fact::default_action;
  return draft;
}

/// It is handled, and may come too early.
Draft a_handled_pause(Draw& draw, ProgramText& text) {
  Printing print(text);
  const std::string signal = draw.toss() ? "SIGUSR1" : "SIGTERM";
  text.define_handler("on_signal", "H");
  text.handle(signal, "on_signal");
  text.open_child("child");
  if (draw.toss()) print();
  text.pause();
  text.end_child();
  text.send("child", signal);
  text.wait();
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = Fact::signal_before_pause;
  return draft;
}

/// It is blocked, and waited for; or blocked, and never let through.
Draft a_blocked_signal(Draw& draw, ProgramText& text) {
  const bool waits = draw.below(3) != 0;
  text.block("SIGUSR1");
  text.open_child("child");
  waits ? text.wait_for_signal("SIGUSR1") : text.pause();
  text.end_child();
  text.send("child", "SIGUSR1");
  text.wait();
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = Fact::signal_blocked;
  return draft;
}

}  // namespace

Draft draft_of_signal(Draw& draw, int level, Programming programming) {
  using Family = Draft (*)(Draw&, ProgramText&);
  static const std::vector<std::vector<Family>> families = {
      {a_signal, a_signal, an_endless_pause},
      {an_ignored_signal, an_ignored_signal, one_of_two, a_handled_pause},
      {a_handler, a_child_that_ends, a_blocked_signal, one_of_two}};
  ProgramText text(programming);
  Draft draft = draw.one_of(families[static_cast<std::size_t>(level - 1)])(draw, text);
  draft.lines = text.lines();
  return draft;
}

}  // namespace app::practice
