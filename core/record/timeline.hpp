#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/event.hpp"

namespace record {

/// Schema of the recorded run that this program writes and reads.
inline constexpr int kSchema = 1;

/// What the head of a record says of a run whose page is an ordinary program.
inline constexpr std::string_view kProgram = "program";

/// free: the kernel schedules. controlled: the stage says who acts next.
enum class Mode { free, controlled };

/// The head of a run: which demo, how it was started, when.
struct Run {
  std::string lesson;
  std::string demo;
  Mode mode = Mode::free;
  std::vector<std::string> argv;       ///< the command line that made it
  std::optional<std::string> started;  ///< RFC 3339 with microseconds; none when not recorded
  bool is_program = false;             ///< of a lesson: its page is an ordinary program

  bool operator==(const Run&) const = default;
};

/// Whether it is the run of a program that was traced, not of a page.
inline bool is_traced(const Run& run) {
  return run.is_program || run.lesson == "trace";
}

/// The foot of a run: how it ended, and whether the record is whole.
struct End {
  std::uint64_t events = 0;
  std::uint64_t lost = 0;     ///< events known to be missing; 0 in every good run
  std::string status = "ok";  ///< ok | failed | hung | deadlock | interrupted
  std::string schedule;       ///< the choices that were made; empty in a free run
  std::string reason;         ///< why, when the status is not ok: a sentence

  bool operator==(const End&) const = default;
};

/// All events of one run, in order, between its head and its foot.
struct Timeline {
  Run run;
  std::vector<Event> events;
  End end;

  bool operator==(const Timeline&) const = default;
};

/// Takes a run as it comes: its head, its events in timeline order, its foot.
/// The Recorder drives it live, a recorded file drives it on replay, and so
/// the views cannot tell the two apart.
class Consumer {
 public:
  virtual ~Consumer() = default;
  virtual void begin(const Run& run) = 0;
  virtual void event(const Event& event) = 0;
  virtual void end(const End& end) = 0;
};

/// Drives a consumer with a run that is whole, as if it came.
inline void play(const Timeline& run, Consumer& consumer) {
  consumer.begin(run.run);
  for (const Event& event : run.events) consumer.event(event);
  consumer.end(run.end);
}

}  // namespace record
