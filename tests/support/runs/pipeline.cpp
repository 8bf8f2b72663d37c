#include "tests/support/runs/pipeline.hpp"

#include <signal.h>

#include "tests/support/runs/timelines.hpp"

namespace support {
namespace {

using probe::Act;
using probe::Kind;

Act transfer(Kind kind, const std::string& pipe, const std::string& bytes) {
  Act made = act(kind, pipe, std::to_string(bytes.size()) + " bytes");
  made.bytes = bytes;
  return made;
}

Act of_child(const TimelineBuilder::Process& child) {
  Act handle = act(Kind::handle, child.name);
  handle.peer = child.pid;
  handle.signal = SIGCHLD;
  return handle;
}

}  // namespace

record::Timeline pipeline() {
  const TimelineBuilder::Process shell{4276, 4275, "parent"};
  const TimelineBuilder::Process printf{4277, 4276, "child-1"};
  const TimelineBuilder::Process sort{4278, 4276, "child-2"};
  const TimelineBuilder::Process head{4279, 4276, "child-3"};
  const TimelineBuilder::Process wc{4280, 4276, "child-4"};
  const std::string all = "b\na\nc\n";
  const std::string sorted = "a\nb\nc\n";
  const std::string two = "a\nb\n";
  return TimelineBuilder("trace", "sh")
      .acts(shell, act(Kind::start, "", R"(sh -c 'printf "b\na\nc\n" | sort | head -2 | wc -l')"))
      .acts(shell, act(Kind::open, "pipe-1"))
      .forks(shell, printf)
      .acts(printf, act(Kind::start, "", "with both ends of pipe-1"))
      .acts(shell, act(Kind::close, "pipe-1", "writing end"))
      .acts(printf, act(Kind::close, "pipe-1", "reading end"))
      .acts(shell, act(Kind::open, "pipe-2"))
      .acts(printf, act(Kind::dup, "pipe-1", "writing end, as standard output"))
      .forks(shell, sort)
      .acts(sort, act(Kind::start, "", "with reading end of pipe-1, both ends of pipe-2"))
      .acts(shell, act(Kind::close, "pipe-1", "reading end"))
      .acts(sort, act(Kind::close, "pipe-2", "reading end"))
      .acts(printf, transfer(Kind::send, "pipe-1", all))
      .acts(shell, act(Kind::close, "pipe-2", "writing end"))
      .exits(printf)
      .acts(shell, of_child(printf))
      .acts(sort, act(Kind::dup, "pipe-1", "reading end, as standard input"))
      .acts(shell, act(Kind::open, "pipe-3"))
      .forks(shell, head)
      .acts(head, act(Kind::start, "", "with reading end of pipe-2, both ends of pipe-3"))
      .acts(sort, act(Kind::dup, "pipe-2", "writing end, as standard output"))
      .acts(shell, act(Kind::close, "pipe-2", "reading end"))
      .acts(head, act(Kind::close, "pipe-3", "reading end"))
      .acts(shell, act(Kind::close, "pipe-3", "writing end"))
      .forks(shell, wc)
      .acts(wc, act(Kind::start, "", "with reading end of pipe-3"))
      .acts(head, act(Kind::dup, "pipe-2", "reading end, as standard input"))
      .acts(sort, act(Kind::exec, "sort", "sort"))
      .acts(shell, act(Kind::close, "pipe-3", "reading end"))
      .acts(wc, act(Kind::dup, "pipe-3", "reading end, as standard input"))
      .acts(shell, act(Kind::wait))
      .acts(head, act(Kind::dup, "pipe-3", "writing end, as standard output"))
      .reaps(shell, printf)
      .acts(shell, act(Kind::wait))
      .acts(wc, act(Kind::exec, "wc", "wc -l"))
      .acts(head, act(Kind::exec, "head", "head -2"))
      .acts(sort, transfer(Kind::recv, "pipe-1", all))
      .acts(sort, transfer(Kind::send, "pipe-2", sorted))
      .acts(sort, act(Kind::close, "pipe-1", "reading end"))
      .acts(sort, act(Kind::close, "pipe-2", "writing end"))
      .acts(head, transfer(Kind::recv, "pipe-2", sorted))
      .acts(head, act(Kind::close, "pipe-2", "reading end"))
      .exits(sort)
      .reaps(shell, sort)
      .acts(shell, of_child(sort))
      .acts(head, transfer(Kind::send, "pipe-3", two))
      .acts(wc, transfer(Kind::recv, "pipe-3", two))
      .acts(head, act(Kind::close, "pipe-3", "writing end"))
      .acts(shell, act(Kind::wait))
      .writes(wc, "2\n")
      .exits(head)
      .reaps(shell, head)
      .acts(wc, act(Kind::close, "pipe-3", "reading end"))
      .acts(shell, of_child(head))
      .acts(shell, act(Kind::wait))
      .exits(wc)
      .reaps(shell, wc)
      .acts(shell, of_child(wc))
      .exits(shell)
      .timeline();
}

}  // namespace support
