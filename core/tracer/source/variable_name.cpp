#include "core/tracer/source/variable_name.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <vector>

namespace tracer {
namespace {

/// How many lines a call may take.
constexpr std::size_t kLongestCall = 4;

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string without_blanks(std::string_view text) {
  std::string rest(text);
  std::erase_if(rest, [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
  return rest;
}

/// The last part of "&buffer->full", "(*locks)[2]", "this->mutex_".
VariableName name_of(std::string_view expression) {
  std::string text = without_blanks(expression);
  VariableName found;
  std::string index;
  if (text.ends_with(']')) {
    const std::size_t bracket = text.rfind('[');
    if (bracket == std::string::npos) return found;
    index = text.substr(bracket + 1, text.size() - bracket - 2);
    text.resize(bracket);
    const bool is_number = !index.empty() && std::all_of(index.begin(), index.end(), [](char c) {
      return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
    found.is_one_of_many = !is_number;
    if (!is_number) index.clear();
  }
  while (!text.empty() && text.back() == ')') text.pop_back();
  std::size_t begin = text.size();
  while (begin > 0 && is_part_of_name(text[begin - 1])) --begin;
  found.name = text.substr(begin);
  if (found.name.empty() || std::isdigit(static_cast<unsigned char>(found.name.front())) != 0)
    return {};
  if (!index.empty()) found.name += "[" + index + "]";
  return found;
}

/// Where the function is called; npos: nowhere.
std::size_t call_in(std::string_view text, std::string_view function) {
  for (std::size_t at = text.find(function); at != text.npos; at = text.find(function, at + 1)) {
    const std::size_t end = at + function.size();
    if ((at == 0 || !is_part_of_name(text[at - 1])) &&
        text.substr(std::min(text.find_first_not_of(' ', end), text.size())).starts_with('('))
      return at;
  }
  return text.npos;
}

std::string_view first_argument(std::string_view call) {
  const std::size_t begin = call.find('(') + 1;
  int depth = 0;
  for (std::size_t at = begin; at < call.size(); ++at) {
    const char c = call[at];
    if (depth == 0 && (c == ',' || c == ')')) return call.substr(begin, at - begin);
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
  }
  return {};
}

/// The lines around a place at which the function is called: what is before the call, and
/// the call with what follows. Both empty: there is none.
struct Call {
  std::string before;
  std::string text;
};

Call call_at(const Place& place, std::string_view function) {
  std::ifstream source(place.file);
  std::vector<std::string> lines;
  for (std::string line;
       static_cast<int>(lines.size()) < place.line + 2 && std::getline(source, line);)
    lines.push_back(line);
  const auto last = static_cast<std::size_t>(place.line);
  if (lines.size() < last) return {};
  std::string text;
  for (std::size_t begin = last; begin > 0 && begin + kLongestCall > last; --begin) {
    text.insert(0, lines[begin - 1] + " ");
    const std::size_t call = call_in(text, function);
    if (call == std::string::npos) continue;
    Call found{text.substr(0, call), text.substr(call)};
    for (std::size_t more = last; more < lines.size(); ++more) found.text += " " + lines[more];
    for (std::size_t line = begin - 1; line > 0 && line + kLongestCall > last; --line)
      found.before.insert(0, lines[line - 1] + " ");
    // Only of the same statement.
    found.before.erase(0, found.before.find_last_of(";{}") + 1);
    return found;
  }
  return {};
}

/// "int* x = (int*)" -> "int* x "; empty: nothing is set.
std::string target_of(std::string_view before) {
  std::string text(before);
  const std::size_t set = text.rfind('=');
  if (set == std::string::npos) return {};
  const std::string cast = without_blanks(text.substr(set + 1));
  const bool is_cast = cast.empty() || (cast.starts_with('(') && cast.ends_with(')'));
  text.resize(set);
  return is_cast ? text : std::string();
}

}  // namespace

VariableName variable_in_call(const Place& place, std::string_view function) {
  const Call call = call_at(place, function);
  return call.text.empty() ? VariableName() : name_of(first_argument(call.text));
}

std::string variable_set_by_call(const Place& place, std::string_view function) {
  std::string target = target_of(call_at(place, function).before);
  target.erase(target.find_last_not_of(' ') + 1);
  // What is before it, if anything, is its type.
  const std::size_t type = target.find_last_of(" *");
  return name_of(type == std::string::npos ? target : target.substr(type + 1)).name;
}

}  // namespace tracer
