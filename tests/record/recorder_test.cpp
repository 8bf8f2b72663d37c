#include "core/record/recorder.hpp"

#include <chrono>

#include "tests/support/catch.hpp"
#include "tests/support/runs/laws.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace std::chrono_literals;

// Hand-made notices, in the orders in which they can arrive.

namespace {

constexpr pid_t kFirst = 10'000'001;  // no PID is that large, so /proc has none of it
constexpr pid_t kForked = 10'000'002;

record::Notice notice(probe::Kind kind, pid_t pid, os::Stamp at) {
  record::Notice made;
  made.event.pid = pid;
  made.event.ppid = pid - 1;
  made.event.name = pid == kFirst ? "parent" : "child-1";
  made.event.t = at;
  made.event.act.kind = kind;
  return made;
}

record::Notice fork_at(os::Stamp at) {
  auto made = notice(probe::Kind::fork, kFirst, at);
  made.event.act.peer = kForked;
  made.event.act.peer_name = "child-1";
  return made;
}

record::Notice child_start(os::Stamp at, os::Stamp forked_at) {
  auto made = notice(probe::Kind::start, kForked, at);
  made.origin = record::Origin{kFirst, 1, forked_at};
  return made;
}

record::Notice exit_at(pid_t pid, os::Stamp at) {
  auto made = notice(probe::Kind::exit, pid, at);
  made.event.act.status = 0;
  return made;
}

record::Notice reap_of_lost_at(os::Stamp at) {
  auto made = notice(probe::Kind::reap, kFirst, at);
  made.event.act.peer = kForked;
  return made;
}

record::Notice reap_at(os::Stamp at, std::optional<int> signal) {
  auto made = notice(probe::Kind::reap, kFirst, at);
  made.event.act.peer = kForked;
  signal ? made.event.act.signal = signal : made.event.act.status = 0;
  return made;
}

/// The events passed on, as "name kind", and whether they obey the laws.
struct Recording {
  Recording() : recorder(collector) { collector.begin({}); }

  const std::vector<record::Event>& events() const { return collector.runs().back().events; }
  std::vector<std::string> kinds() const {
    std::vector<std::string> found;
    for (const auto& event : events()) {
      found.push_back(event.name + " " + std::string(name_of(event.act.kind)));
    }
    return found;
  }
  void finish() {
    record::End end;
    end.events = recorder.finish();
    collector.end(end);
    CHECK(support::broken_laws(collector.runs().back()) == std::vector<std::string>{});
  }

  support::Collector collector;
  record::Recorder recorder;
};

using Kinds = std::vector<std::string>;

const Kinds kWholeLife = {"parent start", "parent fork", "child-1 start",
                          "child-1 exit", "parent reap", "parent exit"};

}  // namespace

TEST_CASE("events are ordered by their stamps, however late they arrive") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  recorder.take(child_start(3us, 2us));
  recorder.take(exit_at(kForked, 4us));
  recorder.take(reap_at(6us, std::nullopt));
  recorder.take(fork_at(2us));  // the parent reports last what the child reported first
  recorder.take(exit_at(kFirst, 7us));
  recorder.ended(kFirst, os::ExitStatus::exited(0), 8us);
  recording.finish();
  CHECK(recording.kinds() == kWholeLife);
}

TEST_CASE("nothing is passed on before everything earlier has been received") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  recorder.take(notice(probe::Kind::print, kFirst, 5us));
  recorder.release(5us);
  CHECK(recording.kinds() == Kinds{"parent start"});
  recorder.release(6us);
  CHECK(recording.kinds() == Kinds{"parent start", "parent print"});
}

TEST_CASE("the fork of a parent that died before it could tell is known from its child") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  recorder.take(child_start(3us, 2us));
  recorder.ended(kFirst, os::ExitStatus::killed(9), 4us);
  recorder.take(exit_at(kForked, 5us));
  recorder.ended(kForked, os::ExitStatus::exited(0), 6us);
  recording.finish();
  CHECK(recording.kinds() ==
        Kinds{"parent start", "parent fork", "child-1 start", "parent signal", "child-1 exit"});
}

TEST_CASE("a child killed before its first word has a start and an end all the same") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  recorder.take(fork_at(2us));
  recorder.take(reap_at(5us, 9));
  recorder.take(exit_at(kFirst, 6us));
  recorder.ended(kFirst, os::ExitStatus::exited(0), 7us);
  recording.finish();
  CHECK(recording.kinds() == Kinds{"parent start", "parent fork", "child-1 start", "child-1 signal",
                                   "parent reap", "parent exit"});
}

TEST_CASE("a process killed after it announced its exit was killed") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  recorder.take(exit_at(kFirst, 2us));
  recorder.ended(kFirst, os::ExitStatus::killed(15), 3us);
  recording.finish();
  CHECK(recording.kinds() == Kinds{"parent start", "parent signal"});
  CHECK(recording.events().back().act.signal == 15);
}

TEST_CASE("output comes after its writer's start and before its end") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.output(kFirst, "early\n");
  recorder.release(1us);
  recorder.take(notice(probe::Kind::start, kFirst, 2us));
  recorder.output(kFirst, "late\n");
  recorder.take(exit_at(kFirst, 4us));
  recorder.ended(kFirst, os::ExitStatus::exited(0), 9us);
  recording.finish();
  CHECK(recording.kinds() ==
        Kinds{"parent start", "parent output", "parent output", "parent exit"});
}

TEST_CASE("a writer that never says start is introduced as somebody's child") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  recorder.introduce(kForked);
  recorder.output(kForked, "who am I?\n");
  recorder.release(3us);
  recorder.take(exit_at(kFirst, 5us));
  recorder.ended(kFirst, os::ExitStatus::exited(0), 6us);
  recording.finish();
  CHECK(recording.kinds() == Kinds{"parent start", "parent fork", "process-10000002 start",
                                   "process-10000002 output", "parent exit",
                                   "process-10000002 exit"});
}

TEST_CASE("a PID that comes back is another process") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  for (int round = 0; round < 2; ++round) {
    const auto base = round * 10us;
    recorder.take(fork_at(base + 2us));
    recorder.take(child_start(base + 3us, base + 2us));
    recorder.take(exit_at(kForked, base + 4us));
    recorder.take(reap_at(base + 5us, std::nullopt));
  }
  recorder.take(exit_at(kFirst, 30us));
  recorder.ended(kFirst, os::ExitStatus::exited(0), 31us);
  recording.finish();
  CHECK(recording.kinds().size() == 10);
}

TEST_CASE("a process that stands still does not make the recorder keep everything") {
  Recording recording;
  auto& recorder = recording.recorder;
  recorder.take(notice(probe::Kind::start, kFirst, 1us));
  for (std::size_t i = 0; i <= record::Recorder::kMostHeld; ++i) {
    recorder.take(notice(probe::Kind::print, kFirst, 2us + os::Stamp(i)));
  }
  // Nothing was ever released, and half of it has been handed on.
  CHECK(recording.events().size() >= record::Recorder::kMostHeld / 2);
}

TEST_CASE("of a status that went elsewhere the record keeps what the process had announced") {
  for (const bool announces : {true, false}) {
    Recording recording;
    record::Recorder& recorder = recording.recorder;
    recorder.take(notice(probe::Kind::start, kFirst, 1us));
    recorder.take(fork_at(2us));
    recorder.take(child_start(3us, 2us));
    if (announces) {
      auto exit = exit_at(kForked, 4us);
      exit.event.act.status = 3;
      recorder.take(std::move(exit));
    }
    recorder.take(reap_of_lost_at(5us));
    recorder.ended(kFirst, os::ExitStatus::unknown(), 6us);
    recorder.finish();
    std::vector<record::Event> ends;
    for (const record::Event& event : recording.events())
      if (event.act.kind == probe::Kind::exit) ends.push_back(event);
    REQUIRE(ends.size() == 2);
    CHECK(ends[0].name == "child-1");
    CHECK(ends[0].act.status == (announces ? std::optional(3) : std::nullopt));
    CHECK_FALSE(ends[1].act.status);
    CHECK_FALSE(ends[1].act.signal);
  }
}
