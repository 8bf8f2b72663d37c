#pragma once

#include <functional>
#include <string>
#include <vector>

namespace support {

/// A demo that does what no page does, and yet must run again the same, to the
/// byte, under the schedule of an earlier run.
struct OddBody {
  std::string name;
  std::function<void()> run;
};

const std::vector<OddBody>& odd_bodies();

}  // namespace support
