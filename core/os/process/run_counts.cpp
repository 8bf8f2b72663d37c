#include "core/os/process/run_counts.hpp"

#ifdef MPDEMO_COVERAGE
extern "C" {
void __gcov_dump();
void __gcov_reset();
}
#endif

namespace os {

void keep_run_counts() {
#ifdef MPDEMO_COVERAGE
  __gcov_dump();
  __gcov_reset();  // what this process still runs is counted anew
#endif
}

}  // namespace os
