#pragma once

#include <string>

#include "core/tracer/signal_relay.hpp"

namespace app {

/// The Python 3 that `python3` stands for, by its own word: behind that name may
/// be a script that looks for one, which would be seen at work as well. Throws
/// EnvironmentError when there is none that works, Interrupted when `relay` is
/// told to end.
std::string find_python(tracer::SignalRelay& relay);

}  // namespace app
