#include "app/observation.hpp"

#include <fmt/core.h>

#include <string>

#include "app/diary.hpp"
#include "core/observe/output_observer.hpp"
#include "core/observe/ptrace_observer.hpp"

namespace app {

std::unique_ptr<observe::Observer> start_observed(const observe::Request& request,
                                                  bool& by_ptrace) {
  if (by_ptrace) {
    std::string why;
    if (auto observer = observe::PtraceObserver::start(request, why)) return observer;
    tell(fmt::format("mpdemo: {}, so only what the processes write is shown, and when.\n", why));
    by_ptrace = false;
  }
  return std::make_unique<observe::OutputObserver>(request);
}

void tell_why_not_to_trace() {
  tell(
      "mpdemo: the program wanted to trace a process, and only one can trace it at a time; "
      "--observe output leaves that to the program.\n");
}

}  // namespace app
