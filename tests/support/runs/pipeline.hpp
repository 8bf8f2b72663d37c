#pragma once

#include "core/record/timeline.hpp"

namespace support {

/// printf "b\na\nc\n" | sort | head -2 | wc -l, as the tracer records it of a shell, with all
/// that the shell does for it.
record::Timeline pipeline();

}  // namespace support
