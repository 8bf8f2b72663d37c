#include <stdexcept>
#include <string>
#include <vector>

#include "core/view/formats.hpp"
#include "tests/bench/made_up_run.hpp"
#include "tests/bench/measure.hpp"

// The cost of an event in each view. The run is generated on the fly, so that
// the measured memory is the view's own.

namespace {

/// Passes the whole run to the view and discards the text piece by piece.
double seconds_each(const view::Format& format, long events) {
  const auto shown = format.make({});
  std::size_t bytes = 0;
  const double seconds = bench::seconds_of([&] {
    bench::MadeUpRun run;
    bytes += shown->begin({}, {}).size();
    for (long i = 0; i < events; ++i) bytes += shown->event(run.next()).size();
    record::End end;
    end.events = static_cast<std::uint64_t>(events);
    bytes += shown->end(end).size() + shown->finish().size();
  });
  if (bytes == 0) throw std::runtime_error("the view has written nothing");
  return seconds / static_cast<double>(events);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<bench::Measure> measures;
  for (const auto& format : view::formats())
    measures.push_back({format.name, "EVENTS", [&format](const bench::Numbers& numbers) {
                          return seconds_each(format, numbers[0]);
                        }});
  return bench::run(argc, argv, measures);
}
