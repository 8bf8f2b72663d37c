#pragma once

#include <fmt/core.h>

#include <cstddef>
#include <string>
#include <unordered_map>

#include "core/record/timeline.hpp"

namespace app {

/// Passes on a run of which only the output was observed, and renames its processes:
/// writer-1, writer-2 ... in the order of their first writes. A writer's parent is
/// known only if the writer still lives when its line is read, but equal runs must
/// have equal names. The run's observer drives it.
class WriterNames : public record::Consumer {
 public:
  explicit WriterNames(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override {
    names_.clear();
    writers_ = 0;
    next_.begin(run);
  }

  void event(const record::Event& event) override {
    record::Event renamed = event;
    if (names_.empty()) names_[event.pid] = event.name;
    if (event.act.kind == probe::Kind::fork && event.act.peer) {
      names_[*event.act.peer] = fmt::format("writer-{}", ++writers_);
      renamed.act.peer_name = names_[*event.act.peer];
    }
    renamed.name = names_[event.pid];
    next_.event(renamed);
  }

  void end(const record::End& end) override { next_.end(end); }

 private:
  record::Consumer& next_;
  std::unordered_map<pid_t, std::string> names_;
  std::size_t writers_ = 0;
};

}  // namespace app
