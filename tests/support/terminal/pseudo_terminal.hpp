#pragma once

#include <termios.h>

#include "core/os/descriptors/fd.hpp"

namespace support {

/// A terminal of 80 x 24 characters; the test is its screen and keyboard.
class PseudoTerminal {
 public:
  PseudoTerminal();

  int test_end() const { return test_end_.get(); }
  int program_end() const { return program_end_.get(); }
  /// To be called once the program has it: another open copy would hide its
  /// end.
  void close_program_end() { program_end_.reset(); }

  termios modes() const;
  void set_modes(const termios& modes);
  void resize(unsigned short columns, unsigned short rows);

 private:
  os::Fd test_end_;
  os::Fd program_end_;
};

}  // namespace support
