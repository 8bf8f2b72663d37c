#include "core/choice/schedule.hpp"

#include "tests/fuzz/fuzz.hpp"

// The text after --schedule.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto schedule = choice::Schedule::parse(fuzz::text_of(data, size));
  if (!schedule) return 0;
  fuzz::require(!schedule->empty() && schedule->highest() >= 1,
                "a schedule that is read has a choice, of a process from 1");
  const auto again = choice::Schedule::parse(schedule->to_string());
  fuzz::require(again == schedule, "a schedule that is written and read is the same");
  fuzz::require(schedule->first(schedule->size()) == *schedule, "all its choices are all of it");
  fuzz::require(schedule->first(1).to_string() == std::to_string((*schedule)[0]),
                "its first choice is written as a number");
  return 0;
}
