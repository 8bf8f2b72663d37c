#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace view {

/// Writes a document of trace events, the format that Perfetto, speedscope and
/// DevTools read. A view drives it, and passes on what each call returns. Times
/// are in microseconds.
///
/// Readers bind an end of a flow to a slice with the same time and process that
/// they have already read: write the slice first.
class ChromeEvents {
 public:
  /// A time in the life of a process; a process has one thread.
  struct Moment {
    std::int64_t pid = 0;
    std::int64_t at = 0;
  };

  static std::string head();
  static std::string foot();

  /// `key`: "process_name", "thread_name", "process_labels". `value` is harmless,
  /// like all names.
  std::string about(std::int64_t pid, std::string_view key, std::string_view value);

  /// `args`: members of a JSON object, "\"seq\":1,\"line\":2"; may be empty.
  std::string slice(Moment begin, std::int64_t length, std::string_view name,
                    std::string_view args);

  /// An instant of one process, or of all processes.
  std::string instant(Moment moment, std::string_view name, std::string_view args,
                      bool is_global = false);

  /// An id that no other flow of the document has.
  std::uint64_t new_flow() { return ++flows_; }
  std::string flow_start(Moment from, std::uint64_t id, std::string_view name);
  std::string flow_end(Moment to, std::uint64_t id, std::string_view name);

 private:
  std::string begin_object(char phase, std::string_view name, Moment moment);

  bool is_first_ = true;
  std::uint64_t flows_ = 0;
};

}  // namespace view
