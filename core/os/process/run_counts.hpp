#pragma once

namespace os {

/// In a build with MPDEMO_COVERAGE: writes down which lines this process has run
/// so far. Whoever leaves without the end of main calls it, so that the counts
/// are not lost. In any other build it does nothing.
void keep_run_counts();

}  // namespace os
