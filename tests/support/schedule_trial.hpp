#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace support {

/// What a random schedule is drawn from.
struct Draw {
  std::uint64_t seed = 1;
  bool honours_sleep = false;
};

/// What came of a schedule.
struct Trial {
  std::size_t choices = 0;
  std::uint64_t digest = 0;           ///< of the record: the same in every program that tries it
  std::string status;                 ///< of the run
  std::string reason;                 ///< why, when it is not ok
  std::vector<std::string> problems;  ///< sentences; empty: all is well
};

/// Runs `body` under a random schedule, then under the text of the choices that
/// were made, as a reader would repeat it. Tells when a run breaks a law or hangs,
/// and when the second is not the first to the byte.
Trial try_schedule(const std::function<void()>& body, const Draw& draw);

/// The same in the default order of the stage's clock, twice.
Trial try_default_order(const std::function<void()>& body);

}  // namespace support
