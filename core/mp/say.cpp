#include "core/mp/say.hpp"

#include <unistd.h>

#include "core/os/descriptors/output_file.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

void say_line(std::string line, probe::Place place) {
  if (!probe::watcher()) [[likely]] {
    os::write_all(STDOUT_FILENO, line + '\n');
    return;
  }
  probe::Act act;
  act.kind = probe::Kind::print;
  act.text = std::move(line);
  act.file = place.file;
  act.line = place.line;
  probe::perform(act);
}

}  // namespace mp
