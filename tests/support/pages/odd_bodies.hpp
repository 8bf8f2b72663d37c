#pragma once

#include <functional>
#include <string>
#include <vector>

namespace support {

/// A demo that does what no page does; under the schedule of an earlier run it
/// must still repeat that run byte for byte.
struct OddBody {
  std::string name;
  std::function<void()> run;
  std::string status;  ///< of every run of it; empty: that depends on the schedule
};

const std::vector<OddBody>& odd_bodies();

}  // namespace support
