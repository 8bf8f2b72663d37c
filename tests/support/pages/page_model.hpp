#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/choice/outcome_map.hpp"
#include "core/record/outcome.hpp"
#include "tests/support/pages/small_page.hpp"

namespace support {

/// All that can come out of a SmallPage, by a model that knows nothing of mp, nor of how
/// mpdemo looks for outcomes: what each word means is written down in it once more. Tests
/// compare it with what exploring the page has come to, however much that is.
struct PageModel {
  struct Node {
    std::map<record::Outcome::Line, std::size_t> next;  ///< by what is printed
    std::set<std::string> endings;                      ///< of runs that print no more
    std::uint64_t outcomes = 0;                         ///< that can come from here on
  };
  std::vector<Node> nodes;  ///< the first is the beginning
  std::size_t states = 0;   ///< that the page can be in

  std::uint64_t outcomes() const { return nodes.front().outcomes; }
};

/// Empty: it can be in more states than that.
std::optional<PageModel> model_of(const SmallPage& page, std::size_t most_states);

/// One outcome that only one of them has, and which; "": there is none.
std::string difference(const PageModel& model, const choice::OutcomeAutomaton& found);

}  // namespace support
