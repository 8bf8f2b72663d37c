#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace support {

/// The parameters of a random schedule.
struct Draw {
  std::uint64_t seed = 1;
  bool honours_sleep = false;
};

/// The result of a schedule.
struct Trial {
  std::size_t choices = 0;
  std::uint64_t digest = 0;           ///< of the record: the same in every program that tries it
  std::string status;                 ///< of the run
  std::string reason;                 ///< why, when it is not ok
  std::vector<std::string> problems;  ///< sentences; empty: all is well
};

/// Runs `body` under a random schedule, then under the text of the choices made,
/// as a reader would repeat it. Reports runs that break a law or hang, and a
/// second run that differs by a byte.
Trial try_schedule(const std::function<void()>& body, const Draw& draw);

/// The same in the default order of virtual time, twice.
Trial try_default_order(const std::function<void()>& body);

}  // namespace support
