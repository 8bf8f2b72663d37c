#include <fmt/core.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>

// The minimal program with these three libraries: a peer for `mpdemo
// --version`.
int main(int argc, char** argv) {
  CLI::App app("hello");
  bool verbose = false;
  app.add_flag("-v", verbose);
  CLI11_PARSE(app, argc, argv);
  spdlog::logger log("hello", std::make_shared<spdlog::sinks::stderr_sink_st>());
  if (verbose) log.info("hello");
  fmt::print("{}\n", "hello");
}
