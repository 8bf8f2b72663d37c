#include "core/view/model/shared_things.hpp"

#include "core/record/act_text.hpp"
#include "tests/support/catch.hpp"

// What is in the things that processes share, by the events of a run.

namespace {

using probe::Kind;
using Texts = std::vector<std::string>;
using view::SharedThings;

SharedThings things_of(const record::Run& run) {
  SharedThings things(view::Language::english, true);
  things.begin(run);
  return things;
}

record::Event done(const std::string& who, Kind kind, const std::string& object,
                   const std::string& value = "") {
  record::Event event;
  event.name = who;
  event.act.kind = kind;
  record::set_object(event.act, object);
  event.act.value = value;
  return event;
}

}  // namespace

TEST_CASE("A Value has what was written last, and the change is told once") {
  SharedThings things = things_of({});
  things.event(done("ann", Kind::put, "value-1", "1"));
  CHECK(things.change() == "value-1: 1");
  things.event(done("ben", Kind::put, "value-1", "2"));
  CHECK(things.change() == "value-1: 1 -> 2");
  things.event(done("ben", Kind::get, "value-1", "2"));
  CHECK(things.change().empty());
  CHECK(things.others(true) == Texts{"value-1: 2"});
}

TEST_CASE(
    "A lock is held by who has locked it, and of one whose holder has ended nothing is known") {
  SharedThings things = things_of({});
  things.event(done("ann", Kind::lock, "lock-1"));
  CHECK(things.change() == "lock-1: free -> held by ann");
  things.event(done("ben", Kind::lock, "lock-2"));
  CHECK(things.others(true) == Texts{"lock-1: held by ann"});
  things.event(done("ben", Kind::block, "lock-1"));
  CHECK(things.change() == "lock-2: free -> held by ben");
  things.event(done("ann", Kind::unlock, "lock-1"));
  CHECK(things.change() == "lock-1: held by ann -> free");
  things.event(done("ben", Kind::signal, ""));
  CHECK(things.change().empty());
  CHECK(things.others(true) == Texts{"lock-1: free"});
}

TEST_CASE("What is taken and was never seen to come makes a queue unknown") {
  SharedThings things = things_of({});
  things.event(done("ann", Kind::get, "queue-1", "tea"));
  CHECK(things.change().empty());
  CHECK(things.others(true).empty());
}

TEST_CASE("Of a program's pipe it is told who has which end open, through forks and to the end") {
  record::Run run;
  run.lesson = "trace";
  SharedThings things = things_of(run);
  const auto by = [&](pid_t pid, const std::string& who, Kind kind, probe::PipeEnd end) {
    record::Event event = done(who, kind, "pipe-1");
    event.pid = pid;
    event.act.pipe_end = end;
    things.event(event);
    return things.change();
  };
  using probe::PipeEnd;
  CHECK(by(1, "parent", Kind::open, PipeEnd::unknown) ==
        "pipe-1: empty (read: parent; write: parent)");
  record::Event fork = done("parent", Kind::fork, "child-1");
  fork.pid = 1;
  fork.act.peer = 2;
  things.event(fork);
  CHECK(things.change() == "pipe-1: empty (read: parent, child-1; write: parent, child-1)");
  CHECK(by(1, "parent", Kind::close, PipeEnd::writing) ==
        "pipe-1: empty (read: parent, child-1; write: child-1)");
  CHECK(by(1, "parent", Kind::close, PipeEnd::reading) ==
        "pipe-1: empty (read: child-1; write: child-1)");
  CHECK(by(2, "sort", Kind::close, PipeEnd::writing) ==
        "pipe-1: empty (read: sort; write: nobody)");
  record::Event exit = done("sort", Kind::exit, "");
  exit.pid = 2;
  things.event(exit);
  CHECK(things.change() == "pipe-1: empty (read: nobody; write: nobody)");
}

TEST_CASE("Of a program's pipe the bytes are counted") {
  record::Run run;
  run.lesson = "trace";
  SharedThings things = things_of(run);
  things.event(done("ann", Kind::send, "pipe-1", "5 bytes"));
  CHECK(things.change() == "pipe-1: empty -> 5 bytes");
  things.event(done("ben", Kind::recv, "pipe-1", "2 bytes"));
  CHECK(things.change() == "pipe-1: 5 bytes -> 3 bytes");
}
