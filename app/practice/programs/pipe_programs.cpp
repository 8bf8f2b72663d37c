#include <string>
#include <vector>

#include "app/practice/printing.hpp"
#include "app/practice/programs/generators.hpp"
#include "app/practice/programs/program_text.hpp"

namespace app::practice {
namespace {

using Pipe = ProgramText::Pipe;

// What is printed

/// One byte from one to the other, with prints around.
Draft one_message(Draw& draw, ProgramText& text) {
  Printing print(text);
  const bool child_writes = draw.toss();
  const auto writes = [&](const Pipe& pipe) {
    const bool before = draw.toss();
    if (before) print();
    text.write(pipe.writing, "x");
    if (!before || draw.toss()) print();
  };
  const auto reads = [&](const Pipe& pipe) {
    if (draw.toss()) print();
    text.declare_byte();
    text.read(pipe.reading);
    print();
  };
  const Pipe pipe = text.make_pipe();
  text.open_child();
  child_writes ? writes(pipe) : reads(pipe);
  text.end_child();
  child_writes ? reads(pipe) : writes(pipe);
  text.wait();
  Draft draft;
  draft.fact = Fact::read_waits;
  draft.likely = {print.in_order()};
  return draft;
}

/// Two children that write a byte each.
Draft two_writers(Draw& draw, ProgramText& text) {
  Printing print(text);
  const Pipe pipe = text.make_pipe();
  const bool prints = draw.toss();
  for (const char* byte : {"x", "y"}) {
    text.open_child();
    text.write(pipe.writing, byte);
    if (prints && *byte == 'x') print();
    text.end_child();
  }
  text.declare_byte();
  text.read_and_print(pipe.reading);
  if (!prints) text.read_and_print(pipe.reading);
  Draft draft;
  draft.fact = Fact::writers_mix;
  draft.likely = {{{"x", "y"}}, {{"x", "x"}}};
  if (prints) draft.likely = {{{"A", "x"}}, {{"x"}}, {{"A", "x", "y"}}};
  return draft;
}

/// Two writes of one byte, and a read that would take both.
Draft one_read_for_two(Draw& draw, ProgramText& text) {
  Printing print(text);
  const Pipe pipe = text.make_pipe();
  const bool prints = draw.toss();
  text.open_child();
  text.write(pipe.writing, "x");
  if (prints) print();
  text.write(pipe.writing, "y");
  text.end_child();
  text.only_c("char got[3] = \"\";");
  text.needs("stdio.h", "");
  text.line("read(" + pipe.reading + ", got, 2);", "got = os.read(" + pipe.reading + ", 2)");
  text.line("printf(\"%s\\n\", got);", "print(got.decode(), flush=True)");
  text.wait();
  Draft draft;
  draft.fact = Fact::read_takes_what_is_there;
  draft.likely = {{{"y"}}, {{"x", "y"}}};
  if (prints) draft.likely = {{{"xy", "A"}}, {{"A", "y"}}, {{"A", "x", "y"}}};
  return draft;
}

/// There and back again, through two pipes.
Draft there_and_back(Draw& draw, ProgramText& text) {
  Printing print(text);
  const auto pipes = text.make_pipes("there", "back");
  text.declare_byte();
  text.open_child();
  if (draw.toss()) print();
  text.read(pipes[0].reading);
  print();
  text.write(pipes[1].writing, "y");
  if (draw.toss()) print();
  text.end_child();
  text.write(pipes[0].writing, "x");
  if (print.count() < 3) print();
  text.read(pipes[1].reading);
  print();
  Draft draft;
  draft.fact = Fact::read_waits;
  draft.likely = {print.in_order()};
  return draft;
}

// To the end of a pipe

/// Writes a program that reads a pipe to its end, with some of the closes that this takes.
class Stream {
 public:
  enum class Shape { parent_writes, child_writes, two_children };
  /// `missing`: which of the closes that are needed is left out; -1: none.
  Stream(ProgramText& text, Shape shape, int missing) : text_(text), missing_(missing) {
    pipe_ = text.make_pipe();
    switch (shape) {
      case Shape::parent_writes:
        parent_writes();
        break;
      case Shape::child_writes:
        child_writes();
        break;
      case Shape::two_children:
        two_children();
        break;
    }
  }

  static int needed_in(Shape shape) { return shape == Shape::child_writes ? 1 : 2; }

  /// Where a close might be added, the missing one first; the program is whole.
  std::vector<Repair> repairs(Draw& draw) const {
    std::vector<Repair> wrong;
    std::vector<Repair> all;
    for (const Slot& slot : slots_) {
      const Repair repair{text_.line_at(slot.place), slot.line};
      (slot.is_missing ? all : wrong).push_back(repair);
    }
    draw.shuffle(wrong);
    for (const Repair& repair : wrong) {
      if (all.size() < 4) all.push_back(repair);
    }
    return all;
  }

 private:
  struct Slot {
    std::size_t place;
    std::string line;
    bool is_missing;
  };

  void parent_writes() {
    text_.open_child();
    needed(0, pipe_.writing);
    could(pipe_.reading);
    reads();
    if (missing_ == 0) could(pipe_.writing);
    could(pipe_.reading);
    text_.end_child();
    text_.close_end(pipe_.reading);
    if (missing_ == 1) could(pipe_.writing);
    text_.write(pipe_.writing, "xy");
    needed(1, pipe_.writing);
    text_.wait();
    if (missing_ == 1) could(pipe_.writing);
  }

  void child_writes() {
    text_.open_child();
    text_.close_end(pipe_.reading);
    could(pipe_.writing);
    text_.write(pipe_.writing, "xy");
    could(pipe_.writing);
    text_.end_child();
    needed(0, pipe_.writing);
    could(pipe_.reading);
    reads();
    could(pipe_.writing);
    text_.wait();
    could(pipe_.reading);
  }

  void two_children() {
    text_.open_child();
    could(pipe_.reading);
    text_.write(pipe_.writing, "xy");
    could(pipe_.writing);
    text_.end_child();
    text_.open_child();
    needed(0, pipe_.writing);
    reads();
    if (missing_ == 0) could(pipe_.writing);
    text_.end_child();
    needed(1, pipe_.writing);
    could(pipe_.reading);
    text_.wait();
    if (missing_ == 1) could(pipe_.writing);
    text_.wait();
  }

  void reads() {
    text_.declare_byte();
    text_.read_all_and_print(pipe_.reading);
  }

  void needed(int number, const std::string& end) {
    if (number != missing_) return text_.close_end(end);
    slots_.push_back({text_.place(), text_.indentation() + text_.close_call(end), true});
  }
  void could(const std::string& end) {
    const Slot slot{text_.place(), text_.indentation() + text_.close_call(end), false};
    // The same after the same line is no other option.
    for (const Slot& known : slots_) {
      if (known.place == slot.place && known.line == slot.line) return;
    }
    slots_.push_back(slot);
  }

  ProgramText& text_;
  int missing_;
  Pipe pipe_;
  std::vector<Slot> slots_;
};

Stream::Shape shape_for(Draw& draw, int level) {
  using Shape = Stream::Shape;
  if (level == 1) return Shape::child_writes;
  if (level == 2) return draw.toss() ? Shape::parent_writes : Shape::child_writes;
  return draw.toss() ? Shape::parent_writes : Shape::two_children;
}

Draft a_stream(Draw& draw, int level, Programming programming) {
  const bool asks_close = level > 1 && draw.below(3) != 0;
  const Stream::Shape shape = shape_for(draw, level);
  const int needed = Stream::needed_in(shape);
  const int missing = asks_close    ? draw.between(0, needed - 1)
                      : draw.toss() ? -1
                                    : draw.between(0, needed - 1);
  ProgramText text(programming);
  const Stream stream(text, shape, missing);
  Draft draft;
  draft.asks = asks_close ? Asks::close : Asks::ending;
  draft.fact = Fact::end_of_pipe;
  draft.lines = text.lines();
  if (asks_close) draft.repairs = stream.repairs(draw);
  return draft;
}

}  // namespace

Draft draft_of_pipe(Draw& draw, int level, Programming programming) {
  if (draw.toss()) return a_stream(draw, level, programming);
  using Family = Draft (*)(Draw&, ProgramText&);
  static const std::vector<std::vector<Family>> families = {
      {one_message}, {one_message, two_writers}, {there_and_back, one_read_for_two}};
  ProgramText text(programming);
  Draft draft = draw.one_of(families[static_cast<std::size_t>(level - 1)])(draw, text);
  draft.lines = text.lines();
  return draft;
}

}  // namespace app::practice
