#include "core/view/model/process_naming.hpp"

#include <algorithm>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/command_words.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

// A longer command names its lane without its arguments.
constexpr std::size_t kLongestCommand = 12;
constexpr std::size_t kLongestName = 20;

/// Whether the tracer has made the name, by counting: "parent", "child-1.2", "ann.1".
bool is_counted(std::string_view name) {
  if (name == "parent" || name.starts_with("child-")) return true;
  const auto dot = name.rfind('.');
  const std::string_view number = name.substr(std::min(dot, name.size()));
  return number.size() > 1 && number.find_first_not_of("0123456789", 1) == number.npos;
}

/// `text` with other words for some: a word is what may be a name.
std::string reworded(std::string_view text, const std::map<std::string, std::string>& names) {
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  };
  std::string all;
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_of_name);
    std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    while (word.ends_with('.')) word.remove_suffix(1);
    const auto known = names.find(std::string(word));
    all += known == names.end() ? std::string(word) : known->second;
    text.remove_prefix(word.size());
    if (!text.empty()) all += text.front();
    if (!text.empty()) text.remove_prefix(1);
  }
  return all;
}

}  // namespace

void ProcessNaming::begin(const record::Run& run) {
  *this = ProcessNaming(telling_);
  changes_ = record::is_traced(run) && telling_ != Telling::recorded;
}

void ProcessNaming::name(record::Event& event) {
  if (!changes_) return;
  Process& process = known_as(event);
  const std::string recorded = event.name;
  event.name = name_of(event.pid, recorded);
  Act& act = event.act;
  if (act.peer) act.peer_name = name_of(*act.peer, act.peer_name);
  if (act.kind == Kind::exec && is_counted(recorded)) process.name = name_for(act);
}

/// The process that acts. A fork makes another one, perhaps with a PID that had been used.
ProcessNaming::Process& ProcessNaming::known_as(const record::Event& event) {
  numbers_[event.process] = event.pid;
  const Act& act = event.act;
  if (act.kind == Kind::fork && act.peer && *act.peer != event.pid) {
    processes_[*act.peer] = {act.peer_name, {}};
    taken_.insert(act.peer_name);
  }
  Process& process = processes_[event.pid];
  if (!event.name.empty() && process.recorded != event.name) {
    process = {event.name, {}};
    taken_.insert(event.name);
  }
  return process;
}

std::string ProcessNaming::name_of(pid_t pid, const std::string& recorded) const {
  const auto found = processes_.find(pid);
  const bool has_other = found != processes_.end() && !found->second.name.empty() &&
                         found->second.recorded == recorded;
  return has_other ? found->second.name : recorded;
}

/// "sort", "wc -l"; of several, the second is "sort-2".
std::string ProcessNaming::name_for(const Act& exec) {
  const std::string_view line = exec.value;
  std::string base(base_of(first_word(line)));
  // Quoted: the kernel's name for it is shorter.
  if (base.empty() || base.front() == '\'') base = exec.program;
  base = cut_to(harmless(base), kLongestName, "");
  const auto space = line.find(' ');
  std::string command = base;
  if (space != line.npos) command.append(harmless(line.substr(space)));
  if (display_width(command) > kLongestCommand) command = base;
  if (base.empty()) return {};
  int& count = names_[command];
  std::string name = ++count == 1 ? command : base + "-" + std::to_string(count);
  while (!taken_.insert(name).second) name = base + "-" + std::to_string(++count);
  return name;
}

void ProcessNaming::name(choice::Point& point) const {
  if (!changes_) return;
  for (choice::Role& role : point.roles) {
    const auto pid = numbers_.find(role.number);
    const auto process = pid == numbers_.end() ? processes_.end() : processes_.find(pid->second);
    if (process != processes_.end() && !process->second.name.empty())
      role.name = reworded(role.name, {{process->second.recorded, process->second.name}});
    if (role.next.peer) role.next.peer_name = name_of(*role.next.peer, role.next.peer_name);
  }
  choice::WaitGraph waits;
  for (choice::Wait wait : point.waits.waits()) {
    wait.name = name_of(wait.pid, wait.name);
    waits.add(std::move(wait));
  }
  point.waits = std::move(waits);
}

record::End ProcessNaming::named(const record::End& recorded) const {
  record::End end = recorded;
  std::map<std::string, std::string> names;
  for (const auto& [pid, process] : processes_) {
    if (!process.name.empty()) names.emplace(process.recorded, process.name);
  }
  if (!names.empty()) end.reason = reworded(end.reason, names);
  return end;
}

}  // namespace view
