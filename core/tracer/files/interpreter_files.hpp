#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/tracer/files/file_use.hpp"
#include "core/tracer/files/shared_files.hpp"

namespace tracer {

/// What shells and interpreters do with files for their own ends, which is no act of the
/// program: one reads, piece by piece, the script that it was started with, Python looks for
/// modules beside it and reads its own library, and a shell looks for programs along its PATH.
/// Intents drives it, with each exec, fork and use of a file.
///
/// No other process can notice such a use, and none has a part in what it comes to, as long
/// as nobody changes the file: what is read or found is the same at any moment. The offset of
/// the open script is another matter, as bash shares that with the processes that it forks:
/// but they close the file or execute a program, which closes it, and read nothing from it.
/// (That bash seeks back before it forks is for standard input: there it is no file of its
/// own, and such reads stay acts.) Whether both is so cannot be known before, so it is
/// watched: if another process does change the file or move its offset, a moment has counted
/// that no choice led to, and the run says so.
class InterpreterFiles {
 public:
  /// The process executes another program.
  void executed(pid_t process);
  /// The process has made another.
  void forked(pid_t process, pid_t child);
  /// Whether a process uses a file only for its interpreter: it is not held for that. Tells
  /// `files` of it, as `place` does it.
  bool is_one(const Caller& caller, const os::SystemCall& call, FileUse use,
              const std::string& place, SharedFiles& files);
  /// A process that is held for it uses a file.
  void note(const FileUse& use);

  /// Whether what was used at any moment could have been something else at another.
  bool has_unchosen() const { return has_unchosen_; }

 private:
  struct Program {
    std::string script = {};            // the process that has forked reads it, not the child
    std::set<std::string> search = {};  // a shell's: where it looks for programs
    std::string modules = {};           // the folder of Python's own
    std::string beside = {};            // the folder of the script, which may have others
  };

  std::map<pid_t, Program> programs_;  // by process
  std::set<std::string> used_;         // without a choice
  bool has_unchosen_ = false;
};

/// The word of an interpreter's command line that names the script: 0 if there is none, as in
/// "bash -c 'echo hi'". `python`: it has other options than a shell.
std::size_t script_among(const std::vector<std::string>& words, bool python);

}  // namespace tracer
