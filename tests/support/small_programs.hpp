#pragma once

#include <string>
#include <vector>

namespace support {

/// What every run of a small program has in common, on the same kind of streams.
enum class Fixed {
  bytes,    ///< what it writes, byte by byte and in order, and how it ends
  lines,    ///< its lines, in any order, and how it ends
  letters,  ///< its bytes, in any order, and how it ends
  status,   ///< only how it ends: what it prints depends on who is faster
  nothing   ///< it may never end: run it under a schedule, or with a time limit
};

/// What else a test has to know of a small program.
enum class Habit {
  none,
  rewrites,  ///< a file that is its output does not keep all that it wrote there
  moves      ///< lets the kernel move bytes to its output that it never had in memory
};

/// A program under tests/programs, written as students and working people write
/// them, which knows nothing of mpdemo. A table of them serves all tests that need "any
/// program": its first line there says what it shows.
struct SmallProgram {
  std::string file;  ///< below tests/programs; its folder is its subject
  std::vector<std::string> arguments = {};
  std::string input = {};  ///< what it reads; empty: it reads nothing
  Fixed fixed = Fixed::bytes;
  Habit habit = Habit::none;
};

/// All of them, in the order of their subjects.
const std::vector<SmallProgram>& small_programs();

/// The one with that file; throws when there is none.
const SmallProgram& small_program(const std::string& file);

/// How it is started: the program built from C, or the interpreter and the script.
std::vector<std::string> command_of(const SmallProgram& program);
std::vector<std::string> command_of(const std::string& file);

}  // namespace support
