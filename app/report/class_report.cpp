#include "app/report/class_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <utility>

namespace app {
namespace {

using Json = nlohmann::json;

Json parsed(std::string_view text, std::size_t line) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw ReportProblem(fmt::format("line {} is no JSON", line));
  return json;
}

/// The answer of that number, counted from 1.
std::string answer_at(const Json& question, const Json& number) {
  const auto& answers = question.at("answers");
  const auto at = number.get<std::size_t>();
  if (at < 1 || at > answers.size())
    throw ReportProblem("an answer has a number that is not there");
  return answers[at - 1];
}

}  // namespace

/// An answer as a file has it.
struct ClassReport::Given {
  Person person;
  Question question;
  Answer answer;
};

std::size_t ClassReport::Person::right() const {
  return static_cast<std::size_t>(
      std::count_if(answers.begin(), answers.end(),
                    [](const auto& one) { return one.second.result == Result::right; }));
}

std::vector<ClassReport::Given> ClassReport::quiz_in(std::string_view bytes, Person& person) {
  std::vector<Given> all;
  std::size_t line = 0;
  bool has_ended = false;
  while (!bytes.empty()) {
    const std::string_view text = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(text.size() + 1, bytes.size()));
    const Json json = parsed(text, ++line);
    const std::string type = json.is_object() ? json.value("type", "") : "";
    if (type == "end" && json.contains("questions")) {
      person.name = json.value("name", person.name);
      person.when = json.value("when", "");
      person.version = json.value("version", "");
      has_ended = true;
      continue;
    }
    if (type != "quiz") throw ReportProblem(fmt::format("line {} is no answer of a quiz", line));
    Given given;
    given.question.about = fmt::format("{}/{}", json.at("lesson").get<std::string>(),
                                       json.at("demo").get<std::string>());
    given.question.text = json.at("question");
    if (!json.at("right").empty()) given.question.right = answer_at(json, json.at("right")[0]);
    if (!json.at("given").is_null()) given.answer.given = answer_at(json, json.at("given"));
    if (!given.answer.given.empty()) {
      given.answer.result =
          given.answer.given == given.question.right ? Result::right : Result::wrong;
    }
    // Nobody can be wrong as long as nothing has shown what is right.
    if (given.question.right.empty()) given.answer.result = Result::skipped;
    all.push_back(std::move(given));
  }
  if (!has_ended) throw ReportProblem("its last line is missing, so it is not whole");
  for (Given& given : all) given.person = person;
  return all;
}

std::vector<ClassReport::Given> ClassReport::checks_in(std::string_view bytes,
                                                       const std::string& name) {
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_array()) throw ReportProblem("it is no report");
  std::vector<Given> all;
  for (const Json& one : json) {
    if (!one.is_object() || !one.contains("exercise") || !one.contains("verdict"))
      throw ReportProblem("it has no verdicts of check");
    Given given;
    const std::string otherwise = json.size() == 1 ? name : one.value("file", name);
    given.person.name = one.value("name", otherwise);
    given.person.when = one.value("when", "");
    given.person.version = one.value("version", "");
    given.question.about = one.at("exercise");
    given.question.right = "solved";
    given.answer.given = one.at("verdict");
    given.answer.result = given.answer.given == "solved" ? Result::right : Result::wrong;
    all.push_back(std::move(given));
  }
  return all;
}

void ClassReport::add(std::string_view bytes, const std::string& name) {
  Person person;
  person.name = name;
  try {
    const auto first = bytes.find_first_not_of(" \n\r\t");
    if (first == bytes.npos) throw ReportProblem("it is empty");
    const bool is_check = bytes[first] == '[';
    const std::vector<Given> all = is_check ? checks_in(bytes, name) : quiz_in(bytes, person);
    for (const Given& given : all) take(given);
  } catch (const Json::exception&) {
    throw ReportProblem("something is missing in it");
  }
}

void ClassReport::take(const Given& given) {
  auto person = std::find_if(people_.begin(), people_.end(),
                             [&](const Person& one) { return one.name == given.person.name; });
  if (person == people_.end()) person = people_.insert(people_.end(), given.person);
  // The latest that is known of somebody.
  if (person->when < given.person.when) {
    person->when = given.person.when;
    person->version = given.person.version;
  }
  auto question = std::find_if(questions_.begin(), questions_.end(), [&](const Question& one) {
    return one.about == given.question.about && one.text == given.question.text;
  });
  if (question == questions_.end()) question = questions_.insert(questions_.end(), given.question);
  if (question->right.empty()) question->right = given.question.right;
  const auto number = static_cast<std::size_t>(question - questions_.begin());
  // Who answers again is known by the first answer: the second is after the explanation.
  const bool is_quiz = !question->text.empty();
  if (is_quiz && person->answers.contains(number)) return;
  if (const auto before = person->answers.find(number); before != person->answers.end()) {
    --question->asked;
    if (before->second.result == Result::wrong) --question->wrong;
  }
  person->answers[number] = given.answer;
  ++question->asked;
  if (given.answer.result != Result::wrong) return;
  ++question->wrong;
  ++question->instead[given.answer.given];
}

std::vector<std::size_t> ClassReport::hardest_first() const {
  std::vector<std::size_t> order(questions_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return questions_[one].wrong > questions_[other].wrong;
  });
  return order;
}

}  // namespace app
