#include "core/tracer/output/output_lines.hpp"

#include <utility>

namespace tracer {

void OutputLines::put(const Caller& writer, Stream stream, std::string_view bytes) {
  const bool goes_on =
      unfinished_ && unfinished_->writer == writer && unfinished_->stream == stream;
  if (!goes_on) flush();
  std::string line;
  if (goes_on) line = std::move(std::exchange(unfinished_, std::nullopt)->bytes);
  if (bytes.size() >= kFlood) {
    const auto end = bytes.rfind('\n') + 1;  // 0: it has none
    line += bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (end > 0) take_(writer, stream, std::exchange(line, {}));
  }
  for (std::size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos;) {
    line += bytes.substr(0, end + 1);
    bytes.remove_prefix(end + 1);
    take_(writer, stream, std::exchange(line, {}));
  }
  line += bytes;
  if (line.size() >= kMaxLine) take_(writer, stream, std::exchange(line, {}));
  if (!line.empty()) unfinished_ = Unfinished{writer, stream, std::move(line)};
}

void OutputLines::flush(pid_t process) {
  if (unfinished_ && unfinished_->writer.process == process) flush();
}

void OutputLines::flush() {
  auto last = std::exchange(unfinished_, std::nullopt);
  if (last) take_(last->writer, last->stream, std::move(last->bytes));
}

}  // namespace tracer
