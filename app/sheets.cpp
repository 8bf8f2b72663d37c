#include "app/sheets.hpp"

#include <algorithm>
#include <string_view>

#include "core/view/harmless.hpp"

namespace app {
namespace {

constexpr std::string_view kHelp = R"(
Enter, space, n, right arrow, PageDown
            the process that is marked with an arrow acts
1 to 9      the process with that number acts; or your answer to a question,
            which s or Enter skips
b, left arrow, PageUp
            one act back: all choices but the last, on new processes
g, c        runs on by itself; any key holds it
+  -        faster, slower
o           all that this demo can come to, and how often it did
p           the same program in Python
?           this help
q           ends; the lanes of what you have seen stay on the terminal

The upper part is the page. A mark says who is about to run a line: p is
the parent, c1 is child-1, w2 is worker-2. An empty mark waits there.
Below it are the lanes: a column for each process, time downwards, and
arrows for what goes from one to another.
Then what the page says of the marked line, and the processes: those with
a number can act next, the others wait.
A presenter's keys are PageDown and PageUp.)";

std::vector<std::string> harmless_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(view::harmless(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

Sheet help_sheet() {
  return {"keys", harmless_lines(kHelp.substr(1)), 0};
}

Sheet python_sheet(const lessons::Demo& demo) {
  return {std::string(demo.python.file()), harmless_lines(demo.python.source()), 0};
}

Sheet outcomes_sheet(const std::string& text) {
  return {"outcomes", harmless_lines(text), 0};
}

}  // namespace app
