#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <utility>

#include "tests/app/mpdemo.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/tracer/corpus/small_script.hpp"
#include "tests/tracer/traced.hpp"

// Whether all outcomes of a program are found, and no others: against a model of what its
// calls mean, for programs that chance has made. Which ones, and how many of each sort:
// MPDEMO_SEED and MPDEMO_PROGRAMS, for scripts/soak --only programs.

namespace {

using tests::line_at;
using tests::Script;
using tests::Step;

constexpr int kKilled = 9;
constexpr int kTerminated = 15;

/// A program by chance: of these acts, in at most so many steps.
class Author {
 public:
  Author(std::mt19937& random, std::string acts) : random_(random), acts_(std::move(acts)) {}

  Script script(int depth = 0) {
    Script script;
    std::size_t forks = 0;
    std::set<int> locked;
    for (int steps = below(depth == 0 ? 4 : 3) + 1; steps > 0 && left_ > 0; --steps) {
      --left_;
      Step step;
      step.what = acts_[static_cast<std::size_t>(below(static_cast<int>(acts_.size())))];
      step.which = below(2);
      const bool needs_child = std::string("wWKT").find(step.what) != std::string::npos;
      if (needs_child && forks > 0) step.which = below(static_cast<int>(forks));
      if (needs_child && forks == 0) step.what = 'p';
      if (step.what == '(' && (depth == 2 || forks == 2)) step.what = 'p';
      const bool needs_parent = step.what == 'P' || step.what == 's';
      if (needs_parent && depth == 0) step.what = 'p';
      if (step.what == '(') {
        ++forks;
        step.child = this->script(depth + 1);
      }
      if (step.what == '>') step.byte = static_cast<char>('a' + below(2));
      if (step.what == 'L' && !locked.insert(step.which).second) {
        step.what = 'U';
        locked.erase(step.which);
      }
      script.push_back(std::move(step));
    }
    if (depth > 0 && below(2) == 0) script.push_back({'e', below(3), ' ', {}});
    return script;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  std::mt19937& random_;
  std::string acts_;
  int left_ = 4 + below(4);
};

/// The lines that are printed, and how it ends: "ok", "deadlock", or "other".
struct Result {
  std::vector<std::string> lines;
  std::string ending;
  auto operator<=>(const Result&) const = default;
};

/// What a program can come to, by what its calls mean alone: every order of its steps.
class Model {
 public:
  struct TooMany : std::runtime_error {
    TooMany() : std::runtime_error("too many outcomes") {}
  };

  Model(const Script& script, std::size_t most)
      : most_(most), has_handlers_(tests::sends_signals(script)) {
    collect("m", script);
  }

  std::set<Result> all() {
    State state;
    state.processes["m"] = {};
    return from(state);
  }

 private:
  struct Process {
    std::size_t at = 0;
    int children = 0;
    std::optional<int> status = {};  // it has ended, as wait(2) has it
    bool reaped = false;
    int signal = 0;                  // that it will die of
    std::string says = {};           // what it has learned, and is about to print
    std::set<int> closed = {};       // pipes that it cannot read any more
    bool is_waiting = false;         // in its call, for which a signal may come
    bool is_pending = false;         // the signal has come
    bool handles = false;            // it is in the handler, about to print
    std::optional<int> loaded = {};  // from memory, about to store one more
    auto operator<=>(const Process&) const = default;
  };
  struct State {
    std::map<std::string, Process> processes;
    std::map<int, std::string> pipes;
    std::map<int, std::string> locks;  // who has it
    std::set<int> files;
    std::map<int, int> words;
    auto operator<=>(const State&) const = default;
  };

  void collect(const std::string& name, const Script& script) {
    scripts_[name] = script;
    int children = 0;
    for (const Step& step : script) {
      if (step.what == '(') collect(name + std::to_string(children++), step.child);
    }
  }

  const std::set<Result>& from(const State& state) {
    const auto [found, is_new] = known_.try_emplace(state);
    if (!is_new) return found->second;
    std::set<Result> results;
    bool any = false;
    for (const auto& [name, process] : state.processes) {
      State next = state;
      std::string line;
      if (process.status || !act(name, next, line)) continue;
      any = true;
      for (const Result& later : from(next)) {
        Result whole = later;
        if (!line.empty()) whole.lines.insert(whole.lines.begin(), line);
        results.insert(std::move(whole));
        if (results.size() > most_) throw TooMany();
      }
    }
    if (!any) results.insert({{}, ending_of(state)});
    return known_[state] = std::move(results);
  }

  static std::string ending_of(const State& state) {
    for (const auto& [name, process] : state.processes) {
      if (!process.status) return "deadlock";
    }
    return *state.processes.at("m").status == 0 ? "ok" : "other";
  }

  static void end(State& state, const std::string& name, int status) {
    state.processes[name].status = status;
    for (auto& [file, holder] : state.locks) {
      if (holder == name) holder.clear();
    }
  }

  /// False: it must wait.
  bool act(const std::string& name, State& state, std::string& line) {
    Process& self = state.processes[name];
    if (self.signal != 0) return end(state, name, self.signal), true;
    if (self.handles) {
      self.handles = false;
      line = line_at(name, 0, "handled");
      return true;
    }
    if (self.is_waiting) return goes_on(name, state, line);
    if (std::exchange(self.is_pending, false)) return self.handles = true;
    if (does(name, state, line)) return true;
    // To begin to wait makes a difference only where a signal may come.
    return has_handlers_ && (self.is_waiting = true);
  }

  /// In a call that had to wait. What it waits for is seen before a signal.
  bool goes_on(const std::string& name, State& state, std::string& line) {
    Process& self = state.processes[name];
    if (does(name, state, line)) {
      self.is_waiting = false;
      return true;
    }
    if (!self.is_pending) return false;
    self.is_waiting = self.is_pending = false;
    self.says = line_at(name, static_cast<int>(++self.at), "interrupted");
    return self.handles = true;
  }

  /// The next step. False: it must wait, and nothing is done.
  bool does(const std::string& name, State& state, std::string& line) {
    Process& self = state.processes[name];
    // Each call is a step of its own.
    if (!self.says.empty()) {
      line = std::exchange(self.says, {});
      return true;
    }
    const Script& script = scripts_[name];
    if (self.at == script.size()) return end(state, name, 0), true;
    const Step& step = script[self.at];
    const int number = static_cast<int>(self.at) + 1;
    if (step.what == 'i' && !self.loaded) {
      self.loaded = state.words[step.which];
      return true;
    }
    if (!take(step, name, number, state, line)) return false;
    ++self.at;
    return true;
  }

  bool take(const Step& step, const std::string& name, int number, State& state,
            std::string& line) {
    Process& self = state.processes[name];
    const auto parent = [&]() -> Process& {
      return state.processes[name.substr(0, name.size() - 1)];
    };
    const auto child = [&](int which) -> Process& {
      return state.processes[name + std::to_string(which)];
    };
    switch (step.what) {
      case 'p':
        line = line_at(name, number);
        return true;
      case '(':
        state.processes[name + std::to_string(self.children++)].closed = self.closed;
        return true;
      case 'w':
        return reap(name, self.children, 0, state, number);
      case 'W':
        return reap(name, step.which + 1, step.which, state, number);
      case 'K':
      case 'T': {
        Process& target = child(step.which);
        const int signal = step.what == 'K' ? kKilled : kTerminated;
        // A SIGKILL comes before whatever else has come.
        if (!target.status && (target.signal == 0 || signal == kKilled)) target.signal = signal;
        return true;
      }
      case '>':
        if (!is_read(step.which, state)) {
          self.says = line_at(name, number, "is broken");
        } else {
          state.pipes[step.which] += step.byte;
        }
        return true;
      case 'c':
        self.closed.insert(step.which);
        return true;
      case 'P':
        self.says = line_at(name, number, parent().status ? "orphan" : "parent");
        return true;
      case 's':
        if (!parent().status) parent().is_pending = true;
        return true;
      case '<': {
        if (self.closed.count(step.which) != 0) {
          line = line_at(name, number, "is closed");
          return true;
        }
        std::string& pipe = state.pipes[step.which];
        if (pipe.empty()) return false;
        self.says = line_at(name, number, std::string("got ") + pipe.front());
        pipe.erase(0, 1);
        return true;
      }
      case 'L':
        if (!state.locks[step.which].empty()) return false;
        state.locks[step.which] = name;
        return true;
      case 'U':
        state.locks[step.which].clear();
        return true;
      case 'g':
        self.says = line_at(name, number, "read " + std::to_string(state.words[step.which]));
        return true;
      case 'i':
        state.words[step.which] = *std::exchange(self.loaded, std::nullopt) + 1;
        return true;
      case 'x':
        self.says = line_at(name, number, "was " + std::to_string(state.words[step.which]++));
        return true;
      case 'X':
        self.says = line_at(name, number, state.files.insert(step.which).second ? "won" : "lost");
        return true;
      default:
        end(state, name, step.which * 256);
        return true;
    }
  }

  static bool is_read(int pipe, const State& state) {
    return std::any_of(state.processes.begin(), state.processes.end(), [&](const auto& one) {
      return !one.second.status && one.second.closed.count(pipe) == 0;
    });
  }

  /// Of the children from `first` to before `last`, the one that was forked first.
  bool reap(const std::string& name, int last, int first, State& state, int number) {
    std::string& says = state.processes[name].says;
    bool is_any = false;
    for (int which = first; which < last; ++which) {
      Process& child = state.processes[name + std::to_string(which)];
      if (child.reaped) continue;
      is_any = true;
      if (!child.status) continue;
      child.reaped = true;
      says = line_at(name, number,
                     "reaped " + std::to_string(which) + " " + std::to_string(*child.status));
      return true;
    }
    if (!is_any) says = line_at(name, number, "nobody");
    return !is_any;
  }

  std::size_t most_;
  bool has_handlers_;
  std::map<std::string, Script> scripts_;
  std::map<State, std::set<Result>> known_;
};

struct Found {
  std::set<Result> results;
  nlohmann::json end;
};

Found found_for(const Script& script, const tests::Arguments& options = {}) {
  ::setenv("MPDEMO_SCRIPT", tests::text_of(script).c_str(), 1);
  tests::Arguments words = {"--outcomes", "--runs", "0", "--format", "jsonl", "--budget", "60s"};
  words.insert(words.end(), options.begin(), options.end());
  const auto finished = tests::mpdemo(tests::trace_of({tests::kCorpus, "script"}, words));
  ::unsetenv("MPDEMO_SCRIPT");
  Found found;
  for (const std::string& text : tests::lines_of(finished.output)) {
    const auto line = nlohmann::json::parse(text);
    if (line["type"] == "end") {
      found.end = line;
      continue;
    }
    Result result;
    for (const auto& printed : line["lines"]) result.lines.push_back(printed[1]);
    result.ending = line.value("ending", "ok");
    if (result.ending != "ok" && result.ending != "deadlock") result.ending = "other";
    found.results.insert(std::move(result));
  }
  return found;
}

std::uint32_t number_from(const char* variable, std::uint32_t usual) {
  const char* const text = std::getenv(variable);
  return text ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : usual;
}

void check_against_model(const std::string& acts, std::uint32_t seed, std::uint32_t usual) {
  const support::NothingLeft nothing_left;
  std::mt19937 random(number_from("MPDEMO_SEED", seed));
  const std::uint32_t programs = number_from("MPDEMO_PROGRAMS", usual);
  const std::size_t most = usual == programs ? 200 : 2'000;
  for (std::uint32_t i = 0; i < programs;) {
    const Script script = Author(random, acts).script();
    CAPTURE(tests::text_of(script));
    std::set<Result> possible;
    try {
      possible = Model(script, most).all();
    } catch (const Model::TooMany&) {
      continue;
    }
    ++i;
    const Found found = found_for(script);
    CAPTURE(found.end.dump());
    CHECK(found.results == possible);
    CHECK(found.end.value("exhaustive", false));
  }
}

}  // namespace

TEST_CASE("All outcomes of programs that fork, print, wait and end are found, and no others") {
  check_against_model("pp((wW", 1, 40);
}

TEST_CASE("All outcomes of programs that write into pipes and read from them are found") {
  check_against_model("p((w><", 2, 40);
}

TEST_CASE("All outcomes of programs that kill are found, and no others") {
  check_against_model("pp((wKT", 3, 40);
}

TEST_CASE("All outcomes of programs that lock files or make them once are found") {
  check_against_model("p((wLLX", 4, 40);
}

TEST_CASE("All outcomes of programs that close their ends of pipes are found, and no others") {
  check_against_model("p((w>>cc<", 6, 40);
}

TEST_CASE("All outcomes of programs that ask for their parents are found, and no others") {
  check_against_model("p((wPP", 7, 20);
}

TEST_CASE("All outcomes of programs whose waits a signal may end are found, and no others") {
  check_against_model("p((wss<>", 8, 40);
}

TEST_CASE("All outcomes of programs that share memory are found, and no others") {
  check_against_model("p((wggiiiix", 9, 40);
}

TEST_CASE("All outcomes of programs that do all of that are found, and no others") {
  check_against_model("p((wWKT><cPLXgix", 5, 40);
}

TEST_CASE("Each schedule that is listed for a program gives its outcome again") {
  const support::NothingLeft nothing_left;
  const tests::Arguments program = {tests::kCorpus, "script"};
  for (const char* script : {"((pp)(<0p)w)>0aw", "(P>0ac0)c0(>0b)w", "(s>0as)(P)<0w"}) {
    CAPTURE(script);
    ::setenv("MPDEMO_SCRIPT", script, 1);
    const auto all =
        tests::mpdemo(tests::trace_of(program, {"--outcomes", "--runs", "0", "--format", "jsonl"}));
    int count = 0;
    for (const std::string& text : tests::lines_of(all.output)) {
      const auto line = nlohmann::json::parse(text);
      if (line["type"] == "end") continue;
      ++count;
      std::string printed;
      for (const auto& one : line["lines"]) printed += one[1].get<std::string>() + "\n";
      CAPTURE(line.dump());
      const auto again = tests::mpdemo(
          tests::trace_of(program, {"--schedule", line["schedule"], "--format", "raw"}));
      CHECK(again.output == printed);
    }
    ::unsetenv("MPDEMO_SCRIPT");
    CHECK(count > 1);
  }
}

TEST_CASE("A search is not called exhaustive where a moment decides that no choice led to") {
  const support::NothingLeft nothing_left;
  for (const char* program : {"blocks-late", "handles-late"}) {
    CAPTURE(program);
    const auto finished = tests::mpdemo(tests::trace_of(
        {tests::kCorpus, program}, {"--outcomes", "--runs", "0", "--format", "jsonl"}));
    const auto end = nlohmann::json::parse(tests::lines_of(finished.output).back());
    CHECK(end["exhaustive"] == false);
    CHECK(end["reasons"].dump().find("that no choice led to") != std::string::npos);
  }
}

TEST_CASE("Several processes that explore a program come to the same as one") {
  const support::NothingLeft nothing_left;
  std::size_t at = 0;
  const Script script = tests::script_in("(pp)(pX0)(X0p)www", at);
  const Found alone = found_for(script, {"--jobs", "1"});
  const Found together = found_for(script, {"--jobs", "3"});
  CHECK(alone.results == together.results);
  CHECK(alone.end["states"] == together.end["states"]);
  CHECK(alone.end["edges"] == together.end["edges"]);
  CHECK(alone.end["exhaustive"] == true);
}
