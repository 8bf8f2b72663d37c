#pragma once

#include <cstdint>
#include <string>

#include "core/view/model/words.hpp"

namespace view {

/// "1,204": a number that is easy to read.
std::string grouped(std::uint64_t number);
/// The same for a number of any size, as its digits.
std::string grouped_digits(const std::string& digits);

/// "1 schedule", "1,204 schedules".
std::string counted(std::uint64_t number, const Words::Counted& noun);

/// `part` of `whole` in percent: "12 %", or "12.5 %" if `whole` is over a
/// hundred. Only none is "0 %", and only all "100 %"; near them are "<1 %" and
/// ">99 %". `whole` must not be 0.
std::string share(std::uint64_t part, std::uint64_t whole);

}  // namespace view
