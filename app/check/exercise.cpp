#include "app/check/exercise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <tuple>

#include "app/cli/args/duration.hpp"
#include "lessons/exercises.hpp"
#include "lessons/translation.hpp"

namespace app {
namespace {

using Data = nlohmann::json;

/// The goal's kind is the name of the member that holds its data.
Goal goal_in(const Data& json) {
  Goal goal;
  goal.says = json.at("says").get<std::string>();
  goal.points = json.value("points", 1);
  goal.keeps = json.value("keeps", false);
  if (goal.keeps) goal.points = 0;
  for (const auto& [name, data] : json.items()) {
    const auto kind = goal_kind_named(name);
    if (!kind) {
      if (name == "says" || name == "points" || name == "keeps") continue;
      throw std::runtime_error(fmt::format("there is no goal \"{}\"", name));
    }
    goal.kind = *kind;
    switch (*kind) {
      case Goal::Kind::lines:
        goal.alternatives = data.get<std::vector<std::vector<std::string>>>();
        break;
      case Goal::Kind::last:
        goal.words = {data.get<std::string>()};
        break;
      case Goal::Kind::processes:
        goal.least = data.get<int>();
        break;
      case Goal::Kind::acts:
        goal.words = {data.at("kind").get<std::string>(), data.value("who", "*")};
        goal.least = data.value("least", 1);
        break;
      case Goal::Kind::reaped:
        break;
      default:
        goal.words = data.get<std::vector<std::string>>();
    }
  }
  return goal;
}

void read(Exercise& exercise, std::string_view text) {
  const Data json = Data::parse(text);
  exercise.title = json.at("title").get<std::string>();
  exercise.level = json.value("level", 1);
  exercise.kind =
      json.value("kind", "mend") == "break" ? Exercise::Kind::find : Exercise::Kind::mend;
  exercise.topics = json.value("topics", std::vector<std::string>());
  exercise.task = json.at("task").get<std::string>();
  exercise.hints = json.value("hints", std::vector<std::string>());
  exercise.why = json.value("why", "");
  exercise.budget = parse_duration("budget", json.value("budget", "20s"));
  for (const auto& goal : json.at("goals")) exercise.goals.push_back(goal_in(goal));
}

const Exercise::Program* one_in(const std::vector<Exercise::Program>& programs,
                                std::string_view ending) {
  const auto found = std::find_if(programs.begin(), programs.end(), [&](const auto& program) {
    return program.file.ends_with(ending);
  });
  return found == programs.end() ? nullptr : &*found;
}

const lessons::Translation& translations() {
  static const lessons::Translation all = [] {
    lessons::Translation read_ones;
    for (const auto& file : lessons::exercise_files()) {
      if (file.path.ends_with("/zh-Hant.po")) read_ones.read(file.text);
    }
    return read_ones;
  }();
  return all;
}

}  // namespace

const Exercise::Program* Exercise::program_in(std::string_view ending) const {
  return one_in(programs, ending);
}

const Exercise::Program* Exercise::solution_in(std::string_view ending) const {
  return one_in(solutions, ending);
}

std::vector<Exercise> exercises() {
  std::map<std::string, Exercise> by_name;
  for (const auto& file : lessons::exercise_files()) {
    const auto slash = file.path.find('/');
    const std::string folder(file.path.substr(0, slash));
    const std::string name(file.path.substr(slash + 1));
    Exercise& exercise = by_name[folder];
    exercise.name = folder;
    try {
      if (name == "exercise.json") read(exercise, file.text);
    } catch (const std::exception& error) {
      throw std::runtime_error(fmt::format("{}: {}", file.path, error.what()));
    }
    if (name.starts_with("solution."))
      exercise.solutions.push_back({name, std::string(file.text)});
    else if (name.starts_with(folder + "."))
      exercise.programs.push_back({name, std::string(file.text)});
  }
  std::vector<Exercise> all;
  for (auto& [name, exercise] : by_name) all.push_back(std::move(exercise));
  std::stable_sort(all.begin(), all.end(), [](const Exercise& one, const Exercise& other) {
    return one.level < other.level;
  });
  return all;
}

const Exercise* exercise_named(const std::vector<Exercise>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Exercise& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string told(const std::string& english, Language language) {
  if (language == Language::english) return english;
  return std::string(translations().of(english).value_or(english));
}

}  // namespace app
