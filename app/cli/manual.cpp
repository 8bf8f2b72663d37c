#include "app/cli/manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include "app/cli/topics.hpp"
#include "core/view/formats.hpp"
#include "core/view/outcomes/outcome_formats.hpp"

namespace app {
namespace {

/// As mdoc(7) reads it: a backslash begins a name, and a line with a full stop or an
/// apostrophe at its beginning is an order.
std::string escaped(std::string_view text) {
  std::string line;
  if (text.starts_with('.') || text.starts_with('\'')) line = "\\&";
  for (const char c : text) line += c == '\\' ? std::string("\\e") : std::string(1, c);
  return line;
}

/// A sentence of running text: what looks like a function or a dash there is none.
std::string sentence(std::string_view text) {
  std::string line = escaped(text);
  for (auto at = line.find("()"); at != line.npos; at = line.find("()", at + 3))
    line.insert(at, "\\&");
  for (auto at = line.find("-- "); at != line.npos; at = line.find("-- ", at + 1))
    line.replace(at, 2, "\\-\\-");
  return line;
}

/// Text that stays as it is laid out.
std::string literal(const std::string& text) {
  std::string page = ".Bd -literal\n";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) page += escaped(line) + "\n";
  return page + ".Ed\n";
}

std::string capital(std::string text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return text;
}

/// "on|off" as arguments of a macro: the bar is a word.
std::string spaced(const std::string& value) {
  std::string text;
  for (const char c : value) text += c == '|' ? std::string(" | ") : std::string(1, c);
  return text;
}

std::string item(const WordReference& word) {
  std::vector<std::string> names;
  for (const auto& name : word.names) {
    names.push_back(fmt::format("Fl {}{}", name.substr(1),
                                word.value.empty() ? "" : " Ar " + spaced(word.value)));
  }
  if (!word.is_option()) names.push_back("Ar " + spaced(word.value));
  return fmt::format(".It {}\n{}.\n", fmt::join(names, " , "), sentence(word.description));
}

std::string list_of(const std::vector<WordReference>& words) {
  if (words.empty()) return "";
  std::string text = ".Bl -tag -width Ds\n";
  for (const auto& word : words) text += item(word);
  return text + ".El\n";
}

/// The options by the headings that they stand under, in their order.
std::string options_of(const std::vector<WordReference>& words, std::string_view heading) {
  std::vector<std::string> groups;
  for (const auto& word : words) {
    if (std::find(groups.begin(), groups.end(), word.group) == groups.end())
      groups.push_back(word.group);
  }
  std::string text;
  for (const auto& group : groups) {
    std::vector<WordReference> members;
    std::copy_if(words.begin(), words.end(), std::back_inserter(members),
                 [&](const WordReference& word) { return word.group == group; });
    if (groups.size() > 1 && group != "Options" && group != "Positionals")
      text += fmt::format("{} {}\n", heading, group);
    text += list_of(members);
  }
  return text;
}

const CommandReference& called(std::string_view name, const Reference& all) {
  return *std::find_if(all.begin(), all.end(),
                       [&](const CommandReference& one) { return one.name == name; });
}

bool is_lesson(const CommandReference& command, const lessons::Catalogue& catalogue) {
  return std::any_of(catalogue.begin(), catalogue.end(),
                     [&](const lessons::Lesson& lesson) { return lesson.name == command.name; });
}

/// What lessons take: what all of them do once, and of the rest who takes it.
std::vector<WordReference> words_of_lessons(const Reference& all,
                                            const lessons::Catalogue& catalogue) {
  std::vector<WordReference> words;
  for (const auto& command : all) {
    if (!is_lesson(command, catalogue)) continue;
    for (auto word : command.words) {
      const auto is_same = [&](const WordReference& known) {
        return known.names == word.names && known.value == word.value;
      };
      const bool is_of_all =
          std::all_of(catalogue.begin(), catalogue.end(), [&](const lessons::Lesson& lesson) {
            const auto& others = called(lesson.name, all).words;
            return std::any_of(others.begin(), others.end(), is_same);
          });
      if (!is_of_all) word.description = fmt::format("Of {}: {}", command.name, word.description);
      const auto known = std::find_if(words.begin(), words.end(), is_same);
      if (known == words.end()) {
        words.push_back(word);
      } else if (!is_of_all) {
        known->description += ".\n" + word.description;
      }
    }
  }
  return words;
}

std::string format_list() {
  std::string text = ".Bl -tag -width Ds\n";
  for (const auto& format : view::formats())
    text += fmt::format(".It Cm {}\n{}.\n", format.name, sentence(format.description));
  for (const auto& format : view::outcome_formats()) {
    if (!view::format_named(format.name))
      text += fmt::format(".It Cm {}\n{}.\n", format.name, sentence(format.description));
  }
  return text + ".El\n";
}

/// The topic that mpdemo-trace(1) has.
constexpr std::string_view kOfTrace = "tracing";

/// A section's heading, as manuals have it.
std::string heading_of(const Topic& topic) {
  if (topic.name == "status") return "EXIT STATUS";
  return topic.name == "record" ? "RECORDED RUNS" : capital(topic.name);
}

std::string topics_section() {
  std::string text;
  for (const auto& topic : topics()) {
    if (topic.name == kOfTrace) continue;
    text += fmt::format(".Sh {}\n{}.\n", heading_of(topic), sentence(topic.title));
    text += literal(topic.text);
  }
  return text;
}

std::string head(const std::string& name, std::string_view description) {
  return fmt::format(".Dd {}\n.Dt {} 1\n.Os\n.Sh NAME\n.Nm {}\n.Nd {}\n.Sh SYNOPSIS\n",
                     MPDEMO_RELEASE_DATE, capital(name), name, description);
}

/// A line of the synopsis: mpdemo, the command, and what it takes.
std::string synopsis_of(const CommandReference& command) {
  std::string line = ".Nm mpdemo\n";
  if (!command.name.empty()) line += fmt::format(".Cm {}\n", command.name);
  line += ".Op Ar OPTIONS\n";
  for (const auto& word : command.words) {
    if (!word.is_option()) line += fmt::format(".Op Ar {}\n", spaced(word.value));
  }
  return line;
}

std::string page_of_mpdemo(const Reference& all, const lessons::Catalogue& catalogue) {
  std::string page = head("mpdemo", "multi-process programming, shown on real processes");
  page += ".Nm mpdemo\n.Ar LESSON Ns Op / Ns Ar DEMO\n.Op Ar OPTIONS\n";
  for (const auto& command : all) {
    if (!is_lesson(command, catalogue) && command.name != "trace") page += synopsis_of(command);
  }
  page +=
      ".Sh DESCRIPTION\n"
      "Small demos of multi-process programming run step by step, with real forks and\n"
      "real PIDs, and tell who did what and when.\n"
      "On a terminal each process is held before each act, and you choose which goes\n"
      "on.\n"
      "The run is a picture, on the terminal or in a file.\n"
      "Without a command there is a menu of the lessons.\n"
      "Your own program is the subject of\n"
      ".Xr mpdemo-trace 1 .\n";
  page += options_of(called("", all).words, ".Ss");
  page += ".Ss Lessons\n.Bl -tag -width Ds\n";
  for (const auto& lesson : catalogue) {
    page += fmt::format(".It Cm {}\n{}.\n", lesson.name, sentence(lesson.title));
    page += ".Bl -tag -width Ds -compact\n";
    for (const auto& demo : lesson.demos)
      page += fmt::format(".It Cm {}/{}\n{}\n", lesson.name, demo.name, sentence(demo.title()));
    page += ".El\n";
  }
  page += ".El\n.Ss Formats\n" + format_list();
  page += ".Sh OPTIONS OF A LESSON\n" + options_of(words_of_lessons(all, catalogue), ".Ss");
  page += ".Sh COMMANDS\n";
  for (const auto& command : all) {
    if (command.name.empty() || is_lesson(command, catalogue)) continue;
    page += fmt::format(".Ss mpdemo {}\n{}.\n", command.name, sentence(command.description));
    if (command.name == "trace") {
      page += "See\n.Xr mpdemo-trace 1 .\n";
      continue;
    }
    const bool is_try = command.name == "try";
    if (is_try) page += "All options are those of\n.Xr mpdemo-trace 1 .\n";
    if (!is_try) page += list_of(command.words);
    if (!command.footer.empty()) page += literal(command.footer);
  }
  page += topics_section();
  return page + ".Sh SEE ALSO\n.Xr mpdemo-trace 1 ,\n.Xr strace 1\n";
}

std::string page_of_trace(const Reference& all) {
  const CommandReference& trace = called("trace", all);
  std::string page = head("mpdemo-trace", "your own program, shown as mpdemo shows its lessons");
  page +=
      ".Nm mpdemo trace\n.Op Ar OPTIONS\n.Fl - Ar program Op Ar ARG ...\n"
      ".Sh DESCRIPTION\n"
      "Runs any program, unchanged, and shows its processes as those of a lesson:\n"
      "forks and execs, the traffic of pipes and FIFOs, waits, signals, and each line\n"
      "with the PID of its writer.\n";
  page += options_of(trace.words, ".Ss");
  page += ".Ss Running a program\n" + literal(trace.footer);
  page += ".Ss What the program notices\n" + literal(topic_called(std::string(kOfTrace))->text);
  const Topic& status = *topic_called("status");
  page += ".Sh EXIT STATUS\n" + literal(status.text);
  return page + ".Sh SEE ALSO\n.Xr mpdemo 1 ,\n.Xr strace 1 ,\n.Xr ptrace 2\n";
}

}  // namespace

std::string manual_page(ManualPage page, const Reference& all,
                        const lessons::Catalogue& catalogue) {
  return page == ManualPage::mpdemo ? page_of_mpdemo(all, catalogue) : page_of_trace(all);
}

}  // namespace app
