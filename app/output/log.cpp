#include "app/output/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <unistd.h>

#include <memory>
#include <system_error>

#include "core/os/descriptors/output_file.hpp"

namespace app {
namespace {
std::unique_ptr<spdlog::logger> g_log;
}

void open_log() {
  // Not asynchronous: that would start a thread, and this program forks.
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_st>();
  g_log = std::make_unique<spdlog::logger>("mpdemo", std::move(sink));
  g_log->set_pattern("%H:%M:%S.%f %n: %v");
}

void note(std::string_view line) {
  if (g_log) g_log->info(line);
}

void report(std::string_view line) {
  try {
    os::write_all(STDERR_FILENO, line);
  } catch (const std::system_error&) {
    // Standard error is gone; the run is not.
  }
}

}  // namespace app
