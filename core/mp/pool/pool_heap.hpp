#pragma once

#include <cstddef>
#include <map>
#include <optional>

namespace mp::detail {

/// Keeps track of which parts of a memory are taken. The parent of a pool
/// drives it, for tasks that are too long for a cell of the TaskBoard.
///
/// It takes the lowest part that fits, so that, apart from gaps, no more memory
/// is touched than was in use at one time.
class PoolHeap {
 public:
  explicit PoolHeap(std::size_t size) { free_[0] = size; }

  /// Takes a free part of that size and returns its beginning; empty: there is
  /// none now.
  std::optional<std::size_t> try_take(std::size_t size);
  /// Frees what try_take returned.
  void give_back(std::size_t begin, std::size_t size);

 private:
  static std::size_t rounded(std::size_t size);

  std::map<std::size_t, std::size_t> free_;  // begin -> size, no two of them adjacent
};

}  // namespace mp::detail
