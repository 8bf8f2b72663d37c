#include <fmt/format.h>

#include <iterator>

#include "core/record/json_string.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace view {
namespace {

using record::append_json_string;

std::string json(std::string_view bytes) {
  std::string text;
  append_json_string(text, bytes);
  return text;
}

std::string lines_of(const record::Outcome& outcome) {
  std::string text = "[";
  for (const auto& line : outcome.lines) {
    if (text.size() > 1) text += ',';
    text += '[';
    append_json_string(text, line.name);
    text += ',';
    append_json_string(text, line.text);
    text += ']';
  }
  return text + "]";
}

std::string to_line(const record::OutcomeRow& row, const std::string& demo, bool only_seen) {
  std::string line =
      fmt::format(R"({{"type":"outcome",{},"lines":{})", demo, lines_of(row.outcome));
  if (!only_seen)
    fmt::format_to(std::back_inserter(line), R"(,"possible":{},"schedules":{})", row.possible,
                   row.schedules);
  fmt::format_to(std::back_inserter(line), R"(,"seen":{})", row.seen);
  if (row.possible) line += ",\"schedule\":" + json(row.schedule);
  if (!row.outcome.is_ok()) line += ",\"ending\":" + json(row.outcome.ending);
  if (!row.reason.empty()) line += ",\"reason\":" + json(row.reason);
  if (row.turning_point != 0)
    fmt::format_to(std::back_inserter(line), ",\"turning_point\":{}", row.turning_point);
  return line + "}";
}

std::string demo_of(const record::OutcomeReport& report) {
  return fmt::format(R"("lesson":{},"demo":{})", json(report.lesson), json(report.demo));
}

std::string end_of(const record::OutcomeReport& report) {
  std::string text = fmt::format(R"({{"type":"end",{})", demo_of(report));
  if (!report.only_seen)
    fmt::format_to(std::back_inserter(text),
                   R"(,"exhaustive":{},"schedules":{},"cut":{},"pruned":{})", report.exhaustive,
                   report.schedules, report.cut, report.pruned);
  if (!report.only_seen && !report.outcomes.empty())
    fmt::format_to(std::back_inserter(text), R"(,"outcomes":{},"states":{},"edges":{})",
                   report.outcomes, report.states, report.edges);
  if (!report.reasons.empty()) {
    text += ",\"reasons\":[";
    for (const std::string& reason : report.reasons)
      text += (&reason == &report.reasons.front() ? "" : ",") + json(reason);
    text += ']';
  }
  fmt::format_to(std::back_inserter(text), R"(,"runs":{})", report.runs);
  // These change what the numbers mean, and are set rarely.
  if (report.strayed != 0)
    fmt::format_to(std::back_inserter(text), ",\"strayed\":{}", report.strayed);
  if (report.runs != 0 && report.speed != 1)
    fmt::format_to(std::back_inserter(text), ",\"speed\":{}", report.speed);
  if (report.honours_sleep) text += ",\"honours_sleep\":true";
  if (report.interrupted) text += ",\"interrupted\":true";
  return text + "}";
}

/// {"outcomes":14,"next":[["parent","about to start",3]],"endings":["ok"]}
std::string node_of(const choice::OutcomeAutomaton::Node& node) {
  std::string text = fmt::format(R"({{"outcomes":{},"next":[)", node.outcomes.to_string());
  for (const auto& arc : node.next) {
    text += fmt::format("{}[{},{},{}]", &arc == &node.next.front() ? "" : ",", json(arc.line.name),
                        json(arc.line.text), arc.to);
  }
  text += "],\"endings\":[";
  for (const std::string& ending : node.endings)
    text += (&ending == &node.endings.front() ? "" : ",") + json(ending);
  return text + "]}";
}

}  // namespace

std::string outcomes_jsonl(const record::OutcomeReport& report) {
  std::string text;
  for (const auto& row : report.rows)
    text += to_line(row, demo_of(report), report.only_seen) + "\n";
  return text + end_of(report) + "\n";
}

std::string outcomes_json(std::span<const MappedOutcomes> demos, const Style&) {
  std::string text = "[";
  for (const MappedOutcomes& demo : demos) {
    const record::OutcomeReport& report = demo.report;
    text += fmt::format("{}\n{{{},\"outcomes\":[", text.size() > 1 ? "," : "", demo_of(report));
    for (const auto& row : report.rows)
      text += (&row == &report.rows.front() ? "\n" : ",\n") +
              to_line(row, demo_of(report), report.only_seen);
    text += "],\n\"map\":[";
    for (const auto& node : demo.map.nodes)
      text += (&node == &demo.map.nodes.front() ? "\n" : ",\n") + node_of(node);
    text += "],\n\"end\":" + end_of(report) + "}";
  }
  return text + "]\n";
}

}  // namespace view
