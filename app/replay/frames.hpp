#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/replay/recorded_runs.hpp"

namespace app {

/// What a view writes of recorded runs, a frame for each of their stops. Whoever
/// goes through the runs asks for frames; those that were asked for are kept, so
/// that going back costs nothing however long the runs are.
class Frames {
 public:
  struct Frame {
    std::string heading;  ///< what comes before the first event of a run
    std::string event;
    std::string foot;  ///< what comes behind the last one
  };

  /// The runs must stay as they are.
  Frames(const RecordedRuns& runs, const ViewOptions& options, const view::Style& style,
         const lessons::Catalogue& catalogue);

  /// The view has to write all frames before, too, the first time.
  const Frame& at(std::size_t stop);

 private:
  void draw_until(std::size_t stop);
  void draw_next();

  const RecordedRuns& runs_;
  const lessons::Catalogue& catalogue_;
  Language language_;
  std::unique_ptr<view::View> view_;
  std::vector<Frame> frames_;
};

}  // namespace app
