#include "app/output/output_passthrough.hpp"

#include <unistd.h>

#include <system_error>

#include "app/output/destination.hpp"
#include "core/os/descriptors/output_file.hpp"

namespace app {

void OutputPassthrough::event(const record::Event& event) {
  if (event.act.kind != probe::Kind::output) return;
  if (event.act.stream == probe::Stream::output) {
    if (output_) write_to_stdout(event.act.text);
    return;
  }
  try {
    os::write_all(STDERR_FILENO, event.act.text);
  } catch (const std::system_error&) {
    // The program's standard error has no reader; it goes on without one.
  }
}

}  // namespace app
