#include "tests/support/terminal/pseudo_terminal.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "core/os/error.hpp"

namespace support {

PseudoTerminal::PseudoTerminal()
    : test_end_(os::check(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), "cannot make a pty")) {
  os::check(::grantpt(test_end()), "cannot grant the pty");
  os::check(::unlockpt(test_end()), "cannot unlock the pty");
  program_end_ = os::open(::ptsname(test_end()), O_RDWR | O_NOCTTY);
  resize(80, 24);
}

termios PseudoTerminal::modes() const {
  termios modes{};
  os::check(::tcgetattr(test_end(), &modes), "cannot read the terminal's modes");
  return modes;
}

void PseudoTerminal::set_modes(const termios& modes) {
  os::check(::tcsetattr(test_end(), TCSANOW, &modes), "cannot set the terminal's modes");
}

void PseudoTerminal::resize(unsigned short columns, unsigned short rows) {
  const winsize size{rows, columns, 0, 0};
  // The kernel sends SIGWINCH to the foreground job.
  os::check(::ioctl(test_end(), TIOCSWINSZ, &size), "cannot resize the terminal");
}

}  // namespace support
