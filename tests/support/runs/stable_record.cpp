#include "tests/support/runs/stable_record.hpp"

#include "core/record/record.hpp"
#include "core/view/model/stable_ids.hpp"
#include "core/view/model/without_time.hpp"
#include "tests/support/runs/timelines.hpp"

namespace support {
namespace {

/// Collects the lines of a run; play drives it.
class Scribe : public record::Consumer {
 public:
  void begin(const record::Run& run) override { text += record::to_line(run); }
  void event(const record::Event& event) override { text += record::to_line(event); }
  void end(const record::End& end) override { text += record::to_line(end); }

  std::string text;
};

}  // namespace

std::string stable_record(const record::Timeline& timeline) {
  Scribe scribe;
  view::WithoutTime without_time(scribe);
  view::StableIds stable_ids(without_time);
  play(timeline, stable_ids);
  return scribe.text;
}

}  // namespace support
