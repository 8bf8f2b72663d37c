#include "tests/fuzz/records.hpp"

#include <algorithm>

#include "core/record/record_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace fuzz {
namespace {

/// Keeps the runs that a reader drives it with.
class Keeper : public record::Consumer {
 public:
  explicit Keeper(std::vector<record::Timeline>& runs) : runs_(runs) {}
  void begin(const record::Run& run) override { runs_.push_back({run, {}, {}}); }
  void event(const record::Event& event) override { runs_.back().events.push_back(event); }
  void end(const record::End& end) override { runs_.back().end = end; }

 private:
  std::vector<record::Timeline>& runs_;
};

}  // namespace

ReadRecord read_record(std::string_view bytes, std::size_t piece) {
  ReadRecord read;
  Keeper keeper(read.runs);
  record::RecordReader reader(keeper);
  try {
    while (!bytes.empty()) {
      reader.feed(bytes.substr(0, piece));
      bytes.remove_prefix(std::min(piece, bytes.size()));
    }
    reader.finish();
  } catch (const record::RecordError& error) {
    read.problem = error.what();
    require(!read.problem.empty() && is_harmless(read.problem), "a problem is a harmless sentence");
  }
  return read;
}

}  // namespace fuzz
