#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <system_error>

#include "app/commands.hpp"
#include "app/filters.hpp"
#include "app/run_writer.hpp"
#include "core/os/error.hpp"
#include "core/os/fd.hpp"
#include "core/trace/record_reader.hpp"

namespace app {
namespace {

/// Feeds the whole file to the reader, a piece at a time.
void read_all(const os::Fd& file, const std::string& name, trace::RecordReader& reader) {
  std::array<char, 64 * 1024> piece{};
  for (;;) {
    const auto size =
        os::uninterrupted([&] { return ::read(file.get(), piece.data(), piece.size()); });
    if (size < 0) os::fail("cannot read " + name);
    if (size == 0) break;
    reader.feed({piece.data(), static_cast<std::size_t>(size)});
  }
  reader.finish();
}

}  // namespace

int replay(const ReplayCommand& command, const lessons::Catalogue& catalogue) {
  RunWriter writer(command.view, catalogue);
  Filters filters(command.view, writer);
  trace::RecordReader reader(filters.first());
  try {
    const os::Fd file = os::open(command.file.c_str(), O_RDONLY);
    read_all(file, command.file, reader);
  } catch (const std::system_error& error) {
    throw EnvironmentError(fmt::format("{}.", error.what()));
  } catch (const trace::RecordError& error) {
    throw std::runtime_error(fmt::format("{}: {}", command.file, error.what()));
  }
  writer.commit();
  return kDone;
}

}  // namespace app
