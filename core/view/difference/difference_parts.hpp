#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/view/difference/difference_formats.hpp"
#include "core/view/difference/run_difference.hpp"
#include "core/view/view.hpp"

namespace view {

// What all views of a difference say, each as their own lines.

/// How a view of a difference shows events: no times, no PIDs, since neither is compared.
Style style_of_parts(Style style);

/// So many acts are shown before the two part, and after that.
inline constexpr std::size_t kShownBefore = 8;
inline constexpr std::size_t kShownAfter = 40;

using MakeView = std::unique_ptr<View> (*)(const Style& style);

/// The last acts that both have, in that view.
std::string part_before(const ComparedRun& run, MakeView make, const Style& style);
/// What only that run has, and how it ends.
std::string part_after(const ComparedRun& run, MakeView make, const Style& style);

/// How many acts of both are not shown.
std::size_t hidden_before(const ComparedRun& run);
std::size_t hidden_after(const ComparedRun& run);

/// "child-1 locks pencil (line 14)", with which that run parts from the other; what happens
/// instead if it does nothing.
std::string parting_of(const ComparedRun& run, Language language);

/// "A: run.jsonl, B: schedule 1x3".
std::string title_of(const Compared& names, Language language);

}  // namespace view
