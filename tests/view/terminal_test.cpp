#include "core/view/formatting/terminal.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <map>

#include "tests/support/catch.hpp"

using view::Colour;
using view::Terminal;

namespace {

using Variables = std::map<std::string, std::string>;

view::Environment environment(Variables variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

/// A terminal; the test drives both of its ends.
class PseudoTerminal {
 public:
  PseudoTerminal() {
    REQUIRE(master_ >= 0);
    REQUIRE(::grantpt(master_) == 0);
    REQUIRE(::unlockpt(master_) == 0);
    fd_ = ::open(::ptsname(master_), O_RDWR | O_NOCTTY | O_CLOEXEC);
    REQUIRE(fd_ >= 0);
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;
  ~PseudoTerminal() {
    ::close(fd_);
    ::close(master_);
  }

  int fd() const { return fd_; }

  void resize(unsigned short columns) {
    winsize size{};
    size.ws_row = 24;
    size.ws_col = columns;
    REQUIRE(::ioctl(master_, TIOCSWINSZ, &size) == 0);
  }

 private:
  int master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  int fd_ = -1;
};

constexpr int kNoTerminal = -1;

bool colour(int fd, Variables variables, Colour option = Colour::automatic) {
  return Terminal(fd, environment(std::move(variables))).colour(option);
}

bool unicode(Variables variables) {
  return Terminal(kNoTerminal, environment(std::move(variables))).unicode();
}

int width(int fd, Variables variables) {
  return Terminal(fd, environment(std::move(variables))).width();
}

}  // namespace

TEST_CASE("a pseudo-terminal is a terminal, a file is not") {
  const PseudoTerminal pty;
  CHECK(Terminal(pty.fd(), environment({})).is_terminal());
  CHECK_FALSE(Terminal(kNoTerminal, environment({})).is_terminal());
}

TEST_CASE("colour follows the stream when nobody says anything else") {
  const PseudoTerminal pty;
  CHECK(colour(pty.fd(), {{"TERM", "xterm"}}));
  CHECK_FALSE(colour(kNoTerminal, {{"TERM", "xterm"}}));
}

TEST_CASE("the option decides over every variable") {
  const PseudoTerminal pty;
  CHECK(colour(kNoTerminal, {{"NO_COLOR", "1"}, {"TERM", "dumb"}}, Colour::always));
  CHECK_FALSE(colour(pty.fd(), {{"FORCE_COLOR", "1"}, {"TERM", "xterm"}}, Colour::never));
}

TEST_CASE("NO_COLOR comes before the variables that force colour, unless it is empty") {
  CHECK_FALSE(colour(kNoTerminal, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}));
  CHECK(colour(kNoTerminal, {{"NO_COLOR", ""}, {"CLICOLOR_FORCE", "1"}}));
}

TEST_CASE("forced colour comes before CLICOLOR, TERM and the stream") {
  CHECK(colour(kNoTerminal, {{"CLICOLOR_FORCE", "1"}, {"CLICOLOR", "0"}, {"TERM", "dumb"}}));
  CHECK(colour(kNoTerminal, {{"FORCE_COLOR", "3"}}));
  CHECK_FALSE(colour(kNoTerminal, {{"CLICOLOR_FORCE", "0"}, {"FORCE_COLOR", ""}}));
}

TEST_CASE("CLICOLOR=0 and a dumb terminal have no colour") {
  const PseudoTerminal pty;
  CHECK_FALSE(colour(pty.fd(), {{"CLICOLOR", "0"}, {"TERM", "xterm"}}));
  CHECK(colour(pty.fd(), {{"CLICOLOR", "1"}, {"TERM", "xterm"}}));
  CHECK_FALSE(colour(pty.fd(), {{"TERM", "dumb"}}));
  CHECK_FALSE(colour(pty.fd(), {}));
}

TEST_CASE("a terminal is dumb when TERM says so or nothing") {
  CHECK(Terminal(kNoTerminal, environment({})).dumb());
  CHECK(Terminal(kNoTerminal, environment({{"TERM", "dumb"}})).dumb());
  CHECK_FALSE(Terminal(kNoTerminal, environment({{"TERM", "vt100"}})).dumb());
}

TEST_CASE("the first locale variable that is set decides about Unicode") {
  CHECK(unicode({{"LANG", "en_US.UTF-8"}}));
  CHECK(unicode({{"LANG", "C.utf8"}}));
  CHECK(unicode({{"LC_CTYPE", "zh_TW.UTF-8@variant"}, {"LANG", "C"}}));
  CHECK(unicode({{"LC_ALL", ""}, {"LANG", "de_DE.utf-8"}}));
  CHECK_FALSE(unicode({{"LC_ALL", "C"}, {"LANG", "en_US.UTF-8"}}));
  CHECK_FALSE(unicode({{"LANG", "zh_TW.Big5"}}));
  CHECK_FALSE(unicode({{"LANG", "UTF-8"}}));
  CHECK_FALSE(unicode({}));
}

TEST_CASE("the width is the terminal's, and follows it") {
  PseudoTerminal pty;
  const Terminal terminal(pty.fd(), environment({{"COLUMNS", "33"}}));
  CHECK(terminal.width() == 33);
  pty.resize(120);
  CHECK(terminal.width() == 120);
  pty.resize(40);
  CHECK(terminal.width() == 40);
}

TEST_CASE("where no terminal tells, COLUMNS is the width, or 80") {
  CHECK(width(kNoTerminal, {{"COLUMNS", "132"}}) == 132);
  for (const char* nonsense : {"", "0", "-5", "wide", "80x24", "99999999999"})
    CHECK(width(kNoTerminal, {{"COLUMNS", nonsense}}) == 80);
  CHECK(width(kNoTerminal, {}) == 80);
}
