#include "app/programs/page_program.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/programs/compiler.hpp"
#include "app/programs/python.hpp"
#include "core/os/process/execute.hpp"
#include "lessons/folder.hpp"

namespace app {
namespace {

std::string replaced(std::string text, std::string_view old, std::string_view by) {
  if (old.empty() || old == by) return text;
  for (auto at = text.find(old); at != text.npos; at = text.find(old, at + by.size()))
    text.replace(at, old.size(), by);
  return text;
}

std::string last_part(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

void write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
}

}  // namespace

PageProgram::PageProgram(const lessons::Lesson& lesson, const lessons::Demo& demo, Which which,
                         tracer::SignalRelay& relay)
    : page_(which == Which::twin ? demo.python : demo.page),
      is_built_in_(!demo.program || demo.program->is_built_in) {
  if (which == Which::page)
    run_name_ = tracer::RunName{std::string(lesson.name), std::string(demo.name)};
  if (page_.language() != lessons::Page::Language::c) {
    find_interpreter(relay);
    take_script();
  } else if (is_built_in_) {
    take_built_in(lesson, demo);
  } else {
    build(relay);
  }
  if (!demo.program) return;
  const auto& arguments = demo.program->arguments;
  words_.insert(words_.end(), arguments.begin(), arguments.end());
}

void PageProgram::find_interpreter(tracer::SignalRelay& relay) {
  if (page_.language() == lessons::Page::Language::python) {
    typed_ = "python3";
    interpreter_ = find_python(relay);
    return;
  }
  // Only bash can say which line it is at.
  typed_ = os::found_in_path("bash") ? "bash" : "sh";
  interpreter_ = os::found_in_path(typed_).value_or(typed_);
}

void PageProgram::take_script() {
  std::string path(page_.file());
  if (is_built_in_) {
    // A spawned process reads it again, under this path. None of ours in /proc would do: a
    // sandbox has PIDs of its own.
    folder_ = std::make_unique<os::PrivateFolder>();
    path = folder_->path() + "/" + name();
    write_file(path, page_.source());
    sources_.emplace(path, page_.file());
  }
  words_ = {interpreter_, path};
}

void PageProgram::take_built_in(const lessons::Lesson& lesson, const lessons::Demo& demo) {
  file_.emplace("mpdemo page", os::MemoryFile::Holds::program);
  file_->append(lessons::built_in_pages());
  words_ = {fmt::format("{}/{}", lesson.name, demo.name)};
  sources_.emplace(lessons::debug_name_of(page_.file()), page_.file());
}

void PageProgram::build(tracer::SignalRelay& relay) {
  const os::PrivateFolder folder;
  const std::string built = folder.path() + "/" + last_part(page_.file());
  const Compiled compiled = compile(std::string(page_.file()), built, relay);
  if (!compiled.is_built) {
    throw std::runtime_error(
        fmt::format("{} cannot be built: {}", page_.file(), compiled.first_error()));
  }
  std::ifstream file(built, std::ios::binary);
  file_.emplace("mpdemo page", os::MemoryFile::Holds::program);
  file_->append(std::string(std::istreambuf_iterator<char>(file), {}));
  const std::string name = last_part(page_.file());
  words_ = {"./" + name.substr(0, name.rfind('.'))};
}

tracer::Request PageProgram::request(const std::vector<std::string>& argv,
                                     tracer::SignalRelay& relay) const {
  tracer::Request request{words_, argv, relay};
  request.name = run_name_;
  request.sources = sources_;
  // Not by our number, which a program in a PID namespace of its own does not see.
  if (interpreter_.empty()) request.executable = fmt::format("/proc/self/fd/{}", file_->fd().get());
  return request;
}

std::string PageProgram::name() const {
  return last_part(page_.file());
}

std::string PageProgram::as_a_reader_types(std::string text) const {
  if (interpreter_.empty()) return text;
  return replaced(replaced(std::move(text), words_[1], page_.file()), interpreter_, typed_);
}

void PageRun::begin(const record::Run& run) {
  record::Run renamed = run;
  if (is_twin_) renamed.demo = program_.name();
  next_.begin(renamed);
}

void PageRun::event(const record::Event& event) {
  record::Event renamed = event;
  renamed.act.text = program_.as_a_reader_types(std::move(renamed.act.text));
  renamed.act.value = program_.as_a_reader_types(std::move(renamed.act.value));
  next_.event(renamed);
}

}  // namespace app
