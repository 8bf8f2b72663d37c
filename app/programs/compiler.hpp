#pragma once

#include <string>
#include <vector>

#include "core/tracer/signal_relay.hpp"

namespace app {

/// What became of a page in C that was compiled.
struct Compiled {
  /// A remark of the compiler about the page.
  struct Remark {
    int line = 0;  ///< 0: about the whole page
    std::string sentence;
    bool is_error = false;
  };
  bool is_built = false;
  std::vector<Remark> remarks;

  /// "line 3: ...": why it is not built.
  std::string first_error() const;
};

/// Compiles a page into `built` as a reader would, with all warnings and so that its lines are
/// known. Throws EnvironmentError when there is no compiler, and Interrupted when `relay` gets
/// a signal to end.
Compiled compile(const std::string& page, const std::string& built, tracer::SignalRelay& relay);

}  // namespace app
