#include "app/check/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/language/wording.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/outcome_words.hpp"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using How = GoalVerdict::How;

std::string_view name_of(How how) {
  return how == How::met ? "met" : how == How::broken ? "broken" : "open";
}

/// "child-1: work | parent: report".
std::string lines_of(const record::Outcome& outcome, std::string_view nothing) {
  if (outcome.lines.empty()) return std::string(nothing);
  std::string text;
  for (const auto& line : outcome.lines) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : " | ", view::harmless(line.name),
                        view::harmless(line.text));
  }
  return text;
}

/// Why it is not proved, in that language.
std::string reasons_told(const std::vector<std::string>& reasons, Language language) {
  std::vector<std::string> told;
  for (const std::string& reason : reasons) told.push_back(view::doubt_told(reason, language));
  return fmt::format("{}", fmt::join(told, language == Language::english ? ", " : "；"));
}

/// Why a goal counts as it does, in a sentence: for reports that graders read.
std::string reason_of(const Checked& checked, std::size_t goal) {
  if (!checked.trouble.empty()) return checked.trouble;
  const GoalVerdict& verdict = checked.verdict.goals[goal];
  if (verdict.how == How::met) return "It holds in every run.";
  if (verdict.how == How::open) {
    return fmt::format("Nothing speaks against it in {} runs, but it is not proved: {}.",
                       checked.verdict.runs, fmt::join(checked.verdict.reasons, ", "));
  }
  if (!verdict.evidence) return "No run does that any more.";
  const FoundRun& evidence = *verdict.evidence;
  return fmt::format("A run that must not be: {}; it ends: {}; schedule {}.",
                     lines_of(evidence.outcome, "prints nothing"), evidence.outcome.ending,
                     evidence.schedule.to_string());
}

bool is_met(const Checked& checked, std::size_t goal) {
  return checked.trouble.empty() && checked.verdict.goals[goal].how == How::met;
}

int points_in(const Checked& checked) {
  return checked.trouble.empty() ? checked.verdict.points(*checked.exercise) : 0;
}

std::string one_name(const Checked& checked) {
  return checked.who.empty() ? checked.file : checked.who;
}

Json json_of(const Checked& checked) {
  Json json;
  json["exercise"] = checked.exercise->name;
  json["file"] = checked.file;
  if (!checked.who.empty()) json["name"] = checked.who;
  json["when"] = checked.when;
  json["version"] = checked.version;
  json["verdict"] = verdict_name(checked);
  json["points"] = points_in(checked);
  json["of"] = points_of(*checked.exercise);
  if (!checked.trouble.empty()) {
    json["reason"] = checked.trouble;
    return json;
  }
  json["runs"] = checked.verdict.runs;
  if (!checked.verdict.outcomes.empty()) json["outcomes"] = checked.verdict.outcomes;
  json["reasons"] = checked.verdict.reasons;
  for (std::size_t i = 0; i < checked.verdict.goals.size(); ++i) {
    const Goal& goal = checked.exercise->goals[i];
    const GoalVerdict& verdict = checked.verdict.goals[i];
    Json one = {{"goal", goal.says}, {"verdict", name_of(verdict.how)}, {"of", goal.points}};
    one["points"] = verdict.how == How::met ? goal.points : 0;
    one["keeps"] = goal.keeps;
    one["reason"] = reason_of(checked, i);
    if (verdict.evidence) {
      one["lines"] = Json::array();
      for (const auto& line : verdict.evidence->outcome.lines)
        one["lines"].push_back({line.name, view::harmless(line.text)});
      one["ending"] = verdict.evidence->outcome.ending;
      one["schedule"] = verdict.evidence->schedule.to_string();
      if (verdict.evidence->turning_point > 0)
        one["turning_point"] = verdict.evidence->turning_point;
    }
    json["goals"].push_back(std::move(one));
  }
  return json;
}

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string quoted_csv(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string verdict_name(const Checked& checked) {
  if (!checked.trouble.empty()) return "broken";
  switch (checked.verdict.what) {
    case Verdict::What::solved:
      return "solved";
    case Verdict::What::not_solved:
      return "not_solved";
    case Verdict::What::refused:
      return "refused";
    case Verdict::What::not_proved:
      break;
  }
  return "not_proved";
}

std::string verdict_words(const Checked& checked, Language language) {
  const Wording& words = wording(language);
  if (!checked.trouble.empty()) return std::string(words.check_broken);
  switch (checked.verdict.what) {
    case Verdict::What::solved:
      return std::string(words.check_solved);
    case Verdict::What::not_solved:
      return std::string(words.check_not_solved);
    case Verdict::What::refused:
      return std::string(words.check_refused);
    case Verdict::What::not_proved:
      break;
  }
  return std::string(words.check_not_proved);
}

std::string check_text(const Checked& checked, const view::Style& style, Language language) {
  const Wording& words = wording(language);
  const auto width = static_cast<std::size_t>(std::clamp(style.width, 40, 78));
  std::string text =
      fmt::format("{}: {}\n", view::harmless(checked.file), verdict_words(checked, language));
  if (!checked.trouble.empty()) return text + view::wrapped(checked.trouble, width, 0) + "\n";
  const Verdict& verdict = checked.verdict;
  for (std::size_t i = 0; i < verdict.goals.size(); ++i) {
    const Goal& goal = checked.exercise->goals[i];
    const How how = verdict.goals[i].how;
    const std::string_view mark = how == How::met      ? (style.ascii ? "+" : "✓")
                                  : how == How::broken ? (style.ascii ? "x" : "✗")
                                                       : "?";
    const std::string points =
        goal.keeps ? "" : fmt::format("  ({}/{})", how == How::met ? goal.points : 0, goal.points);
    text +=
        view::wrapped(fmt::format("  {} {}{}", mark, told(goal.says, language), points), width, 4) +
        "\n";
  }
  if (const FoundRun* evidence = verdict.shown()) {
    text += fmt::format("\n{}\n", words.must_not_be);
    text +=
        view::wrapped("  " + lines_of(evidence->outcome, words.prints_nothing), width, 2) + "\n";
    if (!evidence->reason.empty()) {
      const std::string why = view::told_again(language, evidence->reason);
      text += view::wrapped("  " + as_sentence(view::harmless(why), language), width, 2) + "\n";
    } else if (evidence->outcome.ending != "ok") {
      text += fmt::format("  {}\n", view::harmless(evidence->outcome.ending));
    }
    if (evidence->turning_point > 0)
      text += view::filled(words.turning_point_is, evidence->turning_point) + "\n";
  }
  if (verdict.what == Verdict::What::refused) text += fmt::format("\n{}\n", words.why_refused);
  if (verdict.what == Verdict::What::not_proved) {
    text += "\n" +
            view::wrapped(view::filled(words.why_not_proved, verdict.runs,
                                       reasons_told(verdict.reasons, language)),
                          width, 0) +
            "\n";
  }
  return text;
}

std::string check_table(const std::vector<Checked>& all, Language language) {
  std::size_t width = 8;
  for (const auto& one : all) width = std::max(width, one_name(one).size());
  std::string text;
  for (const auto& one : all) {
    text += fmt::format("{:<{}}  {:>2}/{:<2}  {}\n", view::harmless(one_name(one)), width,
                        points_in(one), points_of(*one.exercise), verdict_words(one, language));
  }
  return text;
}

std::string check_csv(const std::vector<Checked>& all) {
  std::string text = "exercise,file,name,verdict,points,of,schedule,reason\n";
  for (const auto& one : all) {
    const FoundRun* evidence = one.trouble.empty() ? one.verdict.shown() : nullptr;
    std::string reason = one.trouble;
    for (std::size_t i = 0; reason.empty() && i < one.verdict.goals.size(); ++i) {
      if (!is_met(one, i)) reason = one.exercise->goals[i].says;
    }
    text += fmt::format("{},{},{},{},{},{},{},{}\n", quoted_csv(one.exercise->name),
                        quoted_csv(one.file), quoted_csv(one.who), verdict_name(one),
                        points_in(one), points_of(*one.exercise),
                        evidence ? evidence->schedule.to_string() : "", quoted_csv(reason));
  }
  return text;
}

std::string check_json(const std::vector<Checked>& all) {
  Json json = Json::array();
  for (const auto& one : all) json.push_back(json_of(one));
  return dumped(json);
}

std::string check_junit(const std::vector<Checked>& all) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mpdemo\">\n";
  for (const auto& one : all) {
    const auto& goals = one.exercise->goals;
    std::size_t failures = 0;
    std::string cases;
    for (std::size_t i = 0; i < goals.size(); ++i) {
      cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml(one.exercise->name),
                           xml(goals[i].says));
      if (is_met(one, i)) {
        cases += "/>\n";
        continue;
      }
      ++failures;
      cases += fmt::format(">\n      <failure message=\"{}\"/>\n    </testcase>\n",
                           xml(view::harmless(reason_of(one, i))));
    }
    text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" "
        "timestamp=\"{}\">\n{}  </testsuite>\n",
        xml(one_name(one)), goals.size(), failures, xml(one.when.substr(0, 19)), cases);
  }
  return text + "</testsuites>\n";
}

std::string check_tap(const std::vector<Checked>& all) {
  std::string text = "TAP version 13\n";
  std::size_t number = 0;
  std::string lines;
  for (const auto& one : all) {
    for (std::size_t i = 0; i < one.exercise->goals.size(); ++i) {
      // A # would begin a directive.
      std::string says = one.exercise->goals[i].says;
      std::replace(says.begin(), says.end(), '#', ' ');
      const bool met = is_met(one, i);
      lines += fmt::format("{}ok {} - {}: {}\n", met ? "" : "not ", ++number, one_name(one), says);
      if (!met) lines += fmt::format("# {}\n", view::harmless(reason_of(one, i)));
    }
  }
  return text + fmt::format("1..{}\n", number) + lines;
}

std::string check_gradescope(const Checked& checked) {
  Json json;
  json["score"] = points_in(checked);
  json["output"] = fmt::format("{}: {}", checked.exercise->title, verdict_name(checked));
  json["tests"] = Json::array();
  const bool is_refused = checked.trouble.empty() && checked.verdict.what == Verdict::What::refused;
  for (std::size_t i = 0; i < checked.exercise->goals.size(); ++i) {
    const Goal& goal = checked.exercise->goals[i];
    const bool met = is_met(checked, i);
    json["tests"].push_back({{"name", goal.says},
                             {"score", met && !is_refused ? goal.points : 0},
                             {"max_score", goal.points},
                             {"status", met ? "passed" : "failed"},
                             {"output", view::harmless(reason_of(checked, i))}});
  }
  return dumped(json);
}

std::string check_classroom(const Checked& checked, const view::Environment& environment) {
  const auto variable = [&](const char* name) { return environment(name).value_or(""); };
  Json json;
  json["schema"] = "classroom50/result/v1";
  json["classroom"] = variable("CLASSROOM");
  json["assignment"] = variable("ASSIGNMENT");
  json["submission"] = variable("SUBMISSION_TAG");
  json["commit"] = variable("COMMIT_URL");
  json["release"] = variable("RELEASE_URL");
  json["review"] = variable("COMMIT_URL");
  json["datetime"] = checked.when;
  json["score"] = points_in(checked);
  json["max-score"] = points_of(*checked.exercise);
  json["tests"] = Json::array();
  const bool is_refused = checked.trouble.empty() && checked.verdict.what == Verdict::What::refused;
  for (std::size_t i = 0; i < checked.exercise->goals.size(); ++i) {
    const Goal& goal = checked.exercise->goals[i];
    const bool met = is_met(checked, i);
    json["tests"].push_back({{"test-name", goal.says},
                             {"passed", met},
                             {"score", met && !is_refused ? goal.points : 0},
                             {"max-score", goal.points}});
  }
  return dumped(json);
}

}  // namespace app
