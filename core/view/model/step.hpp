#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace view {

/// A message from one process to another: an arrow.
struct Message {
  enum class Kind : std::uint8_t { fork, value, reap, signal };

  Kind kind = Kind::value;
  int from = 0;  ///< ordinals; one of the two has acted
  int to = 0;
  std::uint64_t left_in = 0;        ///< the event in which it left; 0: unknown
  std::vector<std::string> labels;  ///< from the longest to the shortest
};

/// One event as a picture shows it: what its process does, its state from then
/// on, and the message that reaches it from another process. StepReader makes
/// it; every view with lifelines draws it. All texts are harmless.
struct Step {
  using Message = view::Message;

  enum class Mark : std::uint8_t {
    starts,
    acts,
    prints,
    waits,
    sleeps,
    hands_over,  ///< puts or sends something, or has done a task
    exits,
    killed
  };
  enum class State : std::uint8_t { running, waiting, sleeping, ended };

  int process = 0;  ///< the acting process, by its ordinal
  Mark mark = Mark::acts;
  State state = State::running;  ///< from here on
  std::string text;              ///< "waits for child-1", or what is printed, with its newlines
  std::string brief;             ///< the same in fewer words; may be empty
  std::string least;             ///< in the fewest, which may be cut; may be empty
  std::string sender;         ///< the sender of what arrives; empty: nothing arrives, or the sender
                              ///< is unknown
  std::uint64_t sent_in = 0;  ///< the event in which that was sent; 0: unknown
  std::optional<Message> message;

  bool is_first = false;    ///< the lifeline of the process begins with it
  bool is_late = false;     ///< it arrived after the lifeline was closed: there is none to draw on
  std::optional<int> born;  ///< another process whose lifeline begins with it
  std::vector<int> gone;    ///< processes whose lifelines are closed after it
};

}  // namespace view
