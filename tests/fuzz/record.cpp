#include "core/record/record.hpp"

#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/records.hpp"

// A recorded run, from any program. The first byte says how long the pieces are
// in which it is read a second time.

namespace {

std::string written(const std::vector<record::Timeline>& runs) {
  std::string text;
  for (const auto& run : runs) {
    text += record::to_line(run.run);
    for (const auto& event : run.events) text += record::to_line(event);
    text += record::to_line(run.end);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::text_of(data, size);
  const std::size_t piece = fuzz::take_byte(bytes) + std::size_t{1};
  const auto read = fuzz::read_record(bytes);
  fuzz::require(fuzz::read_record(bytes, piece) == read, "in pieces the same is read");
  if (!read.problem.empty()) return 0;
  const std::string text = written(read.runs);
  const auto again = fuzz::read_record(text);
  fuzz::require(again.problem.empty() && again.runs == read.runs,
                "a record that is written and read is the same");
  return 0;
}
