#pragma once

#include <functional>
#include <map>
#include <string>

namespace corpus {

/// Small programs without mpdemo, by name: the word after `corpus` on the
/// command line. Each returns its exit status.
using Program = std::function<int()>;

std::map<std::string, Program> programs_of_calls();
std::map<std::string, Program> programs_of_pipes();
std::map<std::string, Program> programs_of_processes();
std::map<std::string, Program> programs_of_scripts();
std::map<std::string, Program> programs_of_signals();
std::map<std::string, Program> programs_of_streams();
std::map<std::string, Program> programs_of_threads();
std::map<std::string, Program> programs_that_move();
std::map<std::string, Program> programs_that_trace();

/// Writes a line with one write(2).
void say(const std::string& line);

/// Forks; the child runs `part` and ends with its result.
int child(const Program& part);

/// Waits for one child, and returns its exit code.
int join(int pid);

/// Waits until the condition is true.
void until(const std::function<bool()>& is_so);

/// proc(5)'s letter for the state of a process: 'S' sleeps, 'Z' is a zombie.
char state_of(int pid);

/// The path of this program.
extern std::string self;

}  // namespace corpus
