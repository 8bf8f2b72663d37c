#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <regex>

#include "core/os/process.hpp"
#include "core/trace/output_channel.hpp"
#include "lessons/catalogue.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/laws.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/stage_run.hpp"

namespace {

/// What was printed, by whom, and which process was the first.
struct Printed : std::vector<std::pair<pid_t, std::string>> {
  pid_t first = 0;
};

Printed run_page(const lessons::Demo& demo) {
  stage::Conduct fast;
  fast.speed = 50;
  const auto run = support::run_free([&] { demo.run({}); }, fast);
  CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
  Printed printed;
  printed.first = run.timeline.events.front().pid;
  for (const auto& event : support::of_kind(run.timeline, probe::Kind::print)) {
    printed.emplace_back(event.pid, event.act.text);
  }
  return printed;
}

/// Runs the twin as a student would; the kernel tells who printed what.
Printed run_twin(const lessons::Demo& demo) {
  auto channel = trace::make_output_channel();
  const std::string file = std::string(MPDEMO_SOURCE_DIR "/") + std::string(demo.python.file());
  const pid_t python = os::fork();
  if (python == 0) {
    os::make_standard(channel.writers_end, STDOUT_FILENO);
    ::execlp("python3", "python3", file.c_str(), nullptr);
    os::exit_now(127);
  }
  channel.writers_end.reset();
  Printed printed;
  printed.first = python;
  while (!channel.receiver.at_end()) {
    pollfd entry{channel.receiver.get(), POLLIN, 0};
    REQUIRE(::poll(&entry, 1, 60'000) == 1);
    channel.receiver.drain([&](pid_t writer, std::string line) {
      printed.emplace_back(writer, line.substr(0, line.find('\n')));
    });
  }
  os::await_end(python);
  CHECK(os::try_reap(python) == os::ExitStatus::exited(0));
  return printed;
}

/// The outcome with PIDs, addresses and order put aside: the lines, sorted,
/// with "process-N" for the N-th process that printed in its own right.
std::vector<std::string> outcome(const Printed& printed) {
  // The others are told apart by what they say, so they share a name.
  std::map<std::string, std::string> names;
  for (const auto& [pid, line] : printed) {
    names.try_emplace(std::to_string(pid), pid == printed.first ? "first" : "other");
  }
  std::vector<std::string> lines;
  for (const auto& [pid, line] : printed) {
    std::string text = names[std::to_string(pid)] + ": " +
                       std::regex_replace(line, std::regex("0x[0-9a-f]+"), "ADDRESS");
    // How many additions a race loses is nobody's to say.
    text = std::regex_replace(text, std::regex("without the lock: \\d+"), "without the lock: some");
    for (const auto& [number, name] : names) {
      text = std::regex_replace(text, std::regex("\\b" + number + "\\b"), name);
    }
    lines.push_back(text);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// The addresses that a run printed, each once.
std::vector<std::string> addresses(const Printed& printed) {
  std::vector<std::string> found;
  const std::regex address("0x[0-9a-f]+");
  for (const auto& [pid, line] : printed) {
    std::smatch match;
    if (std::regex_search(line, match, address)) found.push_back(match.str());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

TEST_CASE("every page and its Python twin print the same, PIDs and order aside") {
  support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::catalogue()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      const Printed page = run_page(demo);
      const Printed twin = run_twin(demo);
      CHECK(outcome(page) == outcome(twin));
      CHECK(addresses(page).size() == addresses(twin).size());
    }
  }
}

TEST_CASE("fork/variables prints 4 and 9, and one address in both processes") {
  support::NothingLeft nothing_left;
  const auto& variables = lessons::catalogue()[0].demos[1];
  REQUIRE(variables.name == "variables");
  for (const Printed& printed : {run_page(variables), run_twin(variables)}) {
    CHECK(outcome(printed) == std::vector<std::string>{
                                  "first: parent: source is 9, at ADDRESS",
                                  "first: process first ends with source = 9",
                                  "first: source is 10, at ADDRESS",
                                  "other: child: source is 4, at ADDRESS",
                                  "other: process other ends with source = 4",
                              });
    CHECK(addresses(printed).size() == 1);
  }
}
