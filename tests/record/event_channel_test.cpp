#include "core/record/event_channel.hpp"

#include <signal.h>
#include <unistd.h>

#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

record::Notice saying(const std::string& text, pid_t pid = ::getpid()) {
  record::Notice notice;
  notice.event.t = os::now();
  notice.event.pid = pid;
  notice.event.act.kind = probe::Kind::print;
  notice.event.act.text = text;
  return notice;
}

std::vector<record::Notice> drained(record::EventChannel& channel) {
  std::vector<record::Notice> notices;
  channel.receiver.drain([&](record::Notice notice) { notices.push_back(std::move(notice)); });
  return notices;
}

}  // namespace

TEST_CASE("what was sent before a SIGKILL arrives") {
  support::NothingLeft nothing_left;
  auto channel = record::make_event_channel();
  const pid_t child = os::fork();
  if (child == 0) {
    channel.sender.send(saying("the last words"));
    ::raise(SIGKILL);
  }
  os::await_end(child);
  os::try_reap(child);
  const auto notices = drained(channel);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].event.act.text == "the last words");
  CHECK(notices[0].event.pid == child);
}

TEST_CASE("a message with a false sender is refused") {
  support::NothingLeft nothing_left;
  auto channel = record::make_event_channel();
  channel.sender.send(saying("I am somebody else", ::getppid()));
  channel.sender.send(saying("I am I"));
  const auto notices = drained(channel);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].event.act.text == "I am I");
  CHECK(channel.receiver.refused() == 1);
}

TEST_CASE("a long text comes in pieces that say so") {
  support::NothingLeft nothing_left;
  auto channel = record::make_event_channel();
  const std::string text =
      std::string(record::kMaxText, 'a') + std::string(record::kMaxText, 'b') + "c";
  channel.sender.send(saying(text));
  std::string together;
  const auto notices = drained(channel);
  REQUIRE(notices.size() == 3);
  for (const auto& notice : notices) together += notice.event.act.text;
  CHECK(together == text);
  CHECK(notices[0].continued);
  CHECK(notices[1].continued);
  CHECK_FALSE(notices[2].continued);
}

TEST_CASE("the channel knows when nobody can speak any more") {
  support::NothingLeft nothing_left;
  auto channel = record::make_event_channel();
  CHECK(drained(channel).empty());
  CHECK_FALSE(channel.receiver.at_end());
  channel.sender = record::EventSender(os::Fd());
  CHECK(drained(channel).empty());
  CHECK(channel.receiver.at_end());
}
