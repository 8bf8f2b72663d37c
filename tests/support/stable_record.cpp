#include "tests/support/stable_record.hpp"

#include "core/trace/record.hpp"
#include "core/view/stable_ids.hpp"
#include "core/view/without_time.hpp"
#include "tests/support/timelines.hpp"

namespace support {
namespace {

/// Writes down the lines of a run; play drives it.
class Scribe : public trace::Consumer {
 public:
  void begin(const trace::Run& run) override { text += trace::to_line(run); }
  void event(const trace::Event& event) override { text += trace::to_line(event); }
  void end(const trace::End& end) override { text += trace::to_line(end); }

  std::string text;
};

}  // namespace

std::string stable_record(const trace::Timeline& timeline) {
  Scribe scribe;
  view::WithoutTime without_time(scribe);
  view::StableIds stable_ids(without_time);
  play(timeline, stable_ids);
  return scribe.text;
}

}  // namespace support
