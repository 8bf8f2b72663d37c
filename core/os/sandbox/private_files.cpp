#include "core/os/sandbox/private_files.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "core/os/error.hpp"

namespace os {
namespace {

// See mount_setattr(2); the headers of older C libraries lack it. Linux 5.12.
constexpr long kMountSetattr = 442;
constexpr unsigned kRecursive = 0x8000;   // AT_RECURSIVE
constexpr std::uint64_t kReadOnly = 0x1;  // MOUNT_ATTR_RDONLY
struct MountAttributes {
  std::uint64_t set = 0;
  std::uint64_t clear = 0;
  std::uint64_t propagation = 0;
  std::uint64_t users = 0;
};

std::string path_of(const Fd& fd) {
  return "/proc/self/fd/" + std::to_string(fd.get());
}

Fd folder_at(const std::string& path) {
  return Fd(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

std::string real_path(const std::string& path) {
  char* const found = ::realpath(path.c_str(), nullptr);
  std::string real = found ? found : "";
  std::free(found);
  return real;
}

bool is_below(const std::string& path, const std::string& folder) {
  return path.size() > folder.size() && path.starts_with(folder) &&
         (folder == "/" || path[folder.size()] == '/');
}

/// "\040" and its kind, see proc(5), /proc/PID/mountinfo.
std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 3), nullptr, 8));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// Whether an overlay of a folder above could not change this one: it belongs to somebody
/// else who has no name in our user namespace, where his folders seem to be nobody's.
bool is_of_others(const Fd& folder) {
  constexpr uid_t kNobody = 65534;
  struct stat real {};
  const uid_t user = ::geteuid();
  return user != 0 && ::fstat(folder.get(), &real) == 0 && (real.st_uid != user || user == kNobody);
}

std::vector<std::string> mount_points() {
  std::vector<std::string> found;
  std::ifstream file("/proc/self/mountinfo");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string word;
    for (int i = 0; i < 5; ++i) words >> word;
    found.push_back(unescaped(word));
  }
  return found;
}

void mount_on(const char* what, const std::string& where, const char* type, unsigned long flags,
              const std::string& options) {
  if (::mount(what, where.c_str(), type, flags, options.c_str()) != 0)
    fail("cannot mount on " + where);
}

}  // namespace

void part_mounts() {
  check(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr), "cannot part the mounts");
}

void mount_own_proc() {
  mount_on("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "");
}

void protect_settings() {
  for (const char* const place : {"/proc/sys", "/proc/sysrq-trigger"}) {
    if (::access(place, F_OK) != 0) continue;
    mount_on(place, place, nullptr, MS_BIND, "");
    mount_on(place, place, nullptr,
             MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "");
  }
}

std::string make_hidden_folder() {
  for (const char* const place : {"/proc/irq", "/proc/fs"}) {
    if (::access(place, F_OK) != 0) continue;
    mount_on("mpdemo", place, "tmpfs", MS_NOSUID | MS_NODEV, "mode=700");
    return place;
  }
  return {};
}

PrivateFiles::PrivateFiles(std::vector<std::string> folders, const std::string& must,
                           const std::vector<std::string>& shown, std::uint64_t limit)
    : must_(real_path(must)), limit_(limit) {
  folders.push_back(must);
  for (std::string& folder : folders) folder = real_path(folder);
  // Nothing can cover the root itself.
  std::erase_if(folders, [](const std::string& folder) { return folder.size() < 2; });
  std::sort(folders.begin(), folders.end());  // so the outer ones come first
  const std::vector<std::string> points = mount_points();
  for (const std::string& folder : folders) {
    const auto hides = [&](const std::string& point) {
      return (point == folder || is_below(folder, point));
    };
    // It is part of another one, unless something else is mounted in between.
    const bool is_part = std::any_of(covered_.begin(), covered_.end(), [&](const Covered& outer) {
      return folder == outer.path ||
             (is_below(folder, outer.path) &&
              std::none_of(points.begin(), points.end(), [&](const std::string& point) {
                return is_below(point, outer.path) && hides(point);
              }));
    });
    Covered one;
    one.path = folder;
    one.real = folder_at(folder);
    const bool is_apart = folder == must_ && is_of_others(one.real);
    if ((is_part && !is_apart) || !one.real.is_open()) continue;
    std::vector<std::string> stay = points;
    stay.insert(stay.end(), shown.begin(), shown.end());
    for (const std::string& point : stay) {
      if (!is_below(point, folder)) continue;
      Fd inner(::open(point.c_str(), O_PATH | O_CLOEXEC));
      if (!inner.is_open()) continue;
      one.inner.push_back(point);
      one.inner_real.push_back(std::move(inner));
    }
    covered_.push_back(std::move(one));
  }
  if (covered_.empty()) throw std::system_error(ENOENT, std::generic_category(), "no folder");
  const MountAttributes attributes{kReadOnly};
  check(::syscall(kMountSetattr, AT_FDCWD, "/", kRecursive, &attributes, sizeof attributes),
        "cannot make the mounts read-only");
  cover_all();
}

bool PrivateFiles::has_must(const Covered& one) const {
  return must_ == one.path || is_below(must_, one.path);
}

/// Where the layers are mounted: the overlay there hides them.
const std::string& PrivateFiles::place() const {
  const auto found = std::find_if(covered_.rbegin(), covered_.rend(),
                                  [&](const Covered& one) { return has_must(one); });
  return found == covered_.rend() ? covered_.front().path : found->path;
}

void PrivateFiles::cover_all() {
  const std::string limit = limit_ == 0 ? "" : ",size=" + std::to_string(limit_);
  mount_on("mpdemo", place(), "tmpfs", MS_NOSUID | MS_NODEV, "mode=700" + limit);
  layers_ = folder_at(place());
  std::size_t number = 0;
  for (auto one = covered_.begin(); one != covered_.end(); ++number) {
    try {
      cover(*one, number);
      ++one;
    } catch (const std::system_error&) {
      // Its lower layer may be of a kind, or have mounts in it, that an overlay cannot have.
      if (one->path == place() || has_must(*one)) throw;
      one = covered_.erase(one);
    }
  }
  before_ = usage();
}

void PrivateFiles::cover(Covered& one, std::size_t number) {
  const std::string own = path_of(layers_) + "/" + std::to_string(number);
  const std::string upper = own + "/changes";
  const std::string work = own + "/work";
  struct stat real {};
  check(::fstat(one.real.get(), &real), "cannot look at a folder");
  check(::mkdir(own.c_str(), 0700), "cannot make a layer");
  check(::mkdir(upper.c_str(), 0700), "cannot make a layer");
  check(::mkdir(work.c_str(), 0700), "cannot make a layer");
  // As the folder itself, in the eyes of the programs.
  const bool is_ours = ::chown(upper.c_str(), real.st_uid, real.st_gid) == 0;
  const bool may_write = is_ours || ::access(path_of(one.real).c_str(), W_OK) == 0;
  check(::chmod(upper.c_str(), real.st_mode & (may_write ? 07777 : 07555)), "cannot make a layer");
  const timespec times[2] = {real.st_atim, real.st_mtim};
  ::utimensat(AT_FDCWD, upper.c_str(), times, 0);
  const std::string layers =
      "lowerdir=" + path_of(one.real) + ",upperdir=" + upper + ",workdir=" + work;
  // Root's overlays can rename folders, too; others' cannot, see overlayfs.rst.
  if (::mount("overlay", one.path.c_str(), "overlay", 0, (layers + ",redirect_dir=on").c_str()) !=
      0)
    mount_on("overlay", one.path, "overlay", 0, layers);
  for (std::size_t i = 0; i < one.inner.size(); ++i)
    mount_on(path_of(one.inner_real[i]).c_str(), one.inner[i], nullptr, MS_BIND | MS_REC, "");
  one.changes = folder_at(upper);
  struct stat now {};
  check(::fstat(one.changes.get(), &now), "cannot look at a layer");
  one.changed = now.st_ctim;
}

PrivateFiles::Usage PrivateFiles::usage() const {
  struct statfs found {};
  check(::fstatfs(layers_.get(), &found), "cannot look at the layers");
  return {found.f_files - found.f_ffree, found.f_blocks - found.f_bfree};
}

bool PrivateFiles::has_changes() const {
  return usage() != before_ ||
         std::any_of(covered_.begin(), covered_.end(), [](const Covered& one) {
           struct stat now {};
           return ::fstat(one.changes.get(), &now) != 0 ||
                  now.st_ctim.tv_sec != one.changed.tv_sec ||
                  now.st_ctim.tv_nsec != one.changed.tv_nsec;
         });
}

void PrivateFiles::reset() {
  for (auto one = covered_.rbegin(); one != covered_.rend(); ++one) {
    one->changes.reset();
    check(::umount2(one->path.c_str(), MNT_DETACH), "cannot unmount a layer");
  }
  layers_.reset();
  check(::umount2(place().c_str(), MNT_DETACH), "cannot unmount the layers");
  cover_all();
}

}  // namespace os
