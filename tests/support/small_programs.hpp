#pragma once

#include <string>
#include <vector>

namespace support {

/// What is the same in every run of a small program, on the same kind of
/// streams.
enum class Fixed {
  bytes,    ///< its output, byte by byte and in order, and how it ends
  lines,    ///< its lines, in any order, and how it ends
  letters,  ///< its bytes, in any order, and how it ends
  status,   ///< only how it ends: its output depends on timing
  nothing   ///< it may never end: needs a schedule or a time limit
};

/// What else a test must know about a small program.
enum class Habit {
  none,
  rewrites,  ///< a file as its output does not keep everything written there
  moves      ///< the kernel moves bytes to its output that are never in its memory
};

/// A program under tests/programs, written as students and professionals write them,
/// without mpdemo. The table of them serves all tests that need "any program"; the
/// first line of each says what it shows.
struct SmallProgram {
  std::string file;  ///< below tests/programs; its folder is its subject
  std::vector<std::string> arguments = {};
  std::string input = {};  ///< what it reads; empty: it reads nothing
  Fixed fixed = Fixed::bytes;
  Habit habit = Habit::none;
};

/// All of them, by subject.
const std::vector<SmallProgram>& small_programs();

/// The one with that file; throws when there is none.
const SmallProgram& small_program(const std::string& file);

/// The Python that runs those in Python: no shim in front of it.
std::string python();

/// The path of its source.
std::string file_of(const std::string& file);

/// The command that starts it: the program built from C, or the interpreter and
/// the script.
std::vector<std::string> command_of(const SmallProgram& program);
std::vector<std::string> command_of(const std::string& file);

}  // namespace support
