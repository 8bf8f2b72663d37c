#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>

#include "core/os/process/process.hpp"
#include "core/record/output_channel.hpp"
#include "lessons/catalogue.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

namespace {

/// The printed lines with their processes, and the first process.
struct Printed : std::vector<std::pair<pid_t, std::string>> {
  pid_t first = 0;
};

/// Whether a demo may hang.
bool may_deadlock(const lessons::Demo& demo) {
  return demo.name == "deadlock";
}

/// Empty: it hung, and was given up.
std::optional<Printed> try_page(const lessons::Demo& demo) {
  choice::RunOptions fast;
  fast.speed = 50;
  if (may_deadlock(demo)) fast.timeout = std::chrono::seconds(5);
  const auto run = support::run_free([&] { demo.run({}); }, fast);
  CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
  if (run.timeline.end.status != "ok") return std::nullopt;
  Printed printed;
  printed.first = run.timeline.events.front().pid;
  for (const auto& event : support::of_kind(run.timeline, probe::Kind::print)) {
    printed.emplace_back(event.pid, event.act.text);
  }
  return printed;
}

/// Runs the twin as a student would; the kernel says which process printed
/// what. Empty: it hung, and was given up.
std::optional<Printed> try_twin(const lessons::Demo& demo) {
  auto channel = record::make_output_channel();
  const std::string file = std::string(MPDEMO_SOURCE_DIR "/") + std::string(demo.python.file());
  const pid_t python = os::fork();
  if (python == 0) {
    os::lead_group(0);
    os::make_standard(channel.writers_end, STDOUT_FILENO);
    ::execlp("python3", "python3", file.c_str(), nullptr);
    os::exit_now(127);
  }
  os::lead_group(python);
  channel.writers_end.reset();
  const int most_silence = may_deadlock(demo) ? 5'000 : 60'000;
  Printed printed;
  printed.first = python;
  while (!channel.receiver.at_end()) {
    pollfd entry{channel.receiver.get(), POLLIN, 0};
    if (::poll(&entry, 1, most_silence) != 1) {
      os::send_signal_to_group(python, SIGKILL);
      REQUIRE(support::no_process_left_within(2));
      return std::nullopt;
    }
    channel.receiver.drain([&](pid_t writer, std::string line) {
      printed.emplace_back(writer, line.substr(0, line.find('\n')));
    });
  }
  os::await_end(python);
  CHECK(os::try_reap(python) == os::ExitStatus::exited(0));
  return printed;
}

/// The output of a run that ends. A demo that may deadlock gets several
/// attempts: a hanging run cannot be compared.
Printed run_well(std::optional<Printed> (*attempt)(const lessons::Demo&),
                 const lessons::Demo& demo) {
  for (int chances = may_deadlock(demo) ? 10 : 1; chances > 0; --chances) {
    if (auto printed = attempt(demo)) return *printed;
  }
  FAIL(demo.page.file() << " or its twin hangs");
  return {};
}

Printed run_page(const lessons::Demo& demo) {
  return run_well(try_page, demo);
}

Printed run_twin(const lessons::Demo& demo) {
  return run_well(try_twin, demo);
}

/// The outcome without PIDs, addresses and order: the sorted lines, with
/// "process-N" for the N-th process that printed.
std::vector<std::string> outcome(const Printed& printed) {
  // The others differ by their lines, so they share a name.
  std::map<std::string, std::string> names;
  for (const auto& [pid, line] : printed) {
    names.try_emplace(std::to_string(pid), pid == printed.first ? "first" : "other");
  }
  std::vector<std::string> lines;
  for (const auto& [pid, line] : printed) {
    std::string text = names[std::to_string(pid)] + ": " +
                       std::regex_replace(line, std::regex("0x[0-9a-f]+"), "ADDRESS");
    // How many additions a race loses is arbitrary.
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

TEST_CASE("every page and its Python twin print the same, PIDs and order aside", "[slow]") {
  support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::pages_over_mp()) {
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
  const auto& variables = lessons::pages_over_mp()[0].demos[1];
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
