#include "tests/soak/report.hpp"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>

namespace soak {
namespace {

constexpr std::chrono::seconds kBetweenLines{5};

}  // namespace

void Report::Row::add(const Row& other) {
  rounds += other.rounds;
  kills += other.kills;
  items += other.items;
  lost += other.lost;
  problems += other.problems;
}

Report::Report(std::span<const Soak> soaks) : next_line_(os::now() + kBetweenLines) {
  for (const Soak& soak : soaks) rows_.push_back({soak.what, 0, 0, 0, 0, 0});
}

void Report::add(std::size_t soak, const Round& round, const std::vector<std::string>& problems) {
  rows_[soak].add({"", 1, round.kills, round.items, round.lost, problems.size()});
  for (const std::string& problem : problems) fmt::print(stderr, "soak: {}\n", problem);
  if (os::now() < next_line_) return;
  next_line_ = os::now() + kBetweenLines;
  const Row all = sum();
  fmt::print(stderr, "soak: {} rounds, {} kills, {} items, {} problems\n", all.rounds, all.kills,
             all.items, all.problems);
}

Report::Row Report::sum() const {
  Row all{"all", 0, 0, 0, 0, 0};
  for (const Row& row : rows_) all.add(row);
  return all;
}

void Report::print_table() const {
  fmt::print("{:<16} {:>8} {:>8} {:>12} {:>14} {:>9}\n", "what", "rounds", "kills", "items",
             "lost with dead", "problems");
  const auto print = [](const Row& row) {
    fmt::print("{:<16} {:>8} {:>8} {:>12} {:>14} {:>9}\n", row.what, row.rounds, row.kills,
               row.items, row.lost, row.problems);
  };
  for (const Row& row : rows_) print(row);
  print(sum());
}

bool Report::is_clean() const {
  return sum().problems == 0;
}

}  // namespace soak
