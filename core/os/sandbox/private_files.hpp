#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Makes what the processes of this mount namespace write to files theirs alone, kept in
/// memory until reset() or until the last of them has ended: each of some folders is
/// covered by an overlay of what is really there, and everything else can only be read.
/// The init of the namespace makes it. See mount_namespaces(7) and the kernel's
/// overlayfs.rst.
class PrivateFiles {
 public:
  /// `folders` may be missing, the same, or inside each other. `must`: the one without
  /// which there is no point; the others stay read-only where there can be no overlay.
  /// `shown`: folders in them that stay what they are, read-only, since servers have sockets
  /// there. `limit`: how many bytes may be written in all; 0: half of the memory. Throws
  /// std::system_error.
  PrivateFiles(std::vector<std::string> folders, const std::string& must,
               const std::vector<std::string>& shown, std::uint64_t limit);

  /// Whether a process has changed anything.
  bool has_changes() const;
  /// Forgets all changes. No process may have a file open there. Throws std::system_error.
  void reset();

 private:
  /// A folder with an overlay.
  struct Covered {
    std::string path;
    Fd real;                         ///< the folder below it
    std::vector<std::string> inner;  ///< where other mounts are in it: they stay visible
    std::vector<Fd> inner_real;      ///< those mounts
    Fd changes;                      ///< the upper layer
    timespec changed{};              ///< when it was changed last, by us
  };
  struct Usage {
    std::uint64_t files = 0;
    std::uint64_t blocks = 0;
    bool operator==(const Usage&) const = default;
  };

  bool has_must(const Covered& one) const;
  const std::string& place() const;
  void cover_all();
  void cover(Covered& one, std::size_t number);
  Usage usage() const;

  std::vector<Covered> covered_;
  std::string must_;
  std::uint64_t limit_;
  Fd layers_;  // a file system in memory, with a folder for each
  Usage before_;
};

/// Gives this mount namespace a /proc of its own PIDs. Throws std::system_error.
void mount_own_proc();

/// From now on settings of the system cannot be changed through that /proc, not even by
/// root. Throws std::system_error.
void protect_settings();

/// What is mounted or unmounted here from now on is not seen elsewhere, nor the reverse.
void part_mounts();

/// Makes a folder in memory, visible in this mount namespace alone, in the place of one in
/// /proc that programs do not look at. Returns its path; empty: there is no such place.
std::string make_hidden_folder();

}  // namespace os
