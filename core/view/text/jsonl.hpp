#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The recorded run itself, schema 1: a JSON object on each line.
std::unique_ptr<View> jsonl();

}  // namespace view
