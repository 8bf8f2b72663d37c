#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace lessons {

/// What a reader may change about a demo; the defaults are what
/// the pages and their twins say.
struct Parameters {
  /// Of a pool: as many as there are CPUs that this program may use.
  int workers = static_cast<int>(std::thread::hardware_concurrency());
  int tasks = 5;
  std::vector<std::string> items = {"Yi_Zhi_Yu", "Tony", "San"};
  int processes = 2;
  long increments = 100'000;
};

/// The parameters by name. A demo lists those that it takes.
enum class Parameter { workers, tasks, items, processes, increments };

}  // namespace lessons
