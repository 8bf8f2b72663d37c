#include <nlohmann/json.hpp>

#include "app/practice/practice_text.hpp"

namespace app::practice {
namespace {

using Json = nlohmann::ordered_json;

Json schedule_of(const std::optional<Way>& way) {
  return way ? Json(way->schedule.to_string()) : Json(nullptr);
}

Json option_of(const Problem& problem, const Option& option, Language language) {
  Json json = {{"text", option_text(problem, option, language)}, {"right", option.is_right}};
  if (problem.draft.asks == Asks::outputs) {
    json["lines"] = option.output.lines;
    json["ends"] = option.output.ends;
  }
  if (problem.draft.asks == Asks::close) {
    json["after_line"] = option.repair.after;
    json["line"] = option.repair.line;
    json["source"] = option.mended;
  }
  json["schedule"] = schedule_of(option.way);
  return json;
}

}  // namespace

std::string sheet_json(const Sheet& sheet, std::uint64_t seed, Language language) {
  Json questions = Json::array();
  std::size_t number = 0;
  for (const Problem& problem : sheet.problems) {
    Json options = Json::array();
    for (const Option& option : problem.options)
      options.push_back(option_of(problem, option, language));
    questions.push_back({{"number", ++number},
                         {"topic", word_for(problem.draft.topic)},
                         {"level", problem.draft.level},
                         {"asks", word_for(problem.draft.asks)},
                         {"file", file_name(problem.draft.programming)},
                         {"source", problem.draft.source()},
                         {"question", question(problem, language)},
                         {"options", options},
                         {"answer", problem.answer()},
                         {"why", explanation(problem, language)},
                         {"schedules", problem.schedules},
                         {"outputs", problem.outputs},
                         {"run_that_ends", schedule_of(problem.run)},
                         {"run_that_hangs", schedule_of(problem.hang)}});
  }
  const Json json = {{"type", "practice"},
                     {"seed", seed},
                     {"command", sheet.command},
                     {"version", MPDEMO_VERSION},
                     {"questions", questions}};
  return json.dump(2) + "\n";
}

}  // namespace app::practice
