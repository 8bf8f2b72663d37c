#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/practice/programs/draft.hpp"

namespace app::practice {

/// A small program as it is being written, in C or in Python, statement by statement. A
/// generator drives it, and then takes its lines.
class ProgramText {
 public:
  explicit ProgramText(Programming programming) : programming_(programming) {}

  bool is_c() const { return programming_ == Programming::c; }
  Programming programming() const { return programming_; }

  /// A statement, or the line that a block begins with.
  void line(std::string_view c, std::string_view python);
  void only_c(std::string_view c);
  void only_python(std::string_view python);
  void open(std::string_view c, std::string_view python);
  void close();
  /// The block is over, and the one that follows it is for all other cases.
  void otherwise();
  /// Lines before main().
  void before_main(std::string_view c, std::string_view python);
  /// "unistd.h", "os"; Python imports need `from` where a name is taken from a module.
  void needs(std::string_view header, std::string_view module);

  void print(std::string_view word);
  /// Without its newline: it stays in the buffer.
  void print_unfinished(std::string_view word);
  /// The value of a variable, or of an expression that both languages read alike.
  void print_number(std::string_view expression);

  void fork();
  void open_child();
  void open_child(std::string_view name);
  void end_child(int status = 0);
  void wait();
  void wait_for(std::string_view name);
  /// Waits for any child and prints its exit status. `is_first`: declares the variable.
  void wait_and_print_status(bool is_first);

  /// The ends of a pipe, as they are called.
  struct Pipe {
    std::string reading;
    std::string writing;
  };
  Pipe make_pipe();
  /// Two of them, called `a` and `b`.
  std::vector<Pipe> make_pipes(std::string_view a, std::string_view b);
  void write(const std::string& end, std::string_view bytes);
  void declare_byte();
  void read(const std::string& end);
  void read_and_print(const std::string& end);
  void read_all_and_print(const std::string& end);
  void close_end(const std::string& end);

  /// `count` semaphores or locks, which begin with that value; what each is called.
  std::vector<std::string> make_locks(const std::vector<int>& values);
  void acquire(const std::string& lock);
  void release(const std::string& lock);

  void send(std::string_view name, std::string_view signal);
  void handle(std::string_view signal, std::string_view handler);
  void ignore(std::string_view signal);
  /// A function before main() that prints the word when the signal comes.
  void define_handler(std::string_view name, std::string_view word);
  void block(std::string_view signal);
  void wait_for_signal(std::string_view signal);
  void pause();

  /// How many lines of the program there are so far, for line_at().
  std::size_t place() const { return body_.size(); }
  /// The number, from 1, of the line that was the last one at that place. The program is whole.
  std::size_t line_at(std::size_t place) const;
  /// The indentation of what comes next.
  std::string indentation() const;
  std::string close_call(const std::string& end) const;

  /// The whole program.
  std::vector<std::string> lines() const;

 private:
  std::vector<std::string> head() const;

  Programming programming_;
  std::set<std::string> headers_;
  std::set<std::string> modules_;
  std::vector<std::string> before_;
  std::vector<std::string> body_;
  std::size_t depth_ = 0;
  bool prints_ = false;
};

}  // namespace app::practice
