#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/record/timeline.hpp"

namespace fuzz {

/// What a reader makes of some bytes: runs, or a sentence about what is wrong.
struct ReadRecord {
  std::vector<record::Timeline> runs;
  std::string problem;

  bool operator==(const ReadRecord&) const = default;
};

/// Reads them in pieces of that many bytes. Checks that a problem is harmless.
ReadRecord read_record(std::string_view bytes, std::size_t piece = std::string_view::npos);

}  // namespace fuzz
