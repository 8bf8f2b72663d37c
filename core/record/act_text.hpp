#pragma once

#include <string>
#include <string_view>

#include "core/probe/act.hpp"

namespace record {

/// The two texts in which schema 1 says what an act is about: "object", which names a
/// process, a program, a stream or an object, and "value", which may be "2 s", "spawn"
/// or "reading end". The codecs and the views of data drive these.
std::string object_text(const probe::Act& act);
std::string value_text(const probe::Act& act);

/// Fills in the parts of `act` that these texts stand for. A text that no mpdemo writes
/// stays as it is, and is given again. The kind and the peer must be known before.
void set_object(probe::Act& act, std::string_view text);
void set_value(probe::Act& act, std::string_view text);

}  // namespace record
