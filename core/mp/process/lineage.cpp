#include "core/mp/process/lineage.hpp"

#include <unistd.h>

#include <utility>

#include "core/os/process/parentage.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {
namespace {

struct Noted {
  Lineage lineage;
  int generation = 0;
};

Noted& noted() {
  // Never destroyed: a global Process may start and end after all other statics.
  static auto& noted = *new Noted;
  return noted;
}

}  // namespace

const Lineage& lineage() {
  // A process that was forked in another way has a copy, which is its parent's.
  if (noted().generation != os::generation()) noted() = {{}, os::generation()};
  return noted().lineage;
}

Lineage lineage_of_child(const std::string& name) {
  const probe::Watcher* seen = probe::watcher();
  const std::string own = seen ? seen->name_of(::getpid()) : lineage().name;
  return {::getpid(), own, name};
}

void note_lineage(Lineage lineage) {
  noted() = {std::move(lineage), os::generation()};
}

}  // namespace mp::detail
