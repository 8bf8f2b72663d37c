#include "core/tracer/source/debug_lines.hpp"

#include <filesystem>
#include <map>
#include <system_error>

#ifdef MPDEMO_HAS_LIBDW
#include <elfutils/libdwfl.h>
#endif

namespace tracer {

#ifdef MPDEMO_HAS_LIBDW
namespace {

/// The debug information must be in the program's own file: separate files belong to
/// libraries, whose lines are of no use here.
int find_no_separate_file(Dwfl_Module*, void**, const char*, Dwarf_Addr, const char*, const char*,
                          GElf_Word, char**) {
  return -1;
}

const Dwfl_Callbacks kCallbacks = {.find_elf = dwfl_linux_proc_find_elf,
                                   .find_debuginfo = find_no_separate_file,
                                   .section_address = nullptr,
                                   .debuginfo_path = nullptr};

/// The file and line of an address; empty: unknown, or its file is not here.
std::optional<Place> place_of(Dwfl* session, Dwarf_Addr address) {
  Dwfl_Module* const module = dwfl_addrmodule(session, address);
  Dwfl_Line* const line = module ? dwfl_module_getsrc(module, address) : nullptr;
  if (!line) return std::nullopt;
  int number = 0;
  const char* const name = dwfl_lineinfo(line, nullptr, &number, nullptr, nullptr, nullptr);
  if (!name || number <= 0) return std::nullopt;
  std::filesystem::path file = name;
  if (file.is_relative()) {
    const char* const folder = dwfl_line_comp_dir(line);
    if (folder) file = std::filesystem::path(folder) / file;
  }
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
  return Place{file.lexically_normal().string(), number};
}

/// A frame of the stack, the innermost first; ends the walk at the first known place.
int look_at_frame(Dwfl_Frame* frame, void* found) {
  Dwarf_Addr address = 0;
  bool is_exact = false;
  if (!dwfl_frame_pc(frame, &address, &is_exact)) return DWARF_CB_ABORT;
  Dwfl* const session = dwfl_thread_dwfl(dwfl_frame_thread(frame));
  // A return address is after the call, perhaps already on the next line.
  auto& place = *static_cast<std::optional<Place>*>(found);
  place = place_of(session, is_exact ? address : address - 1);
  return place ? DWARF_CB_ABORT : DWARF_CB_OK;
}

}  // namespace

/// What is known of the program that one process runs. DebugLines makes it at the
/// first question about that process.
class DebugLines::Program {
 public:
  explicit Program(pid_t process) : session_(dwfl_begin(&kCallbacks), dwfl_end) {
    constexpr bool kIsStopped = true;
    is_known_ = session_ && report(process) &&
                dwfl_linux_proc_attach(session_.get(), process, kIsStopped) == 0;
  }

  std::optional<Place> of(const Caller& thread) {
    std::optional<Place> place;
    // Libraries may have been loaded since.
    if (is_known_ && report(thread.process))
      dwfl_getthread_frames(session_.get(), thread.thread, look_at_frame, &place);
    return place;
  }

 private:
  bool report(pid_t process) {
    dwfl_report_begin(session_.get());
    const bool is_read = dwfl_linux_proc_report(session_.get(), process) == 0;
    return dwfl_report_end(session_.get(), nullptr, nullptr) == 0 && is_read;
  }

  std::unique_ptr<Dwfl, void (*)(Dwfl*)> session_;
  bool is_known_ = false;
};

#else

class DebugLines::Program {
 public:
  explicit Program(pid_t) {}
  static std::optional<Place> of(const Caller&) { return std::nullopt; }
};

#endif

class DebugLines::Programs : public std::map<pid_t, Program> {};

DebugLines::DebugLines() : programs_(std::make_unique<Programs>()) {}

DebugLines::~DebugLines() = default;

std::optional<Place> DebugLines::of(const Caller& thread) {
  return programs_->try_emplace(thread.process, thread.process).first->second.of(thread);
}

void DebugLines::forget(pid_t process) {
  programs_->erase(process);
}

}  // namespace tracer
