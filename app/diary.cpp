#include "app/diary.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace app {
namespace {
std::unique_ptr<spdlog::logger> g_diary;
}

void open_diary() {
  // Never asynchronous: that would start a thread, and this program forks.
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_st>();
  g_diary = std::make_unique<spdlog::logger>("mpdemo", std::move(sink));
  g_diary->set_pattern("%H:%M:%S.%f %n: %v");
}

void note(std::string_view line) {
  if (g_diary) g_diary->info(line);
}

}  // namespace app
