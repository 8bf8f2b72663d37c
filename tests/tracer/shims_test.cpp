#include <filesystem>
#include <fstream>
#include <string>

#include "tests/tracer/traced.hpp"

// Scripts that only look for the program that was meant, such as pyenv's.

namespace tests {
namespace {

TEST_CASE("what a shim does is beneath the program that it finds, and is not held") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::filesystem::create_directories(folder / "pyenv/shims");
  const std::string shim = folder / "pyenv/shims/tool";
  std::ofstream(shim) << "#!/usr/bin/env bash\n"
                         "found=$(echo /bin/sh)\n"
                         "exec $found -c 'true & wait; echo done'\n";
  std::filesystem::permissions(shim, std::filesystem::perms::owner_all);
  for (const Arguments& options : {Arguments{}, Arguments{"--seed", "1"}}) {
    Arguments all = options;
    all.insert(all.end(), {"--format", "jsonl"});
    const auto run = lawful_run_in(mpdemo(trace_of({shim}, all)).output);
    std::vector<std::string> own;
    for (const auto& event : run.events) {
      if (event.act.beneath.empty())
        own.push_back(event.name + " " + std::string(probe::name_of(event.act.kind)));
      else
        CHECK(event.act.beneath == "pyenv");
    }
    REQUIRE(own.size() >= 3);
    CHECK(own.front() == "parent start");
    CHECK(own.back() == "parent exit");
    CHECK(std::find(own.begin(), own.end(), "parent exec") != own.end());
    CHECK(std::find(own.begin(), own.end(), "child-1 start") != own.end());
    CHECK(std::find(own.begin(), own.end(), "pyenv-1 start") == own.end());
    // The fork of the program that was found, and none of the shim.
    if (!options.empty()) CHECK(run.end.schedule.starts_with("1"));
  }
}

}  // namespace
}  // namespace tests
