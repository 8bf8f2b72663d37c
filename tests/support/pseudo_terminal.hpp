#pragma once

#include <termios.h>

#include "core/os/descriptors/fd.hpp"

namespace support {

/// A terminal of 80 x 24 characters whose screen and keyboard are the test's.
class PseudoTerminal {
 public:
  PseudoTerminal();

  int test_end() const { return test_end_.get(); }
  int program_end() const { return program_end_.get(); }
  /// Once the program has it: who else holds it open would hide its end.
  void close_program_end() { program_end_.reset(); }

  termios modes() const;
  void set_modes(const termios& modes);
  void resize(unsigned short columns, unsigned short rows);

 private:
  os::Fd test_end_;
  os::Fd program_end_;
};

}  // namespace support
