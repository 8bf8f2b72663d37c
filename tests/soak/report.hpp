#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/os/clock.hpp"
#include "tests/soak/round.hpp"
#include "tests/soak/soaks.hpp"

namespace soak {

/// Collects the results of the rounds: problems and a progress line on standard
/// error as they come, and at the end a table on standard output.
class Report {
 public:
  explicit Report(std::span<const Soak> soaks);

  void add(std::size_t soak, const Round& round, const std::vector<std::string>& problems);
  void print_table() const;
  bool is_clean() const;

 private:
  struct Row {
    std::string what;
    std::uint64_t rounds, kills, items, lost, problems;

    void add(const Row& other);
  };

  Row sum() const;

  std::vector<Row> rows_;
  os::Stamp next_line_;
};

}  // namespace soak
