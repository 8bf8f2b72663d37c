#include "tests/support/terminal/program_shell.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <exception>

#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace support {
namespace {

using os::check;

/// The same for every test, independent of the developer's shell.
void set_environment(const Options& options) {
  for (const char* name : {"NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS",
                           "LC_ALL", "LC_CTYPE", "LANGUAGE", "PYTHONUNBUFFERED"}) {
    ::unsetenv(name);
  }
  ::setenv("LANG", "C.UTF-8", 1);
  ::setenv("TERM", "xterm-256color", 1);
  // What a session remembers or is told is none of the developer's.
  ::setenv("XDG_STATE_HOME", "/dev/null", 1);
  ::setenv("XDG_CONFIG_HOME", "/dev/null", 1);
  ::setenv("XDG_DATA_HOME", "/dev/null", 1);
  ::unsetenv("MPDEMO_LESSONS");
  for (const auto& [name, value] : options.environment) {
    if (value) {
      ::setenv(name.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name.c_str());
    }
  }
}

/// Some signals may be blocked or ignored in the tests; a shell's foreground
/// job gets all of them.
void accept_all_signals() {
  for (int signal = 1; signal < SIGRTMIN; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void take_streams(const std::array<os::Fd, 3>& ends) {
  for (int number = 0; number < 3; ++number) {
    const os::Fd& end = ends[static_cast<std::size_t>(number)];
    if (end.is_open()) {
      os::make_standard(end, number);
    } else {
      ::close(number);
    }
  }
}

[[noreturn]] void execute(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  os::fail("cannot execute " + command.front());
}

[[noreturn]] void become_program(const std::vector<std::string>& command, const Options& options,
                                 const std::array<os::Fd, 3>& ends,
                                 const PseudoTerminal* terminal) {
  os::lead_group(0);
  if (terminal) {
    ::signal(SIGTTOU, SIG_IGN);
    check(::tcsetpgrp(terminal->program_end(), ::getpid()), "cannot come to the foreground");
  }
  take_streams(ends);
  accept_all_signals();
  set_environment(options);
  if (options.before_exec) options.before_exec();
  execute(command);
}

void send_word(const os::Fd& report, int word) {
  check(::write(report.get(), &word, sizeof word), "cannot report");
}

/// Reports every stop, and finally the end.
void watch(pid_t program, const os::Fd& report) {
  int status = 0;
  do {
    check(os::uninterrupted([&] { return ::waitpid(program, &status, WUNTRACED); }),
          "cannot wait for the program");
    send_word(report, status);
  } while (WIFSTOPPED(status));
}

}  // namespace

void play_shell(const std::vector<std::string>& command, const Options& options,
                const std::array<os::Fd, 3>& ends, const PseudoTerminal* terminal,
                const os::Fd& report) {
  // A copy of the test program, which must never return into Catch.
  try {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (terminal) {
      check(::setsid(), "cannot lead a session");
      check(::ioctl(terminal->program_end(), TIOCSCTTY, 0), "cannot take the terminal");
    }
    const pid_t program = os::fork();
    if (program == 0) become_program(command, options, ends, terminal);
    os::close_all_but({report.get()});
    send_word(report, program);
    watch(program, report);
    // A session without its leader loses its terminal and the output on its way
    // to the test: stay until everything has been read.
    char none = 0;
    os::uninterrupted([&] { return ::read(report.get(), &none, 1); });
    os::exit_now(0);
  } catch (const std::exception& error) {
    const std::string sentence = fmt::format("{}\n", error.what());
    static_cast<void>(!::write(STDERR_FILENO, sentence.data(), sentence.size()));
    os::exit_now(127);
  }
}

}  // namespace support
