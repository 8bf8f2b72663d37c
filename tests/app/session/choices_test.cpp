#include "app/session/choices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "app/language/wording.hpp"
#include "core/record/act_text.hpp"
#include "core/view/model/phrase.hpp"
#include "tests/support/catch.hpp"

// A scheduling point in words. Nothing here forks.

namespace {

using namespace std::chrono_literals;
using app::Choices;
using choice::Point;
using choice::Role;
using choice::Standing;
using probe::Kind;
using Lines = std::vector<std::string>;

constexpr pid_t kParent = 4276;

/// Processes of a point are named in the order in which they are added.
Role role(std::string name, Kind kind, const std::string& object = "", int line = 0) {
  Role role;
  role.name = std::move(name);
  role.standing = Standing::ready;
  role.may_act = true;
  role.next.kind = kind;
  record::set_object(role.next, object);
  role.next.line = line;
  return role;
}

Role blocked(Role role, const std::vector<pid_t>& held_by = {}) {
  role.standing = Standing::blocked;
  role.may_act = false;
  for (const pid_t pid : held_by) role.held_by.push_back({pid});
  return role;
}

Role asleep(Role role, os::Stamp until, bool may_wake) {
  role.standing = Standing::asleep;
  role.until = until;
  role.may_act = may_wake;
  return role;
}

Point point(std::vector<Role> roles, std::size_t proposed = 0) {
  Point point;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    roles[i].number = static_cast<int>(i) + 1;
    roles[i].pid = kParent + static_cast<pid_t>(i);
  }
  point.met = static_cast<int>(roles.size());
  point.roles = std::move(roles);
  point.proposed = proposed;
  return point;
}

probe::Act act(Kind kind, const std::string& object = "", const std::string& value = "") {
  probe::Act act;
  act.kind = kind;
  record::set_object(act, object);
  record::set_value(act, value);
  return act;
}

}  // namespace

TEST_CASE("A sleeper whose time has come is about to wake up") {
  Role due = role("ann", Kind::sleep);
  due.gives_up = true;
  const Point at = point({due, role("ben", Kind::print)});
  CHECK(Choices(at, false).intent() == "to wake up");
  CHECK(Choices(at, false).all()[0].what == "is about to wake up");
  CHECK(Choices(point({role("ann", Kind::sleep)}), false).intent() == "to sleep ");
}

TEST_CASE("What only a traced program does has its words, too") {
  probe::Act output = act(Kind::output);
  output.text = "hello\n";
  CHECK(app::intent_of(output, true) == "to write \"hello\\n\"");
  output.stream = probe::Stream::error;
  CHECK(app::intent_of(output, true) == "to write \"hello\\n\" to stderr");
  CHECK(app::intent_of(act(Kind::exec, "/bin/ls", "ls -l"), true) == "to execute ls -l");
  probe::Act kill = act(Kind::kill, "child-1");
  kill.peer = 42;
  kill.signal = 15;
  CHECK(app::intent_of(kill, true) == "to signal child-1 42 with SIGTERM (15)");
  Role busy = blocked(role("parent", Kind::wait));
  busy.standing = Standing::busy;
  const Point two = point({busy, role("child-1", Kind::fork)}, 1);
  CHECK(Choices(two, true).others() == Lines{"  parent 4276 is computing"});
}

TEST_CASE("One process alone has no number, and Enter is its key") {
  const Point alone = point({role("parent", Kind::fork)});
  const Choices choices(alone, true);
  CHECK(choices.proposed() == "parent 4276");
  CHECK(choices.intent() == "to fork");
  CHECK(choices.proposed_number() == 0);
  CHECK(choices.keys() == "Enter");
  CHECK(choices.others().empty());
}

TEST_CASE("Who may act has a number, and who is proposed has Enter for its key") {
  const Point family = point({role("parent", Kind::fork), role("child-1", Kind::print, "", 15),
                              role("child-2", Kind::exit, "", 9)},
                             1);
  const Choices choices(family, true);
  CHECK(choices.proposed() == "child-1 4277");
  CHECK(choices.proposed_number() == 2);
  CHECK(choices.keys() == "Enter 1 3");
  CHECK(choices.others() ==
        Lines{"1 parent 4276 is about to fork", "3 child-2 4278 is about to exit with 0 (line 9)"});
  CHECK(choices.role_numbered(3) == 2);
}

TEST_CASE("Who must wait takes no number, and a number that nobody has is nobody's") {
  const Point family = point({blocked(role("parent", Kind::wait, "child-1", 40)),
                              role("child-1", Kind::print), role("child-2", Kind::print)},
                             1);
  const Choices choices(family, true);
  CHECK(choices.count() == 2);
  CHECK(choices.role_numbered(1) == 1);
  CHECK(choices.role_numbered(2) == 2);
  for (const int nobody : {-1, 0, 3, 9}) CHECK_FALSE(choices.role_numbered(nobody));
  CHECK(choices.others() ==
        Lines{"  parent 4276 waits for child-1 (line 40)", "2 child-2 4278 is about to print"});
}

TEST_CASE("Who waits is shown with what for, and who holds it") {
  const Point circle = point(
      {role("parent", Kind::print), blocked(role("ann", Kind::lock, "lock-2", 21), {kParent + 2}),
       blocked(role("ben", Kind::lock, "lock-1", 33), {kParent + 1}),
       blocked(role("eve", Kind::lock, "semaphore-1"), {kParent + 1, kParent + 2}),
       blocked(role("joe", Kind::lock, "lock-3"), {1})});
  CHECK(Choices(circle, true).others() ==
        Lines{"  ann 4277 waits for lock-2 (line 21), held by ben 4278",
              "  ben 4278 waits for lock-1 (line 33), held by ann 4277",
              "  eve 4279 waits for semaphore-1, held by ann 4277 and ben 4278",
              "  joe 4280 waits for lock-3, held by a process"});
}

TEST_CASE("A process that waits is shown with the process that it waits for") {
  Role waiting = blocked(role("parent", Kind::wait, "child-1"));
  waiting.next.peer = kParent + 1;
  Role stranger = blocked(role("child-2", Kind::wait));
  stranger.next.peer = 99;
  const Point both = point({waiting, role("child-1", Kind::print), stranger}, 1);
  CHECK(Choices(both, true).others() ==
        Lines{"  parent 4276 waits for child-1 4277", "  child-2 4278 waits for process 99"});
}

TEST_CASE("Who waits for a limited time can be chosen, and then gives up") {
  Role waiting = blocked(role("child-1", Kind::get, "queue-1", 12));
  waiting.until = 5s;
  waiting.may_act = true;
  Point both = point({role("parent", Kind::print), waiting});
  CHECK(Choices(both, true).others() ==
        Lines{"2 child-1 4277 waits for queue-1 (line 12), but not forever"});
  both.proposed = 1;
  CHECK(Choices(both, true).intent() == "to wake up");
}

TEST_CASE("Who sleeps is shown with how long still") {
  Point night = point({role("parent", Kind::print), asleep(role("child-1", Kind::sleep), 5s, true),
                       asleep(role("child-2", Kind::sleep), 3250ms, false)});
  night.clock = 3s;
  const Choices choices(night, true);
  CHECK(choices.others() ==
        Lines{"2 child-1 4277 sleeps for 2 s more", "  child-2 4278 sleeps for 0.25 s more"});
  CHECK(choices.role_numbered(2) == 1);
  night.proposed = 1;
  CHECK(Choices(night, true).intent() == "to wake up");
}

TEST_CASE("Names alone, when PIDs are not wanted") {
  Role waiting = blocked(role("parent", Kind::wait, "child-1"), {kParent + 1});
  waiting.next.peer = kParent + 1;
  const Point both = point({waiting, role("child-1", Kind::print)}, 1);
  const Choices choices(both, false);
  CHECK(choices.proposed() == "child-1");
  CHECK(choices.others() == Lines{"  parent waits for child-1, held by child-1"});
}

TEST_CASE("Twelve of the others have a line, and the rest of those that may act is named") {
  for (const int others : {12, 13, 500}) {
    CAPTURE(others);
    std::vector<Role> crowd = {role("parent", Kind::print)};
    for (int i = 1; i <= others; ++i) {
      crowd.push_back(role("worker-" + std::to_string(i), Kind::print));
    }
    const Point many = point(crowd);
    const Lines lines = Choices(many, true).others();
    REQUIRE(lines.size() == (others == 12 ? 12 : 13));
    CHECK(lines[11] == "  worker-12 4288 is about to print");
    if (others == 13) CHECK(lines[12] == "  also worker-13");
    if (others < 500) continue;
    CHECK_THAT(lines[12], StartsWith("  also worker-13, worker-14, "));
    CHECK_THAT(lines[12], ContainsSubstring(", worker-62, and 438 more"));
  }
}

TEST_CASE("Where there are too many lines those that only wait are left out first") {
  std::vector<Role> crowd;
  for (int i = 1; i <= 10; ++i)
    crowd.push_back(blocked(role("child-" + std::to_string(i), Kind::get, "queue-1")));
  for (int i = 1; i <= 10; ++i) crowd.push_back(role("worker-" + std::to_string(i), Kind::print));
  const Lines lines = Choices(point(crowd, 10), true).others();
  REQUIRE(lines.size() == 13);
  CHECK(lines[2] == "  child-3 4278 waits for queue-1");
  CHECK(lines[3] == "2 worker-2 4287 is about to print");
  CHECK(lines[11] == "  worker-10 4295 is about to print");
  CHECK(lines[12] == "  and 7 more, which wait");
}

TEST_CASE("Nine have a key, and the tenth has none") {
  std::vector<Role> crowd;
  for (int i = 1; i <= 12; ++i) crowd.push_back(role("worker-" + std::to_string(i), Kind::print));
  const Point many = point(crowd, 11);
  const Choices choices(many, true);
  CHECK(choices.keys() == "Enter 1 2 3 4 5 6 7 8 9");
  const Lines lines = choices.others();
  CHECK(lines[8] == "9 worker-9 4284 is about to print");
  CHECK(lines[9] == "  worker-10 4285 is about to print");
  CHECK(choices.proposed_number() == 0);
}

TEST_CASE("Whoever is beyond the ninth has a key once the reader asks for the others") {
  std::vector<Role> crowd;
  for (int i = 1; i <= 25; ++i) {
    const std::string name = "worker-" + std::to_string(i);
    crowd.push_back(i % 5 == 0 ? blocked(role(name, Kind::get, "queue-1"))
                               : role(name, Kind::print));
  }
  const Point many = point(crowd, 0);
  std::vector<std::size_t> met;
  for (std::size_t turned = 0; turned < 3; ++turned) {
    const Choices choices(many, true, app::wording(app::Language::english), turned);
    CHECK(choices.has_more());
    const Lines lines = choices.others();
    for (int number = 1; const auto who = choices.role_numbered(number); ++number) {
      met.push_back(*who);
      const std::string line = fmt::format("{} {} ", number, many.roles[*who].name);
      const auto is_its = [&](const std::string& one) { return one.starts_with(line); };
      CHECK((*who == many.proposed || std::any_of(lines.begin(), lines.end(), is_its)));
    }
  }
  // Each that may act, once; and then the first nine again.
  std::vector<std::size_t> acting;
  for (std::size_t i = 0; i < many.roles.size(); ++i)
    if (many.roles[i].may_act) acting.push_back(i);
  CHECK(met == acting);
  const Choices again(many, true, app::wording(app::Language::english), 3);
  CHECK(again.role_numbered(1) == Choices(many, true).role_numbered(1));
}

TEST_CASE("An act is told with what it is done to") {
  const auto told = [](const probe::Act& act) { return app::intent_of(act, true); };
  CHECK(told(act(Kind::fork, "", "spawn")) == "to spawn");
  CHECK(told(act(Kind::sleep, "", "2 s")) == "to sleep 2 s");
  CHECK(told(act(Kind::put, "queue-1", "\"Tony\"")) == "to put \"Tony\" into queue-1");
  CHECK(told(act(Kind::put, "value-1", "5")) == "to put 5 into value-1");
  CHECK(told(act(Kind::get, "queue-1")) == "to get from queue-1");
  CHECK(told(act(Kind::get, "array-1")) == "to get from array-1");
  CHECK(told(act(Kind::send, "pipe-1", "7")) == "to send 7 through pipe-1");
  CHECK(told(act(Kind::recv, "pipe-1")) == "to receive from pipe-1");
  CHECK(told(act(Kind::lock, "lock-1")) == "to lock lock-1");
  CHECK(told(act(Kind::close, "pipe-1")) == "to close pipe-1");
  CHECK(told(act(Kind::task, "pool-1")) == "to take a task from pool-1");
}

TEST_CASE("In Chinese there is a space beside a name, and none between two of its characters") {
  const app::Wording& chinese = app::wording(app::Language::traditional_chinese);
  CHECK(app::intent_of(act(Kind::wait, "any child"), true, chinese) == "等待任一子行程");
  CHECK(app::intent_of(act(Kind::wait, "child-1"), true, chinese) == "等待 child-1");
  probe::Act kill = act(Kind::kill, "everybody");
  kill.signal = 15;
  CHECK(app::intent_of(kill, true, chinese) == "送訊號給所有行程（SIGTERM (15)）");
  const Point both = point({blocked(role("parent", Kind::wait, "any child")),
                            blocked(role("child-1", Kind::wait, "child-2"))});
  const auto all = Choices(both, false, chinese).all();
  CHECK(all[0].what == "等待任一子行程");
  CHECK(all[1].what == "等待 child-2");
}

TEST_CASE("Nothing that a demo says steers the terminal, or is longer than a line") {
  const std::string evil = "\x1b[2J\r\x07\xff";
  Role waiting = blocked(role(evil, Kind::wait, evil));
  waiting.next.peer = 7;
  Role putting = role("child-1", Kind::put, evil);
  putting.next.value = evil + std::string(5000, 'x');
  const Point hostile = point({waiting, role(evil, Kind::lock, evil), putting}, 1);
  for (const bool pids : {true, false}) {
    const Choices choices(hostile, pids);
    Lines all = choices.others();
    all.push_back(choices.proposed());
    all.push_back(choices.intent());
    for (const auto& line : all) {
      CAPTURE(line);
      CHECK(line.find_first_of("\x1b\r\n\x07\xff") == std::string::npos);
      CHECK(line.size() < 120);
    }
  }
}

TEST_CASE("What is about to be done has the verb with which it is told afterwards") {
  const auto third_person = [](const std::string& verb) {
    return verb.ends_with("sh") ? verb + "es" : verb + "s";
  };
  const auto mention = [](pid_t) { return std::string("child-1"); };
  for (const Kind kind :
       {Kind::print, Kind::fork, Kind::wait, Kind::reap, Kind::exit, Kind::sleep, Kind::put,
        Kind::get, Kind::send, Kind::recv, Kind::lock, Kind::unlock, Kind::terminate, Kind::task,
        Kind::close, Kind::output, Kind::exec, Kind::kill}) {
    for (const char* object : {"queue-1", "array-1", "value-1"}) {
      for (const bool is_over : {false, true}) {
        record::Event event;
        event.act = act(kind, object,
                        kind == Kind::sleep  ? "2 s"
                        : kind == Kind::fork ? ""
                                             : "task 1");
        if (is_over || kind == Kind::exit) event.act.status = 0;
        const std::string intent = app::intent_of(event.act, false).substr(3);
        const std::string verb = intent.substr(0, intent.find(' '));
        CAPTURE(name_of(kind), object, intent);
        CHECK(in_words(view::phrase_of(event, mention)).starts_with(third_person(verb)));
      }
    }
  }
}
