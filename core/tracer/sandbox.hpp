#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/os/descriptors/fd.hpp"
#include "core/os/process/cpus.hpp"
#include "core/os/sandbox/limits.hpp"

namespace os {
class NamespaceInit;
}

namespace tracer {

/// Where the controlled runs of a program happen, each as if it were the first: on one
/// CPU, with the same PIDs, with files whose changes nobody else sees and that are gone
/// afterwards. A command makes one, and keeps it for all its runs; Launch starts them.
///
/// The program is process 1001 there. Process 1 is a copy of ours that starts each run, adopts
/// orphans, and puts everything back; what it takes to set up happens once. Where the
/// kernel refuses, less is apart, and has() tells.
class Sandbox {
 public:
  struct Terms {
    bool keeps_files = false;  ///< what the program writes is really written
    /// The program is not started again: its input and its pipes are its own.
    bool runs_once = false;
    /// Its runs have a CPU to themselves, and so has mpdemo: not where the kernel is to choose
    /// who runs.
    bool is_on_one_cpu = true;
    /// For programs that cannot be trusted: they have no network, either.
    std::optional<os::Limits> limits = {};
    std::size_t most_threads = 100;  ///< with limits: of all processes, at once
    std::size_t most_acts = 5000;    ///< with limits: of all processes, in one run
  };
  explicit Sandbox(Terms terms);
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  /// Nothing of it is left.
  ~Sandbox();

  /// What a run can have of its own.
  enum class Part { pids, files };
  /// Whether the runs have had it. A part that was not asked for is not missing.
  bool has(Part part) const;
  const Terms& terms() const { return terms_; }
  /// Where the program might run if it were not kept on one CPU.
  static os::CpuMask cpus() { return os::usable_mask(); }
  /// Why something is missing: the kernel's words.
  const std::string& refusal() const { return refusal_; }

  /// What the first process of a run does, with these descriptors; it never returns.
  using Body = std::function<void(std::vector<os::Fd> given)>;
  /// Forks the first process of a run; returns its PID. An open descriptor in `given` is
  /// passed on. `key`: as long as it is the same, `body` is that of the first call. Empty:
  /// the kernel refuses PIDs of their own, and nothing is apart.
  std::optional<pid_t> start(const std::string& key, const Body& body,
                             const std::vector<const os::Fd*>& given);
  /// The run is over: none of its traced processes is left. Undoes what it has done.
  void end_run();

  /// A folder in memory that programs in there do not see unless they know its name:
  /// its path there, and ours. Empty: there is none.
  struct Folder {
    std::string inside;
    std::string outside;
  };
  std::optional<Folder> folder() const;
  /// The PID namespace of the runs; 0: ours.
  std::uint64_t pid_namespace() const { return pid_namespace_; }

 private:
  std::optional<pid_t> try_start(const std::vector<const os::Fd*>& given);
  bool make(const Body& body);
  [[noreturn]] void serve(os::Fd orders, const Body& body);

  Terms terms_;
  std::optional<os::Pinning> pinning_;
  bool may_have_pids_ = true;
  bool may_have_files_;
  std::string refusal_;
  std::string key_;
  std::unique_ptr<os::NamespaceInit> init_;
  os::Fd orders_;
  std::string folder_;
  std::uint64_t pid_namespace_ = 0;
};

}  // namespace tracer
