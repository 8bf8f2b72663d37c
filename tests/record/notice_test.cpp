#include "core/record/notice.hpp"

#include "tests/support/catch.hpp"

namespace {

record::Notice full_notice() {
  record::Notice notice;
  notice.phase = record::Phase::blocked;
  notice.event.t = os::Stamp(123'456'789'012);
  notice.event.pid = 42;
  notice.event.ppid = 41;
  notice.event.name = "child-1.2";
  notice.event.act.kind = probe::Kind::get;
  notice.event.act.text = std::string("zero \0 byte", 11);
  notice.event.act.object = {probe::ObjectType::queue, 1, "names"};
  notice.event.act.peer_name = "child-3";
  notice.event.act.fork_mode = probe::ForkMode::vfork;
  notice.event.act.duration = std::chrono::seconds(2);
  notice.event.act.value = "\xff\xfe";
  notice.event.act.file = "lessons/queue/handover.cpp";
  notice.event.act.line = 31;
  notice.event.act.peer = 0;
  notice.event.act.status = 255;
  notice.event.act.signal = 9;
  notice.origin = record::Origin{41, 40, os::Stamp(99)};
  notice.slot = 7;
  notice.until = os::Stamp(100);
  notice.continued = true;
  return notice;
}

std::string message_of(const record::Notice& notice) {
  std::string message;
  encode(notice, message);
  return message;
}

}  // namespace

TEST_CASE("a notice arrives as it was sent, every field of it") {
  CHECK(record::decode(message_of(full_notice())) == full_notice());
  record::Notice empty;
  empty.event.t = os::Stamp(0);
  CHECK(record::decode(message_of(empty)) == empty);
}

TEST_CASE("a message that is cut, grown or not one of ours is refused") {
  const std::string message = message_of(full_notice());
  for (std::size_t size = 0; size < message.size(); ++size) {
    CHECK_FALSE(record::decode(std::string_view(message).substr(0, size)));
  }
  CHECK_FALSE(record::decode(message + "x"));
  CHECK_FALSE(record::decode(std::string(200, '\xff')));
}
