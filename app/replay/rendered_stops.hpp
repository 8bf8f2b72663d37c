#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/replay/recorded_runs.hpp"

namespace app {

/// What a view writes of recorded runs, stop by stop. ReplayScreen asks for a stop; each one
/// that was asked for is kept, so going back costs nothing however long the runs are.
class RenderedStops {
 public:
  struct Text {
    std::string heading;  ///< what comes before the first event of a run
    std::string event;
    std::string foot;  ///< what comes after the last one
  };

  /// The runs must not change.
  RenderedStops(const RecordedRuns& runs, const ViewOptions& options, const view::Style& style,
                const lessons::Catalogue& catalogue);

  /// The first time, the view also has to write all stops before it.
  const Text& at(std::size_t stop);

 private:
  void draw_until(std::size_t stop);
  void draw_next();

  const RecordedRuns& runs_;
  const lessons::Catalogue& catalogue_;
  Language language_;
  std::unique_ptr<view::View> view_;
  std::vector<Text> stops_;
};

}  // namespace app
