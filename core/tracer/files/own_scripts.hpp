#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/tracer/files/file_use.hpp"
#include "core/tracer/files/shared_files.hpp"

namespace tracer {

/// The file that each shell or interpreter was started with: that it looks at the file, opens
/// it and reads it, piece by piece, is no act of the program. Intents drives it, with each
/// exec and each use of a file.
///
/// No other process can notice such a use, and none has a part in what it comes to, as long
/// as nobody changes the file: what is read is the same at any moment. The offset of the open
/// file is another matter, as bash shares that with the processes that it forks: but they
/// close the file or execute a program, which closes it, and read nothing from it. (That bash
/// seeks back before it forks is for standard input: there it is no file of its own, and such
/// reads stay acts.) Whether both is so cannot be known before, so it is watched: if another
/// process does change the file or move its offset, a moment has counted that no choice led
/// to, and the run says so.
class OwnScripts {
 public:
  /// The process executes another program.
  void executed(pid_t process);
  /// Whether the process only reads on in its own script: it is not held for that. Tells
  /// `files` of it, as `place` does it.
  bool reads_on(const Caller& caller, const os::SystemCall& call, FileUse use,
                const std::string& place, SharedFiles& files);
  /// A process that was held for it uses a file.
  void note(const FileUse& use);

  /// Whether what was read at any moment could have been something else at another.
  bool has_unchosen() const { return has_unchosen_; }

 private:
  std::map<pid_t, std::string> script_of_;
  std::set<std::string> read_;  // without a choice
  bool has_unchosen_ = false;
};

/// The word of an interpreter's command line that names the script: 0 if there is none, as in
/// "bash -c 'echo hi'". `python`: it has other options than a shell.
std::size_t script_among(const std::vector<std::string>& words, bool python);

}  // namespace tracer
