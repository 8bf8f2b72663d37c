#pragma once

#include <cstdint>

namespace view {

/// How much a view says of a traced program's run.
enum class Telling : std::uint8_t {
  folded,    ///< what matters to people, and processes by their commands
  detailed,  ///< every event, and processes by their commands
  recorded   ///< every event, and the names of the record
};

}  // namespace view
