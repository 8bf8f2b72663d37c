#pragma once

// The templates of Pool, which core/mp/pool.hpp includes at its end: how each
// kind of call is split into tasks, and how its results are joined.

#include <algorithm>

#include "core/mp/pool.hpp"

namespace mp {
namespace detail {

template <typename R>
R read_one(const std::vector<std::string>& results) {
  if constexpr (!std::is_void_v<R>) return decode<R>(results.front());
}

template <typename R>
std::vector<R> read_all(const std::vector<std::string>& results) {
  std::vector<R> all;
  for (const std::string& chunk : results) {
    auto items = decode<std::vector<R>>(chunk);
    // All chunks except the last have the size of the first.
    if (all.empty()) all.reserve(results.size() * items.size());
    all.insert(all.end(), std::make_move_iterator(items.begin()),
               std::make_move_iterator(items.end()));
  }
  return all;
}

template <typename Range>
using ItemOf = Carried<decltype(*std::begin(std::declval<Range&>()))>;

/// Throws Error unless a chunk has at least one item.
std::size_t checked_chunk(long chunk);

/// Returns the items of a range, chunk by chunk. It owns a range passed as a
/// temporary, and refers to any other.
template <typename Range>
class Input {
 public:
  explicit Input(Range&& range)
      : range_(std::forward<Range>(range)), at_(std::begin(range_)), end_(std::end(range_)) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// The next `count` items, fewer at the end. An error of the range is thrown
  /// if it comes first; after other items, by the next call.
  std::vector<ItemOf<Range>> next(std::size_t count) {
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    std::vector<ItemOf<Range>> items;
    try {
      // Advances only when another item is needed: that may take time.
      for (; items.size() < count; has_taken_ = true) {
        if (std::exchange(has_taken_, false)) ++at_;
        if (at_ == end_) break;
        items.emplace_back(*at_);
      }
    } catch (...) {
      if (items.empty()) throw;
      error_ = std::current_exception();
    }
    return items;
  }

 private:
  Range range_;
  decltype(std::begin(std::declval<Range&>())) at_;
  decltype(std::end(std::declval<Range&>())) end_;
  bool has_taken_ = false;
  std::exception_ptr error_;
};

}  // namespace detail

template <typename F>
void Pool::require_reachable(const F& f) const {
  if constexpr (std::is_class_v<F> && !std::is_empty_v<F>) state_->require_reachable(&f, sizeof f);
}

template <typename F, typename... Args>
auto Pool::launch(probe::Place place, const F& f, const Args&... args) {
  detail::require_portable<F>();
  using R = detail::ResultOf<F, Args...>;
  using Item = std::conditional_t<std::is_void_v<R>, void, detail::Carried<R>>;
  state_->require_open();
  require_reachable(f);
  auto job = std::make_shared<detail::Job>(state_.pointer(), 1);
  Future<Item> future(job, &detail::read_one<Item>);
  std::string& task = task_buffer();
  try {
    detail::write_call(task, f, args...);
  } catch (...) {
    job->fail(0, std::current_exception());
    return future;
  }
  state_->submit(job, 0, task, place);
  return future;
}

template <typename F, typename Range>
auto Pool::map_async(const F& f, Range&& range, std::optional<long> chunk, probe::Place place) {
  detail::require_portable<F>();
  using T = detail::ItemOf<Range>;
  using R = detail::Carried<std::invoke_result_t<std::decay_t<F>&, T>>;
  state_->require_open();
  require_reachable(f);
  if (chunk) detail::checked_chunk(*chunk);
  std::vector<T> items;
  if constexpr (requires { std::size(range); }) items.reserve(std::size(range));
  for (auto&& item : range) items.emplace_back(item);

  const std::size_t size =
      chunk ? detail::checked_chunk(*chunk) : default_chunk(items.size(), state_->size());
  const std::size_t parts = items.empty() ? 0 : (items.size() + size - 1) / size;
  auto job = std::make_shared<detail::Job>(state_.pointer(), parts);
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t from = part * size;
    std::string& task = task_buffer();
    try {
      detail::write_chunk(task, f, items, from, std::min(items.size(), from + size));
    } catch (...) {
      state_->refuse(*job, part, std::current_exception());
      continue;
    }
    state_->submit(job, part, task, place);
  }
  return Future<std::vector<R>>(std::move(job), &detail::read_all<R>);
}

template <typename F, typename Range>
auto Pool::results(const F& f, Range&& range, long chunk, bool in_order, probe::Place place) {
  detail::require_portable<F>();
  using T = detail::ItemOf<Range>;
  using R = detail::Carried<std::invoke_result_t<std::decay_t<F>&, T>>;
  state_->require_open();
  require_reachable(f);
  const std::size_t size = detail::checked_chunk(chunk);
  auto input = std::make_shared<detail::Input<Range>>(std::forward<Range>(range));
  auto chunks = std::make_shared<detail::Chunks>(
      state_.pointer(),
      [input, callable = std::decay_t<F>(f), size](std::string& task) {
        const std::vector<T> items = input->next(size);
        if (items.empty()) return false;
        detail::write_pieces(task, callable, items);
        return true;
      },
      in_order, place);
  state_->add_source(chunks);
  return Results<R>(std::move(chunks));
}

}  // namespace mp
