#pragma once

#include <memory>
#include <string>
#include <vector>

// A program of a few acts, as a text that corpus/script runs and a test has a model of:
//   p            prints a line
//   ( ... )      forks a child that does that
//   w            waits for any child, and prints which one, and how it ended
//   W0           the same for its first child
//   K0 T0        sends its first child a SIGKILL, a SIGTERM
//   >0a <0       writes that byte into the first pipe, reads one and prints it
//   L0 U0        locks the first file, unlocks it
//   c0           closes its reading end of the first pipe
//   P            prints whether its parent is there
//   s            sends its parent a SIGUSR1, which all processes handle then: they print that
//   X0           makes the first file, if it is not there, and prints whether it has
//   g0           reads the first word of memory that all share, and prints it
//   i0           reads it, and then stores one more
//   x0           adds one to it, all at once, and prints what it was
//   e2           ends with that status

namespace tests {

struct Step {
  char what = 'p';
  int which = 0;
  char byte = ' ';
  std::vector<Step> child;  ///< of a fork
};
using Script = std::vector<Step>;

/// Whether a step of that kind says to which child, pipe or file.
inline bool has_number(char what) {
  return std::string("(pwPs").find(what) == std::string::npos;
}

inline bool sends_signals(const Script& script) {
  for (const Step& step : script) {
    if (step.what == 's' || sends_signals(step.child)) return true;
  }
  return false;
}

inline bool shares_memory(const Script& script) {
  for (const Step& step : script) {
    if (std::string("gix").find(step.what) != std::string::npos || shares_memory(step.child))
      return true;
  }
  return false;
}

inline std::string text_of(const Script& script) {
  std::string text;
  for (const Step& step : script) {
    if (step.what == '(') {
      text += "(" + text_of(step.child) + ")";
      continue;
    }
    text += step.what;
    if (has_number(step.what)) text += std::to_string(step.which);
    if (step.what == '>') text += step.byte;
  }
  return text;
}

inline Script script_in(const std::string& text, std::size_t& at) {
  Script script;
  for (; at < text.size() && text[at] != ')'; ++at) {
    Step step;
    step.what = text[at];
    if (step.what == '(') {
      step.child = script_in(text, ++at);
    } else if (has_number(step.what)) {
      step.which = text[++at] - '0';
      if (step.what == '>') step.byte = text[++at];
    }
    script.push_back(std::move(step));
  }
  return script;
}

/// What a process with that name prints at that step, from 1.
inline std::string line_at(const std::string& name, int step, const std::string& more = "") {
  return name + " " + std::to_string(step) + (more.empty() ? "" : " " + more);
}

}  // namespace tests
