#pragma once

#include <sys/types.h>

#include <string>

namespace mp::detail {

/// Which process started this one by mp's words, and what both are called where nobody
/// watches. Whoever starts a process notes it there, at its birth, before other threads.
struct Lineage {
  pid_t parent = 0;  ///< 0: none
  std::string parent_name;
  std::string name = "MainProcess";
};

/// That of this process.
const Lineage& lineage();
/// That of a child which this process is about to start; `name` may be empty.
Lineage lineage_of_child(const std::string& name);
/// Called in the child.
void note_lineage(Lineage lineage);

}  // namespace mp::detail
