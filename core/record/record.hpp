#pragma once

#include <string>

#include "core/record/timeline.hpp"

namespace record {

/// The recorded run, schema 1: JSON Lines, one line for the head of a run, one
/// for each event and one for its end. The Recorder and the jsonl view write
/// these lines, RecordReader reads them; writing what was read gives the same
/// bytes.
///
/// Each function gives one line, newline included, in UTF-8. A field that is
/// not set is absent; bytes that are not UTF-8 become U+FFFD. `t` is in seconds
/// with nine decimals, exact to the nanosecond.
std::string to_line(const Run& run);
std::string to_line(const Event& event);
std::string to_line(const End& end);

}  // namespace record
