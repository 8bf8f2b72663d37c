#pragma once

#include <cstddef>
#include <map>
#include <optional>

namespace mp::detail {

/// Keeps account of which parts of a memory are taken. The parent of a pool
/// drives it, for the tasks that are too long for a cell of the TaskBoard.
///
/// It hands out the lowest part that fits, so that no more memory is ever
/// touched than was in use at one time, give or take the gaps.
class PoolHeap {
 public:
  explicit PoolHeap(std::size_t size) { free_[0] = size; }

  /// Where a free part of that size begins; empty: there is none now.
  std::optional<std::size_t> try_take(std::size_t size);
  /// Gives back what try_take gave.
  void give_back(std::size_t begin, std::size_t size);

 private:
  static std::size_t rounded(std::size_t size);

  std::map<std::size_t, std::size_t> free_;  // begin -> size, no two of them adjacent
};

}  // namespace mp::detail
