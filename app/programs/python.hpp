#pragma once

#include <string>

#include "core/tracer/signal_relay.hpp"

namespace app {

/// The path of the Python 3 that `python3` runs, as reported by itself:
/// `python3` may be a script that looks for an interpreter, and that script
/// would be traced as well. Throws EnvironmentError when there is none that
/// works, and Interrupted when `relay` gets a signal to end.
std::string find_python(tracer::SignalRelay& relay);

}  // namespace app
