#include "core/trace/outcome.hpp"

#include <algorithm>
#include <string_view>

namespace trace {
namespace {

void append_lines(std::vector<Outcome::Line>& lines, const std::string& name,
                  std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    lines.push_back({name, std::string(line)});
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
  }
}

}  // namespace

void OutcomeCollector::begin(const Run&) {
  outcome_ = {};
  reason_.clear();
}

void OutcomeCollector::event(const Event& event) {
  any_slept_ = any_slept_ || event.act.kind == probe::Kind::sleep;
  // A print is recorded without the newline that it writes, output with it.
  if (event.act.kind == probe::Kind::print) {
    append_lines(outcome_.lines, event.name, event.act.text + '\n');
  } else if (event.act.kind == probe::Kind::output) {
    append_lines(outcome_.lines, event.name, event.act.text);
  }
}

void OutcomeCollector::end(const End& end) {
  outcome_.ending = end.status;
  reason_ = end.reason;
}

}  // namespace trace
