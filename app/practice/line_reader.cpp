#include "app/practice/line_reader.hpp"

#include <signal.h>

#include "app/cli/errors.hpp"
#include "app/output/destination.hpp"
#include "app/session/step_terminal.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/signals.hpp"

namespace app::practice {
namespace {

constexpr char kEndOfInput = '\x04';

}  // namespace

std::optional<std::string> asked_line(const std::string& prompt) {
  os::TerminalMode terminal = open_step_terminal(
      false, "--format text writes the questions and their answers.", "practice");
  os::SignalFd signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP});
  write_to_stdout(prompt);
  std::string line;
  // The terminal is as it always is: it shows what is typed, and gives a whole line.
  for (;;) {
    os::wait_to_read({signals.get(), terminal.get()}, std::nullopt);
    while (const auto signal = signals.next()) {
      if (*signal != SIGTSTP) throw Interrupted{*signal};
      os::suffer(SIGTSTP);
      write_to_stdout("\n" + prompt);
    }
    while (const auto key = terminal.next_key()) {
      if (*key == kEndOfInput) {
        write_to_stdout("\n");
        return std::nullopt;
      }
      if (*key == '\n' || *key == '\r') return line;
      line += *key;
    }
  }
}

}  // namespace app::practice
