#pragma once

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/mp/pool/pool_state.hpp"
#include "core/mp/pool/task.hpp"

namespace mp {
namespace detail {

/// The chunks of an imap on their way through the pool: takes them from the
/// input as there is room, and returns their results. Results drives it, from
/// any thread; one thread at a time reads the input.
class Chunks : public Source {
 public:
  /// Writes the task of the next chunk; false: the input is at its end. Throws
  /// what the input throws.
  using NextTask = std::function<bool(std::string& task)>;

  Chunks(std::shared_ptr<PoolState> pool_state, NextTask next_task, bool in_order,
         probe::Place place)
      : state_(std::move(pool_state)),
        next_task_(std::move(next_task)),
        in_order_(in_order),
        place_(place) {}

  /// Submits chunks until enough of them are on their way.
  void fill();
  void pull_all() override;
  /// A piece of a finished chunk, the oldest or any; empty: there are no more.
  /// Throws Timeout, once what the input threw, and what ended a chunk.
  std::optional<Piece> next(probe::Deadline deadline);

 private:
  void pull();
  void pull_enough();
  std::shared_ptr<Job> take_done();

  std::shared_ptr<PoolState> state_;
  std::mutex mutex_;    // not held while it waits
  NextTask next_task_;  // empty: the input has ended
  bool in_order_;
  probe::Place place_;
  std::deque<std::shared_ptr<Job>> jobs_;
  std::deque<Piece> pieces_;  // of the chunk taken last
  std::exception_ptr input_error_;
  std::string task_;
};

}  // namespace detail

/// The results of an imap as they come. Pool makes it; iterate over it once, or
/// call next(). Several threads may do so: each gets different results. See
/// CPython's multiprocessing.pool.IMapIterator.
///
/// It takes items from its input as needed, 1024 chunks ahead. An input that is
/// not a temporary must live until the last item was taken, or until the pool
/// is closed, which takes all.
template <typename R>
class Results {
 public:
  explicit Results(std::shared_ptr<detail::Chunks> chunks)
      : chunks_("stream of results", std::move(chunks)) {
    chunks_->fill();
  }

  /// The next result; empty: there are no more. Throws what the item's call
  /// threw, or the input; the next call continues after it.
  std::optional<R> next() { return next(std::nullopt); }
  /// The same; throws Timeout when there is none within `limit`. Nothing is
  /// lost then: call it again.
  std::optional<R> next_for(Limit limit) { return next(limit.deadline()); }

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = R;
    using difference_type = std::ptrdiff_t;
    using pointer = R*;
    using reference = R&;

    Iterator() = default;
    explicit Iterator(Results& results)
        : results_("iterator", &results), current_(results.next()) {}
    R& operator*() { return results_.pointer(), *current_; }
    R* operator->() { return &**this; }
    Iterator& operator++() {
      current_ = results_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    /// Only compared with the end.
    bool operator==(const Iterator& other) const {
      return current_.has_value() == other.current_.has_value();
    }

   private:
    detail::Inside<Results*> results_{"iterator", nullptr};
    std::optional<R> current_;
  };
  Iterator begin() { return Iterator(*this); }
  Iterator end() { return {}; }

 private:
  std::optional<R> next(probe::Deadline deadline) {
    const auto next = chunks_->next(deadline);
    if (!next) return std::nullopt;
    const auto& [is_value, bytes] = *next;
    if (!is_value) std::rethrow_exception(detail::failure_from(bytes));
    return decode<R>(bytes);
  }

  detail::Inside<std::shared_ptr<detail::Chunks>> chunks_;
};

}  // namespace mp
