#include "core/record/act_text.hpp"

#include <chrono>

#include "tests/support/catch.hpp"

using namespace std::chrono_literals;
using probe::Kind;

namespace {

probe::Act told(Kind kind, std::string_view object, std::string_view value = "") {
  probe::Act act;
  act.kind = kind;
  record::set_object(act, object);
  record::set_value(act, value);
  return act;
}

}  // namespace

TEST_CASE("an object is read by its type and number, and anything else by its name") {
  using probe::ObjectRef;
  using probe::ObjectType;
  for (std::size_t i = 0; i < probe::kObjectTypes; ++i) {
    const ObjectRef object{static_cast<ObjectType>(i), 12, ""};
    CAPTURE(object.to_string());
    CHECK(ObjectRef::parse(object.to_string()) == object);
  }
  for (const char* text :
       {"", "queue", "queue-", "-1", "queue-0", "queue-01", "queue-1x", "queue--1",
        "queue-99999999999", "Queue-1", "the kernel", "lock-queue-1"}) {
    CAPTURE(text);
    CHECK(ObjectRef::parse(text) == ObjectRef::called(text));
    CHECK(ObjectRef::parse(text).to_string() == text);
  }
}

TEST_CASE("a reader is shown the page's name of an object, where there is one") {
  const probe::ObjectRef named{probe::ObjectType::array, 1, "squares"};
  CHECK(named.shown() == "squares");
  CHECK(named.to_string() == "array-1");
  CHECK(probe::ObjectRef::parse("array-1").shown() == "array-1");
  CHECK(probe::ObjectRef().empty());
  CHECK_FALSE(named.empty());
}

TEST_CASE("what a text of a record stands for is a value") {
  CHECK(told(Kind::put, "queue-2", "Tony").object.type == probe::ObjectType::queue);
  CHECK(told(Kind::put, "queue-2", "Tony").object.number == 2);
  CHECK(told(Kind::put, "queue-2", "spawn").value == "spawn");
  CHECK(told(Kind::fork, "child-1", "spawn").fork_mode == probe::ForkMode::spawn);
  CHECK(told(Kind::fork, "child-1", "vfork").fork_mode == probe::ForkMode::vfork);
  CHECK(told(Kind::fork, "child-1").peer_name == "child-1");
  CHECK(told(Kind::sleep, "", "0.25 s").duration == 250ms);
  CHECK(told(Kind::output, "stderr").stream == probe::Stream::error);
  CHECK(told(Kind::output, "").stream == probe::Stream::output);
  CHECK(told(Kind::signal, "", "mpdemo").by_mpdemo);
  CHECK(told(Kind::exec, "ls", "ls -l").program == "ls");
  CHECK(told(Kind::thread, "thread-2", "end").ends);
  CHECK(told(Kind::thread, "thread-2").peer_name == "thread-2");
  CHECK(told(Kind::close, "pipe-1", "reading end").pipe_end == probe::PipeEnd::reading);
  const probe::Act copy = told(Kind::dup, "pipe-1", "writing end, as standard output");
  CHECK(copy.pipe_end == probe::PipeEnd::writing);
  CHECK(copy.copy == 1);
  CHECK(told(Kind::dup, "pipe-1", "second end, as descriptor 7").copy == 7);
}

TEST_CASE("every text of a record is given again as it stood there") {
  for (int kind = 0; kind <= static_cast<int>(Kind::fail); ++kind) {
    for (const char* text : {"",
                             "queue-1",
                             "fifo-3",
                             "child-1",
                             "stderr",
                             "names",
                             "end",
                             "mpdemo",
                             "spawn",
                             "vfork",
                             "fork",
                             "2 s",
                             "0.25 s",
                             "1e-09 s",
                             "2.0 s",
                             "-1 s",
                             "1e+30 s",
                             "nan s",
                             "2 seconds",
                             "reading end",
                             "first end, as standard input",
                             "second end, as descriptor 12",
                             "first end, as descriptor 1",
                             "first end, as descriptor ",
                             "first end, as ",
                             ", as x",
                             "writing end, as descriptor 07",
                             "writing end, as descriptor 99999999999"}) {
      const probe::Act act = told(static_cast<Kind>(kind), text, text);
      CAPTURE(probe::name_of(act.kind), text);
      CHECK(record::object_text(act) == text);
      CHECK(record::value_text(act) == text);
    }
  }
}

TEST_CASE("a sleep of any length is the same one when it is read again") {
  for (const auto span : {0ns, 1ns, 100ns, 1500ns, 250'000'000ns, 2'000'000'000ns, 123'456'789ns,
                          86'400'000'000'001ns}) {
    probe::Act sleep;
    sleep.kind = Kind::sleep;
    sleep.duration = span;
    CHECK(told(Kind::sleep, "", record::value_text(sleep)) == sleep);
  }
}
