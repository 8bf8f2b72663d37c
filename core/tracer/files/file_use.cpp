#include "core/tracer/files/file_use.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <climits>
#include <filesystem>
#include <string_view>

#include "core/os/descriptors/file_identity.hpp"
#include "core/os/process/proc_file.hpp"

namespace tracer {
namespace {

using probe::Kind;

/// What programs and libraries are made of.
constexpr std::array<std::string_view, 9> kSystem = {
    "/usr/", "/lib", "/bin/", "/sbin/", "/etc/", "/dev", "/proc/", "/sys/", "/mpdemo-lens/"};
constexpr std::string_view kSharedMemory = "/dev/shm/";

bool is_systems(const std::string& path) {
  if (path.starts_with(kSharedMemory)) return false;
  for (const std::string_view folder : kSystem) {
    if (path.starts_with(folder)) return true;
  }
  return false;
}

/// The path that a call names at that argument; `folder`: what it is relative to.
std::string path_at(const Caller& caller, int folder, std::uint64_t address) {
  const std::string path = os::Tracee(caller.thread).read_text(address, PATH_MAX);
  if (path.starts_with('/')) return std::filesystem::path(path).lexically_normal();
  std::string base = folder == AT_FDCWD ? os::link_of(caller.thread, "cwd")
                                        : os::path_of_descriptor(caller.process, folder);
  if (path.empty()) return base;
  return std::filesystem::path(base + "/" + path).lexically_normal();
}

int folder_of(std::uint64_t argument) {
  return static_cast<int>(argument);
}

FileUse use(Kind kind, std::string path, bool changes = false, bool is_entry = false) {
  FileUse made;
  made.kind = kind;
  made.path = std::move(path);
  made.changes = changes;
  made.is_entry = is_entry;
  return made;
}

FileUse opening(std::string path, std::uint64_t flags) {
  const bool makes = (flags & O_CREAT) != 0;
  return use(Kind::open, std::move(path), makes || (flags & O_TRUNC) != 0, makes);
}

std::optional<FileUse> locking(const Caller& caller, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  FileUse lock = use(Kind::lock, os::path_of_descriptor(caller.process, folder_of(arguments[0])),
                     /*changes=*/true);
  if (call.number == SYS_flock) {
    if ((arguments[1] & LOCK_UN) != 0) lock.kind = Kind::unlock;
    lock.waits = lock.kind == Kind::lock && (arguments[1] & LOCK_NB) == 0;
    return lock;
  }
  short type = F_RDLCK;
  os::Tracee(caller.thread).read(arguments[2], &type, sizeof type);
  if (type == F_UNLCK) lock.kind = Kind::unlock;
  const bool waits = arguments[1] == F_SETLKW || arguments[1] == F_OFD_SETLKW;
  lock.waits = lock.kind == Kind::lock && waits;
  return lock;
}

std::optional<FileUse> use_by_descriptor(const Caller& caller, Kind kind, std::uint64_t number,
                                         bool changes) {
  const std::string path = os::path_of_descriptor(caller.process, folder_of(number));
  // Pipes, sockets and memory have no such name.
  if (!path.starts_with('/') || path.starts_with("/memfd:")) return std::nullopt;
  return use(kind, path, changes);
}

std::optional<FileUse> moving(std::optional<FileUse> found, std::uint64_t number) {
  if (found) found->moves = folder_of(number);
  return found;
}

/// Of a call of any kind; its path may be anything.
std::optional<FileUse> any_use_of(const Caller& caller, const os::SystemCall& call) {
  const auto& arguments = call.arguments;
  const auto path = [&](std::size_t at) { return path_at(caller, AT_FDCWD, arguments[at]); };
  const auto path_in = [&](std::size_t folder) {
    return path_at(caller, folder_of(arguments[folder]), arguments[folder + 1]);
  };
  switch (call.number) {
#ifdef SYS_open
    case SYS_open:
      return opening(path(0), arguments[1]);
    case SYS_creat:
      return opening(path(0), O_CREAT | O_TRUNC);
    case SYS_stat:
    case SYS_lstat:
    case SYS_access:
      return use(Kind::look, path(0));
    case SYS_unlink:
    case SYS_rmdir:
      return use(Kind::unlink, path(0), true, true);
    case SYS_mkdir:
      return use(Kind::open, path(0), true, true);
    case SYS_rename:
    case SYS_link:
    case SYS_symlink: {
      FileUse renaming = use(Kind::rename, path(0), true, true);
      renaming.other = path(1);
      return renaming;
    }
#endif
    case SYS_openat:
      return opening(path_in(0), arguments[2]);
    case SYS_newfstatat:
    case SYS_statx: {
      const std::size_t flags = call.number == SYS_statx ? 2 : 3;
      const bool is_descriptor = (arguments[flags] & AT_EMPTY_PATH) != 0;
      if (is_descriptor && os::Tracee(caller.thread).read_text(arguments[1], 1).empty())
        return use_by_descriptor(caller, Kind::look, arguments[0], false);
      return use(Kind::look, path_in(0));
    }
    case SYS_faccessat:
    case SYS_faccessat2:
      return use(Kind::look, path_in(0));
    case SYS_unlinkat:
      return use(Kind::unlink, path_in(0), true, true);
    case SYS_mkdirat:
      return use(Kind::open, path_in(0), true, true);
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_linkat: {
      FileUse renaming = use(Kind::rename, path_in(0), true, true);
      renaming.other = path_in(2);
      return renaming;
    }
    case SYS_truncate:
      return use(Kind::write, path(0), true);
    case SYS_ftruncate:
    case SYS_write:
    case SYS_writev:
    case SYS_pwrite64:
      return use_by_descriptor(caller, Kind::write, arguments[0], true);
    case SYS_read:
    case SYS_readv:
      return moving(use_by_descriptor(caller, Kind::read, arguments[0], false), arguments[0]);
    case SYS_pread64:
    case SYS_getdents64:
      return use_by_descriptor(caller, Kind::read, arguments[0], false);
    case SYS_lseek:
      return moving(use_by_descriptor(caller, Kind::seek, arguments[0], false), arguments[0]);
    case SYS_fstat:
      return use_by_descriptor(caller, Kind::look, arguments[0], false);
    case SYS_flock:
      return locking(caller, call);
    case SYS_fcntl:
      switch (arguments[1]) {
        case F_SETLK:
        case F_SETLKW:
        case F_OFD_SETLK:
        case F_OFD_SETLKW:
          return locking(caller, call);
        default:
          return std::nullopt;
      }
    default:
      return std::nullopt;
  }
}

}  // namespace

void add_file_calls(os::SystemCallFilter& filter) {
#ifdef SYS_open
  for (const long number : {SYS_open, SYS_creat, SYS_stat, SYS_lstat, SYS_access, SYS_unlink,
                            SYS_rmdir, SYS_mkdir, SYS_rename, SYS_link, SYS_symlink}) {
    filter.add(number);
  }
#endif
  for (const long number :
       {SYS_openat, SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_faccessat2, SYS_unlinkat,
        SYS_mkdirat, SYS_renameat, SYS_renameat2, SYS_linkat, SYS_truncate, SYS_ftruncate,
        SYS_pwrite64, SYS_pread64, SYS_lseek, SYS_getdents64, SYS_fstat, SYS_flock}) {
    filter.add(number);
  }
  for (const std::uint32_t lock : {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW})
    filter.add_if_equal(SYS_fcntl, 1, lock);
}

std::optional<FileUse> file_use_of(const Caller& caller, const os::SystemCall& call) {
  if (call.is_compat()) return std::nullopt;
  auto found = any_use_of(caller, call);
  if (!found || !found->path.starts_with('/')) return std::nullopt;
  if (is_systems(found->path)) return std::nullopt;
  return found;
}

std::optional<os::SystemCall> without_waiting(const os::SystemCall& call) {
  os::SystemCall impatient = call;
  if (call.number == SYS_flock) {
    impatient.arguments[1] |= LOCK_NB;
    return impatient;
  }
  if (call.number != SYS_fcntl) return std::nullopt;
  if (call.arguments[1] == F_SETLKW) impatient.arguments[1] = F_SETLK;
  if (call.arguments[1] == F_OFD_SETLKW) impatient.arguments[1] = F_OFD_SETLK;
  return impatient;
}

}  // namespace tracer
