#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/os/clock.hpp"
#include "core/record/event.hpp"

namespace record {

/// What a process reports about an act: it is done; it comes next and is held
/// at its gate; it must wait for its object; or, in the middle of an act, the
/// process stands by until all others are at rest. Or it has learned something of
/// others, `act.value`, which is not recorded: by an act of its own, or by a look
/// that it was held before, too.
enum class Phase : std::uint8_t { done, next, blocked, standing_by, learned };

/// The fork that made a process, as its parent stamped it. The child carries
/// it along, so that the fork is known even if the parent dies in the middle.
struct Origin {
  pid_t parent = 0;
  pid_t grandparent = 0;
  os::Stamp at{};

  bool operator==(const Origin&) const = default;
};

/// An act on its way from a demo's process to the director: one message of the
/// event channel. `event.t` is the speaker's stamp on the monotonic clock and
/// `event.seq` is not used; the Recorder gives both their final meaning.
struct Notice {
  Phase phase = Phase::done;
  Event event;
  std::optional<Origin> origin;    ///< of a start, unless it is the first one
  std::int32_t slot = -1;          ///< of a start, a fork: where the stage keeps the new process
  std::optional<os::Stamp> until;  ///< for an act to come: when it gives up, by the stage's clock
  bool continued = false;          ///< the rest of the text follows in the next one

  bool operator==(const Notice&) const = default;
};

/// The most of a text that one message carries; longer texts are continued.
inline constexpr std::size_t kMaxText = 32 * 1024;

/// The message for a notice, put into `buffer`, which may be used again.
void encode(const Notice& notice, std::string& buffer);

/// The notice of a message; empty when it is not one of ours.
std::optional<Notice> decode(std::string_view message);

}  // namespace record
