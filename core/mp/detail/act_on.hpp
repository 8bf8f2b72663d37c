#pragma once

#include <string_view>

#include "core/probe/act.hpp"

namespace mp {

/// An act on a shared object, at a place on the page. An act through the
/// standard library (std::lock_guard) has no place: its line would be in a
/// library header.
inline probe::Act act_on(const probe::ObjectRef& object, probe::Kind kind, probe::Place place) {
  probe::Act act;
  act.kind = kind;
  act.object = object;
  if (place.file && std::string_view(place.file).find("/c++/") == std::string_view::npos) {
    act.file = place.file;
    act.line = place.line;
  }
  return act;
}

/// For an act whose completion adds nothing to what is known about it.
inline constexpr auto kNothingToAdd = [](probe::Act&, const auto&) {};

}  // namespace mp
