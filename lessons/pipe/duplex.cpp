// Either end of a pipe may send, and either may receive.
#include "core/mp/connection.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"

using mp::say;

void pipe_duplex() {
  // This pipe goes both ways at once, like a telephone: as in Python's
  // multiprocessing it is a pair of sockets. The pipes of a shell, see
  // pipe(2), go one way only.
  auto ends = mp::pipe<std::string>();
  auto& ours = ends.first;
  auto& theirs = ends.second;

  // The child speaks first at its end, and then waits for an answer
  // at the same end.
  mp::Process child{[&] {
    say("child: sending a question");
    theirs.send("who are you?");
    const std::string answer = theirs.recv();
    say("child: received \"{}\"", answer);
  }};
  child.start();

  // The parent does it the other way round. Were both to receive
  // first, each would wait for the other, forever.
  const std::string question = ours.recv();
  say("parent: received \"{}\"", question);
  ours.send("your parent");

  // join() waits for the child to end, so its last line is printed
  // before that.
  child.join();
}
