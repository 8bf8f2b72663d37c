#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace lessons {

/// What a reader may change in a demo; the defaults are those of the pages and
/// their twins.
struct Parameters {
  /// For a pool: as many as the CPUs that this program may use.
  int workers = static_cast<int>(std::thread::hardware_concurrency());
  int tasks = 5;
  std::vector<std::string> items = {"Yi_Zhi_Yu", "Tony", "San"};
  int processes = 2;
  long increments = 100'000;
};

/// The parameters by name. A demo lists those that it takes.
enum class Parameter { workers, tasks, items, processes, increments };

}  // namespace lessons
