#include <fmt/format.h>

#include <array>
#include <vector>

#include "app/practice/printing.hpp"
#include "app/practice/programs/generators.hpp"
#include "app/practice/programs/program_text.hpp"

namespace app::practice {
namespace {

// How many processes

/// A statement of a program that does nothing but fork.
struct ForkStep {
  enum class Kind {
    fork,    // fork();
    loop,    // the body, `times` times
    child,   // if (fork() == 0) body
    gone,    // if (fork() == 0) return 0;
    parent,  // if (fork() > 0) body
    both,    // if (fork() && fork()) body
    either   // if (fork() || fork()) body
  } kind = Kind::fork;
  int times = 1;
  std::vector<ForkStep> body = {};
};

/// What becomes of one process that comes to some statements: how many there are in all
/// then, and how many of these go on below.
struct Grown {
  int all = 1;
  int going_on = 1;
};

Grown grown_by(const std::vector<ForkStep>& steps);

Grown after_both(Grown first, Grown second) {
  return {first.all + first.going_on * (second.all - 1), first.going_on * second.going_on};
}

Grown grown_by(const ForkStep& step) {
  const Grown body = grown_by(step.body);
  switch (step.kind) {
    case ForkStep::Kind::fork:
      return {2, 2};
    case ForkStep::Kind::gone:
      return {2, 1};
    case ForkStep::Kind::child:
    case ForkStep::Kind::parent:
      return {1 + body.all, 1 + body.going_on};
    case ForkStep::Kind::both:
      return {2 + body.all, 2 + body.going_on};
    case ForkStep::Kind::either:
      return {1 + 2 * body.all, 1 + 2 * body.going_on};
    case ForkStep::Kind::loop:
      break;
  }
  Grown grown;
  for (int i = 0; i < step.times; ++i) grown = after_both(grown, body);
  return grown;
}

Grown grown_by(const std::vector<ForkStep>& steps) {
  Grown grown;
  for (const ForkStep& step : steps) grown = after_both(grown, grown_by(step));
  return grown;
}

void write_steps(const std::vector<ForkStep>& steps, ProgramText& text) {
  for (const ForkStep& step : steps) {
    switch (step.kind) {
      case ForkStep::Kind::fork:
        text.fork();
        continue;
      case ForkStep::Kind::gone:
        text.open_child();
        text.end_child();
        continue;
      case ForkStep::Kind::loop:
        text.open(fmt::format("for (int i = 0; i < {}; ++i)", step.times),
                  fmt::format("for i in range({})", step.times));
        break;
      case ForkStep::Kind::child:
        text.open_child();
        break;
      case ForkStep::Kind::parent:
        text.open("if (fork() > 0)", "if os.fork() > 0");
        break;
      case ForkStep::Kind::both:
        text.open("if (fork() && fork())", "if os.fork() and os.fork()");
        break;
      case ForkStep::Kind::either:
        text.open("if (fork() || fork())", "if os.fork() or os.fork()");
        break;
    }
    write_steps(step.body, text);
    text.close();
  }
}

ForkStep drawn_step(Draw& draw, int level) {
  using Kind = ForkStep::Kind;
  const std::vector<ForkStep> plain = {{Kind::fork}};
  std::vector<ForkStep> known = {
      {Kind::fork}, {Kind::child, 1, plain}, {Kind::loop, draw.between(2, 4), {{Kind::gone}}}};
  if (level > 1) {
    known.push_back({Kind::loop, 2, plain});
    known.push_back({Kind::parent, 1, plain});
    known.push_back({Kind::child, 1, {{Kind::child, 1, plain}}});
    known.push_back({Kind::loop, draw.between(2, 3), {{Kind::parent, 1, plain}}});
  }
  if (level > 2) {
    known.push_back({Kind::both, 1, plain});
    known.push_back({Kind::either, 1, plain});
    known.push_back({Kind::either, 1, {{Kind::gone}}});
    known.erase(known.begin());
  }
  return draw.one_of(known);
}

Draft count_processes(Draw& draw, int level, Programming programming) {
  // All orders of so many processes are tried within seconds; Python begins more slowly.
  struct Range {
    int least, most;
  };
  constexpr std::array<Range, 3> kInC = {{{2, 4}, {4, 6}, {5, 7}}};
  constexpr std::array<Range, 3> kInPython = {{{2, 3}, {3, 4}, {4, 4}}};
  const auto at = static_cast<std::size_t>(level - 1);
  const Range range = programming == Programming::c ? kInC[at] : kInPython[at];
  std::vector<ForkStep> steps;
  Grown grown;
  do {
    steps.clear();
    const int count = draw.between(1, level == 1 ? 2 : 3);
    for (int i = 0; i < count; ++i) steps.push_back(drawn_step(draw, level));
    grown = grown_by(steps);
  } while (grown.all < range.least || grown.all > range.most);
  ProgramText text(programming);
  write_steps(steps, text);
  Draft draft;
  draft.asks = Asks::processes;
  draft.lines = text.lines();
  bool is_short = false;
  for (const auto& step : steps)
    is_short = is_short || step.kind == ForkStep::Kind::both || step.kind == ForkStep::Kind::either;
  draft.fact = is_short ? Fact::fork_shortcut : Fact::fork_doubles;
  return draft;
}

// What is printed

/// A child that prints, and a parent that goes on.
Draft one_child(Draw& draw, ProgramText& text) {
  Printing print(text);
  if (draw.toss()) print();
  text.open_child();
  const int children = draw.between(1, 2);
  for (int i = 0; i < children; ++i) print();
  text.end_child();
  print();
  if (children == 1 && draw.toss()) print();
  Draft draft;
  draft.fact = Fact::no_order;
  draft.likely = {print.in_order()};
  return draft;
}

/// A number that both have, and one of them changes.
Draft a_number(Draw& draw, ProgramText& text) {
  const int start = draw.between(1, 5);
  const int added = draw.between(2, 4);
  text.line(fmt::format("int x = {};", start), fmt::format("x = {}", start));
  text.open_child();
  text.line(fmt::format("x += {};", added), fmt::format("x += {}", added));
  text.print_number("x");
  text.end_child();
  text.print_number("x");
  const std::string before = std::to_string(start);
  const std::string after = std::to_string(start + added);
  Draft draft;
  draft.fact = Fact::own_copy;
  draft.likely = {{{after, after}}, {{before, before}}, {{after}}};
  return draft;
}

/// A child that does not end in its branch.
Draft falling_through(Draw& draw, ProgramText& text) {
  Letters letters;
  const std::string first = letters.next();
  const std::string second = letters.next();
  Draft draft;
  draft.fact = Fact::falls_through;
  if (draw.toss()) {
    text.open_child();
    text.print(first);
    text.close();
    text.print(second);
    draft.likely = {{{first, second}}, {{second, first}}};
    return draft;
  }
  const std::string third = letters.next();
  text.open_child();
  text.print(first);
  text.otherwise();
  text.print(second);
  text.close();
  text.print(third);
  draft.likely = {{{first, second, third}}, {{second, first, third}}, {{first, third}}};
  return draft;
}

/// Two children of one parent.
Draft two_children(Draw& draw, ProgramText& text) {
  Printing print(text);
  text.open_child();
  print();
  if (draw.toss()) print();
  text.end_child();
  const bool between = draw.toss();
  if (between) print();
  text.open_child();
  print();
  text.end_child();
  if (!between) print();
  Draft draft;
  draft.fact = Fact::no_order;
  draft.likely = {print.in_order()};
  return draft;
}

/// A child that has a child.
Draft grandchild(Draw& draw, ProgramText& text) {
  Printing print(text);
  text.open_child();
  if (draw.toss()) print();
  text.open_child();
  print();
  text.end_child();
  print();
  text.end_child();
  print();
  Draft draft;
  draft.fact = Fact::no_order;
  draft.likely = {print.in_order()};
  return draft;
}

/// All processes print all that is below their fork.
Draft doubling(Draw& draw, ProgramText& text) {
  Letters letters;
  const std::string first = letters.next();
  const std::string second = letters.next();
  Draft draft;
  draft.fact = Fact::fork_doubles;
  if (draw.toss()) {
    text.print(first);
    text.fork();
    text.print(second);
    draft.likely = {{{first, second}}, {{first, first, second, second}}, {{second}}};
    return draft;
  }
  text.fork();
  text.print(first);
  text.open_child();
  text.print(second);
  text.end_child();
  draft.likely = {{{first, second}}, {{first, second, second}}, {{first, first, second}}};
  return draft;
}

/// What is printed before the fork is still in the buffer.
Draft buffered(Draw& draw, ProgramText& text) {
  Letters letters;
  const std::string first = letters.next();
  const std::string second = letters.next();
  text.print_unfinished(first);
  text.fork();
  Draft draft;
  draft.fact = Fact::copied_buffer;
  if (draw.toss()) {
    text.print(second);
    draft.likely = {{{first + second, second}}, {{first, second, second}}, {{first + second}}};
    return draft;
  }
  const std::string third = letters.next();
  text.print(second);
  text.print(third);
  draft.likely = {{{first + second, third, second, third}},
                  {{first + second, second, third, third}},
                  {{first + second, third}}};
  return draft;
}

Draft print_something(Draw& draw, int level, Programming programming) {
  using Family = Draft (*)(Draw&, ProgramText&);
  static const std::vector<std::vector<Family>> families = {
      {one_child, one_child, a_number},
      {falling_through, two_children, grandchild},
      {doubling, buffered, falling_through, grandchild}};
  ProgramText text(programming);
  Draft draft = draw.one_of(families[static_cast<std::size_t>(level - 1)])(draw, text);
  draft.lines = text.lines();
  return draft;
}

}  // namespace

Draft draft_of_fork(Draw& draw, int level, Programming programming) {
  const bool counts = draw.toss();
  return counts ? count_processes(draw, level, programming)
                : print_something(draw, level, programming);
}

}  // namespace app::practice
