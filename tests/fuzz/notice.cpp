#include "core/record/notice.hpp"

#include "tests/fuzz/fuzz.hpp"

// A message of the event channel, which any process of a demo can send.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto notice = record::decode(fuzz::text_of(data, size));
  if (!notice) return 0;
  std::string message;
  record::encode(*notice, message);
  fuzz::require(message.size() == size, "a notice is written as long as it was read");
  fuzz::require(record::decode(message) == notice, "a notice that is written and read is the same");
  return 0;
}
