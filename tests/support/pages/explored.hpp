#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/choice/explorer.hpp"
#include "core/choice/outcome_map.hpp"
#include "core/record/outcome.hpp"

namespace support {

/// What exploring a page has come to.
struct Explored {
  std::map<record::Outcome, std::string> schedules;  ///< of each outcome the shortest
  choice::OutcomeAutomaton map;                      ///< of all outcomes
  std::string count;                                 ///< how many outcomes there are, in digits
  std::vector<std::string> reasons;                  ///< why that is not all
  bool is_complete = false;
  std::uint64_t runs = 0;
  std::size_t states = 0;
  std::size_t nodes = 0;  ///< of the smallest automaton

  /// Whether the same was found, with however many runs.
  bool is_same(const Explored& other) const;
};

/// Explores `body` on a stage to the end, in so many processes, and lists all that can come
/// out of it.
Explored explored(const std::function<void()>& body, choice::Explorer::Terms terms = {},
                  int jobs = 1);
/// The same, but lists nothing: there may be millions of outcomes.
Explored mapped(const std::function<void()>& body, choice::Explorer::Terms terms = {},
                int jobs = 1);

}  // namespace support
