#pragma once

#include <sys/types.h>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/choice/digest.hpp"
#include "core/choice/point.hpp"
#include "core/record/outcome.hpp"
#include "core/record/timeline.hpp"

namespace choice {

/// What can still happen in a run depends on this alone: for each process what it has
/// done and learned, and what is in each object that processes share. The StateGraph
/// drives it with the events of a run, in which names stand for PIDs.
///
/// What a process printed follows from what it did, and is left out. A process is told by
/// its place in the tree of forks, an object by its type and number. What is in an object is known
/// where all of it shows in the acts; of any other, a pipe above all, the order of acts
/// on it stands for that.
class RunState : public record::Consumer {
 public:
  /// `source_tells_state`: see Point::contents.
  RunState(bool honours_sleep, bool source_tells_state)
      : honours_sleep_(honours_sleep), source_tells_state_(source_tells_state) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// That process has gone on, and nothing else shows it: it woke up, or gave up `act`.
  void went_on(int number, const probe::Act& act);

  /// At this point; nullptr: the run is over.
  Digest digest(const Point* point) const;

  /// What the run has come to so far.
  const record::OutcomeCollector& outcome() const { return collector_; }
  /// What has been printed so far.
  const std::vector<record::Outcome::Line>& lines() const { return collector_.outcome().lines; }
  /// How much that process has done, and whether it has ended.
  std::size_t acts_of(int number) const;
  bool has_ended(int number) const;
  /// Its place in the tree, "1.2" for the second child of the first process; by number
  /// of order of appearance.
  const std::string& place_of(int number) const;
  /// How many processes there have been.
  int met() const { return static_cast<int>(lives_.size()); }
  /// Since the run began: how many acts were done that somebody else could notice, or that
  /// printed something.
  std::size_t noticeable() const { return noticeable_; }

 private:
  struct Life {
    std::string place;
    pid_t pid = 0;
    int forks = 0;
    std::size_t acts = 0;
    Digest history;
    std::string waits;            // for what it waits in an act that it has begun
    std::size_t waits_since = 0;  // whose wait began before others'
    bool condemned = false;       // a process of the run has sent it a signal
    std::optional<Digest> ended;  // how
  };
  struct Birth {
    std::string place;
    Digest history;
  };
  /// What is in a shared object; each type of object uses some of this.
  struct Content {
    bool is_blank() const;
    Digest digest() const;

    probe::ObjectType type = probe::ObjectType::other;
    std::deque<Digest> items;               // of a queue; tasks of a pool that nobody has
    std::map<std::string, Digest> results;  // of a pool: by task, nobody has got them; of a
                                            // barrier: who has arrived
    std::map<std::string, Digest> cells;    // of a Value or an Array: what is not as at first; of
                                            // a barrier: who may pass
    Digest order;                           // of the acts on it, where its content is not known
    std::string holder;                     // of a lock, or a guard
    int depth = 0;                          // how often it has locked it
    bool holder_died = false;
    long count = 0;     // of a semaphore, against its beginning; of an event, how often set;
                        // of a condition, how many wait
    bool flag = false;  // of an event: it is set; of a queue or pool: it is closed; of a
                        // barrier: it is broken
  };

  Life& life_of(const record::Event& event);
  std::size_t waiting_before(const Life& life) const;
  Life* find(pid_t pid);
  void on_object(Life& life, const probe::Act& act);
  void on_queue(Life& life, const probe::Act& act, Content& queue);
  void on_pool(Life& life, const probe::Act& act, Content& pool);
  void on_memory(Life& life, const probe::Act& act, Content& memory);
  void on_lock(Life& life, const probe::Act& act, Content& lock);
  void on_event_object(Life& life, const probe::Act& act, Content& event);
  static void begin_to_await(const Life& life, Content& condition);
  void on_condition(Life& life, const probe::Act& act, Content& condition);
  static void cease_to_await(Content& condition);
  void on_barrier(Life& life, const probe::Act& act, Content& barrier);
  void on_semaphore(Life& life, const probe::Act& act, Content& semaphore);
  void on_other(Life& life, const probe::Act& act, Content& other);
  void take_first(Life& life, const probe::Act& act, Content& from);
  void take_result(Life& life, Content& pool, const std::string& task);
  void note_end(Life& life, const probe::Act& act);
  void note_addresses(const Life& life, const std::string& text);

  bool honours_sleep_;
  bool source_tells_state_;
  record::OutcomeCollector collector_;
  std::vector<Life> lives_;  // by number, from 1
  std::map<pid_t, Birth> births_;
  std::map<std::string, Content> objects_;
  std::size_t noticeable_ = 0;
  std::size_t waits_ = 0;  // how many have begun
  // Addresses are numbered in the order in which they are printed.
  int addresses_ = 0;
  Digest address_order_;
};

}  // namespace choice
