#include "app/practice/practice_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/language/practice_words.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"

namespace app::practice {
namespace {

using view::filled;

constexpr std::size_t kSheetWidth = 78;

std::string topic_told(Topic topic, const PracticeWords& words) {
  switch (topic) {
    case Topic::fork:
      return std::string(words.topic_fork);
    case Topic::pipe:
      return std::string(words.topic_pipe);
    case Topic::lock:
      return std::string(words.topic_lock);
    case Topic::wait:
      return std::string(words.topic_wait);
    case Topic::signal:
      break;
  }
  return std::string(words.topic_signal);
}

std::string output_text(const Output& output, const PracticeWords& words) {
  std::string text;
  for (const auto& line : output.lines)
    text += (text.empty() ? "" : std::string(words.between_lines)) + line;
  return output.ends ? text : filled(words.and_hangs, text);
}

std::string_view ending_text(Ending ending, const PracticeWords& words) {
  switch (ending) {
    case Ending::always:
      return words.ends_always;
    case Ending::sometimes:
      return words.ends_sometimes;
    case Ending::never:
      break;
  }
  return words.ends_never;
}

/// One sentence after the other; Chinese needs no space between them.
void add_sentence(std::string& text, std::string_view sentence, Language language) {
  if (!text.empty() && language == Language::english) text += ' ';
  text += sentence;
}

std::string how_proved(const Problem& problem, const PracticeWords& words) {
  if (problem.schedules == 1) return std::string(words.one_tried);
  if (problem.draft.asks != Asks::outputs) return filled(words.all_tried, problem.schedules);
  if (problem.outputs == 1) return filled(words.one_output, problem.schedules);
  return filled(words.all_outputs, problem.schedules, problem.outputs);
}

}  // namespace

std::string_view word_for(Topic topic) {
  switch (topic) {
    case Topic::fork:
      return "fork";
    case Topic::pipe:
      return "pipe";
    case Topic::lock:
      return "lock";
    case Topic::wait:
      return "wait";
    case Topic::signal:
      break;
  }
  return "signal";
}

std::string_view word_for(Asks asks) {
  switch (asks) {
    case Asks::processes:
      return "processes";
    case Asks::outputs:
      return "outputs";
    case Asks::ending:
      return "ending";
    case Asks::close:
      break;
  }
  return "close";
}

std::string title(std::size_t count, Language language) {
  const PracticeWords& words = practice_words(language);
  return count == 1 ? std::string(words.title_of_one) : filled(words.title, count);
}

std::string heading(const Problem& problem, std::size_t number, std::size_t count,
                    Language language) {
  const PracticeWords& words = practice_words(language);
  return filled(words.heading, number, count, topic_told(problem.draft.topic, words),
                problem.draft.level);
}

std::string numbered_source(const Problem& problem) {
  std::string text;
  for (std::size_t i = 0; i < problem.draft.lines.size(); ++i) {
    std::string line = fmt::format("{:>4}  {}", i + 1, problem.draft.lines[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string_view question(const Problem& problem, Language language) {
  const PracticeWords& words = practice_words(language);
  switch (problem.draft.asks) {
    case Asks::processes:
      return words.asks_processes;
    case Asks::outputs:
      return words.asks_outputs;
    case Asks::ending:
      return words.asks_ending;
    case Asks::close:
      break;
  }
  return words.asks_close;
}

std::string option_text(const Problem& problem, const Option& option, Language language) {
  const PracticeWords& words = practice_words(language);
  switch (problem.draft.asks) {
    case Asks::ending:
      return std::string(ending_text(option.ending, words));
    case Asks::close: {
      const std::string& line = option.repair.line;
      return filled(words.close_after, line.substr(line.find_first_not_of(' ')),
                    option.repair.after);
    }
    default:
      return output_text(option.output, words);
  }
}

std::string answer_text(const Problem& problem) {
  return fmt::format("{}", fmt::join(problem.answer(), ", "));
}

std::string explanation(const Problem& problem, Language language) {
  std::string text(told(problem.draft.fact, language));
  add_sentence(text, how_proved(problem, practice_words(language)), language);
  return text;
}

std::string remarks(const Problem& problem, const std::set<int>& given, Language language) {
  const PracticeWords& words = practice_words(language);
  std::string text;
  const auto say = [&](std::string_view sentence, const auto& is_about) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < problem.options.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      if (is_about(problem.options[i], given.contains(number))) numbers.push_back(number);
    }
    if (numbers.empty()) return;
    const std::string list = fmt::format("{}", fmt::join(numbers, words.between_lines));
    add_sentence(text, filled(sentence, list), language);
  };
  const auto is_wrong = [](const Option& one, bool is_given) { return is_given && !one.is_right; };
  if (problem.draft.asks == Asks::outputs) {
    say(words.can_come, [](const Option& one, bool is_given) { return one.is_right && !is_given; });
    say(words.cannot_come, is_wrong);
  }
  if (problem.draft.asks == Asks::close) {
    say(words.still_hangs,
        [&](const Option& one, bool is_given) { return is_wrong(one, is_given) && one.hangs; });
    say(words.does_not_print_all,
        [&](const Option& one, bool is_given) { return is_wrong(one, is_given) && !one.hangs; });
  }
  return text;
}

std::string run_text(const Problem& problem, Language language) {
  const PracticeWords& words = practice_words(language);
  std::string text;
  if (problem.draft.asks == Asks::ending || problem.draft.asks == Asks::close) {
    if (problem.hang) text = filled(words.a_run, problem.hang->schedule.to_string());
    return text;
  }
  if (problem.draft.asks == Asks::processes)
    return problem.run ? filled(words.a_run, problem.run->schedule.to_string()) : text;
  for (std::size_t i = 0; i < problem.options.size(); ++i) {
    const Option& option = problem.options[i];
    if (!option.is_right || !option.way) continue;
    if (!text.empty()) text += "\n";
    text += fmt::format("{}. ", i + 1) + filled(words.a_run, option.way->schedule.to_string());
  }
  return text;
}

std::string problem_text(const Problem& problem, std::size_t number, std::size_t count,
                         std::size_t width, Language language) {
  std::string text = heading(problem, number, count, language) + "\n\n";
  text += numbered_source(problem) + "\n";
  text += "? " + view::wrapped(question(problem, language), width - 2, 2) + "\n";
  for (std::size_t i = 0; i < problem.options.size(); ++i) {
    text += fmt::format(
        "    {}  {}\n", i + 1,
        view::wrapped(option_text(problem, problem.options[i], language), width - 7, 7));
  }
  return text;
}

std::string sheet_text(const Sheet& sheet, Language language) {
  const PracticeWords& words = practice_words(language);
  const std::size_t count = sheet.problems.size();
  std::string text = title(count, language) + "\n\n";
  for (std::size_t i = 0; i < count; ++i)
    text += problem_text(sheet.problems[i], i + 1, count, kSheetWidth, language) + "\n\n";
  text += std::string(words.answers) + "\n\n";
  for (std::size_t i = 0; i < count; ++i) {
    const Problem& problem = sheet.problems[i];
    text += fmt::format("{:>3}. ", i + 1) +
            view::wrapped(answer_text(problem), kSheetWidth - 5, 5) + "\n     " +
            view::wrapped(explanation(problem, language), kSheetWidth - 5, 5) + "\n";
  }
  return text + "\n" + filled(words.made_by, sheet.command) + "\n";
}

}  // namespace app::practice
