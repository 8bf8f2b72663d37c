#pragma once

#include <string>
#include <string_view>

#include "core/tracer/source/place.hpp"

namespace tracer {

/// What the source calls an object, if the line says so.
struct VariableName {
  std::string name;             ///< "full" of sem_init(&buffer->full, 1, 0); empty: not known
  bool is_one_of_many = false;  ///< "forks" of sem_init(&forks[i], 1, 1)
};

/// The variable that a call of the function at that place is given first. The call may have
/// begun a few lines earlier.
VariableName variable_in_call(const Place& place, std::string_view function);

/// The variable that takes what a call of the function at that place gives: "table" of
/// `table = mmap(...)`; empty: not known.
std::string variable_set_by_call(const Place& place, std::string_view function);

}  // namespace tracer
