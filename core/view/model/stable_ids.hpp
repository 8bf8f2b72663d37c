#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/record/timeline.hpp"
#include "core/view/model/roster.hpp"

namespace view {

/// Passes on a run with everything replaced that the kernel chose, so that runs
/// under the same schedule are the same bytes (--ids stable). It is a consumer
/// of the run, and drives the next consumer.
///
/// PIDs become ordinals by order of appearance: 1 is the first process, 0 any
/// process outside the run. In texts, values and reasons, a whole number that
/// is the PID of a process seen so far becomes that process's name, the PID of
/// mpdemo "mpdemo", and an address (0x and at least eight hexadecimal digits)
/// "address-1", "address-2" ... Bytes that are no text are left out.
///
/// A run whose first process is 1, the child of 0, has stable IDs already, since
/// no kernel gives a demo that PID. It is passed on unchanged.
class StableIds : public record::Consumer {
 public:
  explicit StableIds(record::Consumer& next) : next_(next) {}

  /// Whether a printed PID was replaced by a name in any run so far.
  bool has_named_pids() const { return has_named_pids_; }

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

 private:
  pid_t ordinal_of(pid_t pid) const;
  std::string name_of(pid_t pid) const;
  std::string renamed(std::string_view text);
  std::optional<std::string> name_for(std::string_view word);
  std::optional<std::string> process_named(std::string_view digits) const;
  std::string address_named(std::string_view digits);

  record::Consumer& next_;
  Roster roster_;
  std::optional<pid_t> outside_;  // the first process's parent: mpdemo itself
  bool is_stable_ = false;
  bool has_named_one_ = false;  // in the text that was looked at last
  bool has_named_pids_ = false;
  std::unordered_map<std::string, std::string> addresses_;
};

}  // namespace view
