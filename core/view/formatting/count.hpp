#pragma once

#include <cstdint>
#include <string>

#include "core/view/model/words.hpp"

namespace view {

/// "1,204": a number that can be read from the last row.
std::string grouped(std::uint64_t number);

/// "1 schedule", "1,204 schedules".
std::string counted(std::uint64_t number, const Words::Counted& noun);

/// `part` of `whole` in percent: "12 %", of more than a hundred "12.5 %". Only
/// none at all is "0 %", and only all "100 %"; between are "<1 %" and ">99 %".
/// `whole` must not be 0.
std::string share(std::uint64_t part, std::uint64_t whole);

}  // namespace view
