#include "core/record/outcome_reader.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/record/json_string.hpp"
#include "core/record/record_reader.hpp"

namespace record {
namespace {

using Json = nlohmann::json;

/// Builds the reports line by line. read_outcomes() drives it.
class OutcomeReader {
 public:
  void read(std::string_view line) {
    ++line_;
    Json json;
    try {
      json = Json::parse(line);
      if (!json.is_object()) refuse("is no JSON object");
      take(json);
    } catch (const Json::exception&) {
      refuse("is no line of a report of outcomes");
    }
  }

  std::vector<OutcomeReport> reports() {
    if (reports_.empty() && line_ == 0) throw RecordError("it is empty");
    if (is_open_) throw RecordError("it ends in the middle of a report");
    return std::move(reports_);
  }

 private:
  [[noreturn]] void refuse(std::string_view what) const {
    throw RecordError(fmt::format("line {} {}", line_, what));
  }

  void take(const Json& json) {
    const std::string type = json.at("type");
    if (type != "outcome" && type != "end")
      refuse(fmt::format("has the type {}, not outcome or end", quoted_briefly(type)));
    if (!is_open_) {
      reports_.emplace_back();
      reports_.back().lesson = json.at("lesson");
      reports_.back().demo = json.at("demo");
      reports_.back().only_seen =
          type == "outcome" ? !json.contains("possible") : !json.contains("exhaustive");
      is_open_ = true;
    }
    OutcomeReport& report = reports_.back();
    if (type == "outcome") {
      report.rows.push_back(row_of(json));
      return;
    }
    report.exhaustive = json.value("exhaustive", false);
    report.runs = json.value("runs", std::uint64_t{0});
    is_open_ = false;
  }

  static OutcomeRow row_of(const Json& json) {
    OutcomeRow row;
    for (const Json& line : json.at("lines"))
      row.outcome.lines.push_back({line.at(0).get<std::string>(), line.at(1).get<std::string>()});
    row.outcome.ending = json.value("ending", "ok");
    row.possible = json.value("possible", false);
    row.seen = json.value("seen", std::uint64_t{0});
    row.schedule = json.value("schedule", "");
    row.reason = json.value("reason", "");
    row.turning_point = json.value("turning_point", std::size_t{0});
    return row;
  }

  std::vector<OutcomeReport> reports_;
  std::size_t line_ = 0;
  bool is_open_ = false;
};

}  // namespace

std::vector<OutcomeReport> read_outcomes(std::string_view jsonl) {
  OutcomeReader reader;
  while (!jsonl.empty()) {
    const std::string_view line = jsonl.substr(0, jsonl.find('\n'));
    jsonl.remove_prefix(std::min(line.size() + 1, jsonl.size()));
    reader.read(line);
  }
  return reader.reports();
}

bool is_outcome_report(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return false;
  const auto type = json.find("type");
  if (type == json.end() || !type->is_string()) return false;
  return *type == "outcome" || (*type == "end" && json.contains("exhaustive"));
}

}  // namespace record
