#pragma once

#include <cstddef>

#include "core/choice/point.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// Where the processes of a recorded run are after its first so many events: each that lives,
/// with what the record says that it does next. The proposed one does the next event; nobody
/// else may act. A replay shows it as a session shows the point of a run.
choice::Point point_in(const record::Timeline& run, std::size_t events);

}  // namespace app
