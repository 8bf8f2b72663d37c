#include <algorithm>
#include <string>
#include <vector>

#include "app/practice/printing.hpp"
#include "app/practice/programs/generators.hpp"
#include "app/practice/programs/program_text.hpp"

namespace app::practice {
namespace {

// What is printed

/// Two processes with two prints each; `value`: how many the lock lets in.
Draft sections(Draw& draw, ProgramText& text, int value, bool child_takes, bool parent_takes) {
  Printing print(text);
  const std::string lock = text.make_locks({value}).front();
  const auto prints = [&](bool takes) {
    if (takes) text.acquire(lock);
    print();
    print();
    if (takes) text.release(lock);
  };
  text.open_child();
  prints(child_takes);
  text.end_child();
  prints(parent_takes);
  if (draw.toss()) text.wait();
  Draft draft;
  draft.fact = value > 1                     ? Fact::lock_for_two
               : child_takes && parent_takes ? Fact::lock_excludes
                                             : Fact::lock_for_takers;
  draft.likely = {print.in_order(), {{"C", "D", "A", "B"}}, {{"A", "C", "B", "D"}}};
  return draft;
}

Draft both_take_it(Draw& draw, ProgramText& text) {
  return sections(draw, text, 1, true, true);
}

Draft one_takes_it(Draw& draw, ProgramText& text) {
  const bool child = draw.toss();
  return sections(draw, text, 1, child, !child);
}

Draft two_may_have_it(Draw& draw, ProgramText& text) {
  return sections(draw, text, 2, true, true);
}

/// A semaphore that begins with 0: a process waits until the other is so far.
Draft an_event(Draw& draw, ProgramText& text) {
  Printing print(text);
  const std::string lock = text.make_locks({0}).front();
  const bool child_first = draw.toss();
  const auto first = [&] {
    print();
    text.release(lock);
    if (draw.toss()) print();
  };
  const auto second = [&] {
    if (draw.toss()) print();
    text.acquire(lock);
    print();
  };
  text.open_child();
  child_first ? first() : second();
  text.end_child();
  child_first ? second() : first();
  Draft draft;
  draft.fact = Fact::event_first;
  draft.likely = {print.in_order()};
  return draft;
}

/// A lock of a file belongs to what open() has made, which a fork shares.
Draft a_file(Draw& draw, ProgramText& text) {
  Printing print(text);
  const bool is_shared = draw.toss();
  text.needs("fcntl.h", "fcntl");
  text.needs("sys/file.h", "");
  const auto opens = [&] {
    text.line("int file = open(\"lock\", O_RDWR | O_CREAT, 0600);",
              "file = os.open(\"lock\", os.O_RDWR | os.O_CREAT)");
  };
  const auto prints = [&] {
    if (!is_shared) opens();
    text.line("flock(file, LOCK_EX);", "fcntl.flock(file, fcntl.LOCK_EX)");
    print();
    print();
    text.line("flock(file, LOCK_UN);", "fcntl.flock(file, fcntl.LOCK_UN)");
  };
  if (is_shared) opens();
  text.open_child();
  prints();
  text.end_child();
  prints();
  Draft draft;
  draft.fact = is_shared ? Fact::lock_shared : Fact::lock_excludes;
  draft.likely = {print.in_order(), {{"A", "C", "B", "D"}}, {{"C", "D", "A", "B"}}};
  return draft;
}

// Whether it ends

/// A process takes two locks, one after the other.
void take_two(ProgramText& text, const std::string& one, const std::string& other, bool at_once) {
  text.acquire(one);
  if (!at_once) text.release(one);
  text.acquire(other);
  text.release(other);
  if (at_once) text.release(one);
}

Draft in_two_orders(Draw& draw, ProgramText& text, bool may_let_go) {
  const auto locks = text.make_locks({1, 1});
  const bool same = draw.below(3) == 0;
  const bool lets_go = may_let_go && draw.toss();
  const bool child_begins_with_a = draw.toss();
  const std::size_t first = child_begins_with_a ? 0 : 1;
  text.open_child();
  take_two(text, locks[first], locks[1 - first], !lets_go);
  text.end_child();
  const std::size_t second = same ? first : 1 - first;
  take_two(text, locks[second], locks[1 - second], true);
  text.wait();
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = same ? Fact::one_order : Fact::two_locks;
  return draft;
}

Draft two_orders(Draw& draw, ProgramText& text) {
  return in_two_orders(draw, text, false);
}

Draft two_orders_or_none(Draw& draw, ProgramText& text) {
  return in_two_orders(draw, text, true);
}

/// Who waits for a child, or ends, while it holds a lock.
Draft kept(Draw& draw, ProgramText& text) {
  const std::string lock = text.make_locks({1}).front();
  const bool waits_first = draw.toss();
  const bool child_gives_back = waits_first || draw.toss();
  text.open_child();
  text.acquire(lock);
  if (child_gives_back) text.release(lock);
  text.end_child();
  text.acquire(lock);
  if (waits_first && draw.below(3) != 0) {
    text.wait();
    text.release(lock);
  } else {
    text.release(lock);
    text.wait();
  }
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = Fact::lock_kept;
  return draft;
}

/// Each waits for the other to say something first, or one of them speaks.
Draft two_events(Draw& draw, ProgramText& text) {
  const auto events = text.make_locks({0, 0});
  const bool child_speaks = draw.toss();
  const bool parent_speaks = draw.toss();
  const auto talks = [&](const std::string& own, const std::string& other, bool speaks) {
    if (speaks) text.release(other);
    text.acquire(own);
    if (!speaks) text.release(other);
  };
  text.open_child();
  talks(events[0], events[1], child_speaks);
  text.end_child();
  talks(events[1], events[0], parent_speaks);
  text.wait();
  Draft draft;
  draft.asks = Asks::ending;
  draft.fact = Fact::event_first;
  return draft;
}

}  // namespace

Draft draft_of_lock(Draw& draw, int level, Programming programming) {
  using Family = Draft (*)(Draw&, ProgramText&);
  static const std::vector<std::vector<Family>> families = {
      {both_take_it, two_orders},
      {one_takes_it, an_event, two_orders_or_none},
      {two_may_have_it, a_file, kept, two_events}};
  ProgramText text(programming);
  Draft draft = draw.one_of(families[static_cast<std::size_t>(level - 1)])(draw, text);
  draft.lines = text.lines();
  return draft;
}

}  // namespace app::practice
