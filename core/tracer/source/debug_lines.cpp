#include "core/tracer/source/debug_lines.hpp"

#include <fcntl.h>
#include <fmt/core.h>

#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>

#include "core/os/descriptors/fd.hpp"

#ifdef MPDEMO_HAS_LIBDW
#include <elfutils/libdwfl.h>
#endif

namespace tracer {

#ifdef MPDEMO_HAS_LIBDW
/// What is known of the process whose modules these are.
struct ModulesOwner {
  pid_t process;
  const std::map<std::string, std::string>& known;
};

namespace {

/// The debug information must be in the program's own file: separate files belong to
/// libraries, whose lines are of no use here.
int find_no_separate_file(Dwfl_Module*, void**, const char*, Dwarf_Addr, const char*, const char*,
                          GElf_Word, char**) {
  return -1;
}

/// The descriptor, which libdwfl closes; -1: it cannot be opened.
int open_for_reader(const std::string& path) try {
  return os::open(path.c_str(), O_RDONLY).release();
} catch (const std::system_error&) {
  return -1;
}

/// A program that is a file in memory has no path, but its process has it open. See
/// memfd_create(2).
int find_file(Dwfl_Module* module, void** owner, const char* name, Dwarf_Addr base,
              char** file_name, Elf** elf) {
  if (*owner && std::string_view(name).starts_with("/memfd:")) {
    const pid_t process = static_cast<const ModulesOwner*>(*owner)->process;
    const std::string program = "/proc/" + std::to_string(process) + "/exe";
    std::error_code error;
    *file_name = nullptr;
    if (std::filesystem::read_symlink(program, error) == name) return open_for_reader(program);
  }
  // In a sandbox it may have files that are not here.
  std::error_code error;
  if (*owner && name[0] == '/' && !std::filesystem::exists(name, error)) {
    const pid_t process = static_cast<const ModulesOwner*>(*owner)->process;
    *file_name = nullptr;
    if (const int there = open_for_reader(fmt::format("/proc/{}/root{}", process, name));
        there >= 0)
      return there;
  }
  return dwfl_linux_proc_find_elf(module, owner, name, base, file_name, elf);
}

int tell_owner(Dwfl_Module*, void** told, const char*, Dwarf_Addr, void* owner) {
  *told = owner;
  return DWARF_CB_OK;
}

const Dwfl_Callbacks kCallbacks = {.find_elf = find_file,
                                   .find_debuginfo = find_no_separate_file,
                                   .section_address = nullptr,
                                   .debuginfo_path = nullptr};

/// The file and line of an address; empty: unknown, or its file is not here.
std::optional<Place> place_of(Dwfl* session, Dwarf_Addr address, const ModulesOwner& owner) {
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
  file = file.lexically_normal();
  std::error_code error;
  if (owner.known.count(file.string()) == 0 && !std::filesystem::is_regular_file(file, error))
    return std::nullopt;
  return Place{file.string(), number};
}

/// A walk along a stack.
struct Walk {
  const ModulesOwner& owner;
  std::optional<Place> found = {};
};

/// A frame of the stack, the innermost first; ends the walk at the first known place.
int look_at_frame(Dwfl_Frame* frame, void* argument) {
  Dwarf_Addr address = 0;
  bool is_exact = false;
  if (!dwfl_frame_pc(frame, &address, &is_exact)) return DWARF_CB_ABORT;
  Dwfl* const session = dwfl_thread_dwfl(dwfl_frame_thread(frame));
  // A return address is after the call, perhaps already on the next line.
  Walk& walk = *static_cast<Walk*>(argument);
  walk.found = place_of(session, is_exact ? address : address - 1, walk.owner);
  return walk.found ? DWARF_CB_ABORT : DWARF_CB_OK;
}

}  // namespace

/// What is known of the program that one process runs. DebugLines makes it at the
/// first question about that process.
class DebugLines::Program {
 public:
  Program(pid_t process, const std::map<std::string, std::string>& known)
      : owner_{process, known}, session_(dwfl_begin(&kCallbacks), dwfl_end) {
    constexpr bool kIsStopped = true;
    is_known_ = session_ && report(process) &&
                dwfl_linux_proc_attach(session_.get(), process, kIsStopped) == 0;
  }

  std::optional<Place> of(const Caller& thread) {
    Walk walk{owner_};
    // Libraries may have been loaded since.
    if (is_known_ && report(thread.process))
      dwfl_getthread_frames(session_.get(), thread.thread, look_at_frame, &walk);
    return walk.found;
  }

 private:
  bool report(pid_t process) {
    dwfl_report_begin(session_.get());
    const bool is_read = dwfl_linux_proc_report(session_.get(), process) == 0;
    const bool is_whole = dwfl_report_end(session_.get(), nullptr, nullptr) == 0 && is_read;
    return is_whole && dwfl_getmodules(session_.get(), tell_owner, &owner_, 0) == 0;
  }

  ModulesOwner owner_;
  std::unique_ptr<Dwfl, void (*)(Dwfl*)> session_;
  bool is_known_ = false;
};

#else

class DebugLines::Program {
 public:
  Program(pid_t, const std::map<std::string, std::string>&) {}
  static std::optional<Place> of(const Caller&) { return std::nullopt; }
};

#endif

class DebugLines::Programs : public std::map<pid_t, Program> {
 public:
  explicit Programs(const std::map<std::string, std::string>& files) : known(files) {}

  const std::map<std::string, std::string>& known;
};

DebugLines::DebugLines(const std::map<std::string, std::string>& known)
    : programs_(std::make_unique<Programs>(known)) {}

DebugLines::~DebugLines() = default;

std::optional<Place> DebugLines::of(const Caller& thread) {
  auto found = programs_->find(thread.process);
  if (found == programs_->end())
    found = programs_->try_emplace(thread.process, thread.process, programs_->known).first;
  return found->second.of(thread);
}

void DebugLines::forget(pid_t process) {
  programs_->erase(process);
}

}  // namespace tracer
