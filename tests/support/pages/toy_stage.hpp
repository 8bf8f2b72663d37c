#pragma once

#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/choice/scheduler.hpp"
#include "core/record/timeline.hpp"

namespace support {

/// One act of a process on a ToyStage.
struct ToyAct {
  probe::Kind kind;
  std::string object;     ///< "lock-1", "queue-1", "value-1"; of a fork or a wait: the process
  bool gives_up = false;  ///< does not wait
};

/// The acts of each process, in order; 1 is the first process, and it may fork
/// the others.
using ToyProgram = std::map<int, std::vector<ToyAct>>;

/// Simulates a program without any process: a model of locks, queues and shared
/// values, and a scheduler that says who acts. So a search through all orders
/// can be tested on thousands of programs.
class ToyStage {
 public:
  /// Whether its points tell what is in all things, and each act's footprint, as the tracer's do.
  enum class Points { plain, tell_state };

  explicit ToyStage(const ToyProgram& program, Points points = Points::plain)
      : program_(program), tells_state_(points == Points::tell_state) {}

  /// Everything observable about a run: what was printed in which order, what
  /// each process got, and whether it ended. "" if the scheduler has ended it
  /// early.
  std::string run(choice::Scheduler& scheduler);
  /// The same; `consumer` is told of each act that is done, as on a real stage.
  std::string run(choice::Scheduler& scheduler, record::Consumer& consumer);

 private:
  struct Actor {
    std::size_t next = 0;
    bool waits = false;
    bool ended = false;
    std::vector<std::string> got;
  };

  choice::Point point() const;
  choice::Role role_of(int number, const Actor& actor) const;
  probe::Act act_of(int number, const Actor& actor) const;
  void act(int number);
  bool try_act(int number, Actor& actor, const ToyAct& act);
  std::string outcome(bool stuck) const;
  std::string act_out(choice::Scheduler& scheduler);
  void tell(int number, probe::Act act);

  choice::Digest contents() const;

  const ToyProgram& program_;
  bool tells_state_;
  std::map<int, Actor> actors_;
  std::map<std::string, int> holders_;
  std::map<std::string, std::vector<std::string>> queues_;
  std::map<std::string, int> values_;
  std::string printed_;
  int met_ = 1;
  record::Consumer* consumer_ = nullptr;
  std::string put_;  // what was put last
};

/// A program of two or three processes with a few acts each, which may end in a
/// deadlock.
ToyProgram random_program(std::mt19937& random);
/// Two or three processes that use two values, under a lock or not, and print what they read.
ToyProgram random_memory_program(std::mt19937& random);

}  // namespace support
