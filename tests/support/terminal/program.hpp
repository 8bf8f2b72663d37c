#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/os/descriptors/fd.hpp"
#include "core/os/process/exit_status.hpp"
#include "tests/support/terminal/pseudo_terminal.hpp"

namespace support {

/// Where one of a program's streams goes.
struct Stream {
  enum class To {
    null,      ///< /dev/null
    closed,    ///< the descriptor is not open
    pipe,      ///< a pipe to the test, which keeps the output
    unread,    ///< a pipe without a reader's attention: it fills up
    one_line,  ///< a pipe whose reader leaves after the first line, like `head -1`
    file,      ///< the file at `path`, from its beginning
    append,    ///< appended to the file at `path`, like other writers' output
    output,    ///< the same description as standard output, like `2>&1`
    terminal   ///< the program's controlling terminal
  };

  Stream(To where) : to(where) {}
  explicit Stream(std::string file, To how = To::file) : to(how), path(std::move(file)) {}

  To to;
  std::string path;
};

/// How a program is started.
struct Options {
#ifdef __SANITIZE_ADDRESS__  // all that computes takes several times as long
  static constexpr std::chrono::seconds kPatience{240};
#else
  static constexpr std::chrono::seconds kPatience{60};
#endif

  Stream input = Stream::To::null;
  Stream output = Stream::To::pipe;
  Stream error = Stream::To::pipe;
  /// Variables to set; without a value: to remove.
  std::map<std::string, std::optional<std::string>> environment;
  /// Done by the new process just before it becomes the program.
  std::function<void()> before_exec;
  /// Of the terminal, if there is one.
  unsigned short columns = 80;
  unsigned short rows = 24;
  /// The longest wait for anything that the program does.
  std::chrono::seconds patience = kPatience;
};

/// All three streams are a terminal.
Options on_terminal();
/// The same, too low for a full-screen session.
Options on_small_terminal();

/// A program that runs beside the test, which acts as its user. A process
/// between the two acts as the shell, so that the program can be stopped and
/// continued like any job. Nothing waits longer than its patience: then it throws,
/// with the output so far.
class Program {
 public:
  /// Looks `path` up as a shell does.
  Program(const std::string& path, std::vector<std::string> arguments, const Options& options = {});
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  /// Kills the program, if it still runs.
  ~Program();

  pid_t pid() const { return pid_; }
  void send_signal(int signal) const;
  /// Types on the terminal, or writes into the input pipe.
  void send_keys(std::string_view keys) const;
  /// Closes the terminal's window.
  void close_window();

  /// Returns once `text` has come out, after what was expected before.
  void expect(std::string_view text);
  /// Returns once the program has ended and all it wrote has been read.
  os::ExitStatus wait();
  /// Returns once a signal has stopped the program, with that signal.
  int wait_until_stopped();

  /// The output so far. On a terminal it includes the errors.
  const std::string& output() const { return shown().bytes; }
  const std::string& error() const { return error_.bytes; }
  /// How many bytes are in the unread pipe.
  int unread() const;

  /// The terminal's modes before the start, and now or, afterwards, at the end.
  const termios& modes_before() const { return modes_before_; }
  termios modes() const { return modes_after_ ? *modes_after_ : terminal_->modes(); }
  PseudoTerminal& terminal() { return *terminal_; }

 private:
  struct Reader {
    os::Fd fd;
    std::string bytes;
    bool leaves_after_line = false;
  };

  os::Fd open_stream(std::size_t number, const Stream& stream);
  void start_shell(const std::vector<std::string>& command, const Options& options,
                   std::array<os::Fd, 3> ends);
  void let_shell_go();
  void until(const std::function<bool()>& happened, std::string_view what);
  void listen(std::chrono::milliseconds limit);
  void read_piece(Reader& reader);
  void hear_shell();
  bool all_is_read() const;
  const Reader& shown() const { return output_is_terminal_ ? screen_ : output_; }

  std::string name_;
  std::chrono::seconds patience_;
  std::optional<PseudoTerminal> terminal_;
  bool output_is_terminal_ = false;
  termios modes_before_{};
  std::optional<termios> modes_after_;
  os::Fd input_;
  os::Fd unread_;
  Reader output_;
  Reader error_;
  Reader screen_;
  std::size_t expected_ = 0;  // expected text must come after this position
  pid_t shell_ = 0;
  os::Fd report_;  // from the shell: the program's PID, then what wait(2) says
  pid_t pid_ = 0;
  std::optional<int> stopped_by_;
  std::optional<os::ExitStatus> ended_;
};

/// The result of a program that ran to its end.
struct Finished {
  std::string output;
  std::string error;
  os::ExitStatus status;
};
Finished run(const std::string& path, const std::vector<std::string>& arguments,
             const Options& options = {});

/// Waits until the condition is true; false if it is not within `limit`.
bool eventually(const std::function<bool()>& is_so,
                std::chrono::milliseconds limit = Options::kPatience);

/// The children that process `pid` has now.
std::vector<pid_t> children_of(pid_t pid);

}  // namespace support
