#include "core/mp/pool.hpp"

#include <fmt/core.h>

#include "core/os/process/cpus.hpp"

namespace mp {
namespace {

detail::WorkerSetTerms terms_for(int workers, Pool::Options options, const void* stack) {
  if (workers < 1) {
    throw Error(
        fmt::format("a pool has at least 1 worker, not {}: leave the number out for one "
                    "worker for each usable CPU",
                    workers));
  }
  if (options.max_tasks_per_worker && *options.max_tasks_per_worker < 1) {
    throw Error(
        fmt::format("a worker takes at least 1 task, not {}: leave max_tasks_per_worker "
                    "out for no limit",
                    *options.max_tasks_per_worker));
  }
  return {static_cast<std::size_t>(workers),
          options.max_tasks_per_worker,
          std::move(options.initializer),
          {},
          stack};
}

}  // namespace

// Objects that the program makes from here on are below this frame, and no worker
// has them.
Pool::Pool(probe::Place place)
    : Pool(os::usable_cpus(), Options{}, place, __builtin_frame_address(0)) {}

Pool::Pool(int workers, probe::Place place)
    : Pool(workers, Options{}, place, __builtin_frame_address(0)) {}

Pool::Pool(int workers, Options options, probe::Place place)
    : Pool(workers, std::move(options), place, __builtin_frame_address(0)) {}

Pool::Pool(int workers, Options options, probe::Place place, const void* stack)
    : state_("pool", std::make_shared<detail::PoolState>(
                         terms_for(workers, std::move(options), stack), place)) {}

Pool::~Pool() {
  if (state_) state_->abandon();
}

Pool& Pool::operator=(Pool&& other) noexcept {
  // The old pool ends as if it went out of scope, once `other` has taken its
  // place.
  std::swap(state_, other.state_);
  [[maybe_unused]] const Pool old(std::move(other));
  return *this;
}

std::string& Pool::task_buffer() {
  thread_local std::string bytes;
  bytes.clear();
  return bytes;
}

void Pool::close(probe::Place place) {
  state_->close(place);
}

void Pool::join(probe::Place place) {
  state_->join(place);
}

void Pool::terminate(probe::Place place) {
  state_->terminate(place);
}

std::vector<pid_t> Pool::workers() const {
  return state_->pids();
}

std::size_t Pool::default_chunk(std::size_t items, std::size_t workers) {
  // As CPython's Pool._map_async: ceil(items / (4 * workers)), and 0 for none.
  return (items + 4 * workers - 1) / (4 * workers);
}

namespace detail {

std::size_t checked_chunk(long chunk) {
  if (chunk < 1) throw Error(fmt::format("a chunk has at least 1 item, not {}", chunk));
  return static_cast<std::size_t>(chunk);
}

}  // namespace detail
}  // namespace mp
