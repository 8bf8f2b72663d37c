#include "core/record/outcome.hpp"

#include <algorithm>
#include <string_view>

namespace record {
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
  unfinished_.clear();
  reason_.clear();
}

void OutcomeCollector::event(const Event& event) {
  any_slept_ = any_slept_ || event.act.kind == probe::Kind::sleep;
  switch (event.act.kind) {
    case probe::Kind::print:
      // A print is recorded without its newline, output with it.
      append_lines(outcome_.lines, event.name, event.act.text + '\n');
      break;
    case probe::Kind::output: {
      Outcome::Line& begun = unfinished_[{event.pid, event.act.stream}];
      begun.name = event.name;
      begun.text += event.act.text;
      const std::size_t whole = begun.text.rfind('\n') + 1;
      append_lines(outcome_.lines, begun.name, std::string_view(begun.text).substr(0, whole));
      begun.text.erase(0, whole);
      break;
    }
    case probe::Kind::exit:
    case probe::Kind::signal:
      finish_lines(event.pid);
      break;
    default:
      break;
  }
}

void OutcomeCollector::finish_lines(pid_t writer) {
  const auto first = unfinished_.lower_bound({writer, {}});
  const auto last = unfinished_.lower_bound({writer + 1, {}});
  for (auto one = first; one != last; ++one)
    append_lines(outcome_.lines, one->second.name, one->second.text);
  unfinished_.erase(first, last);
}

void OutcomeCollector::end(const End& end) {
  // The processes whose end was not recorded.
  while (!unfinished_.empty()) finish_lines(unfinished_.begin()->first.first);
  outcome_.ending = end.status;
  reason_ = end.reason;
}

}  // namespace record
