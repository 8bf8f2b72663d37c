#pragma once

#include "app/screen/scene.hpp"

namespace support {

/// fork/variables in the middle: parent and child-1 are both ready.
app::Scene fork_scene();
/// shared/deadlock at its end: nobody can go on.
app::Scene deadlock_scene();
/// 40 processes on one page, the 25th of them next.
app::Scene crowded_scene();

}  // namespace support
