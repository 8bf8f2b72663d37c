#include "app/commands/twin.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <string_view>
#include <utility>

namespace app {
namespace {

std::string replaced(std::string text, std::string_view old, std::string_view by) {
  for (auto at = text.find(old); at != text.npos; at = text.find(old, at + by.size()))
    text.replace(at, old.size(), by);
  return text;
}

}  // namespace

Twin::Twin(const lessons::Page& page, std::string python)
    : page_(page), python_(std::move(python)), file_("mpdemo twin") {
  file_.append(page.source());
  // Not /proc/self: a spawned process reads the file again under this path.
  path_ = fmt::format("/proc/{}/fd/{}", ::getpid(), file_.fd().get());
}

std::string Twin::name() const {
  const std::string_view file = page_.file();
  return std::string(file.substr(file.rfind('/') + 1));
}

std::string Twin::as_a_reader_types(std::string text) const {
  return replaced(replaced(std::move(text), path_, page_.file()), python_, "python3");
}

void TwinRun::begin(const record::Run& run) {
  record::Run renamed = run;
  renamed.demo = twin_.name();
  next_.begin(renamed);
}

void TwinRun::event(const record::Event& event) {
  record::Event renamed = event;
  renamed.act.text = twin_.as_a_reader_types(std::move(renamed.act.text));
  renamed.act.value = twin_.as_a_reader_types(std::move(renamed.act.value));
  next_.event(renamed);
}

}  // namespace app
