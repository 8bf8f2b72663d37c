#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/record/utf8.hpp"
#include "core/view/view.hpp"
#include "tests/support/runs/timelines.hpp"

// Shared by the tests of exported formats.

namespace support {

/// A child gets a value, sleeps, and is sent a signal while it waits.
inline record::Timeline terminated_reader() {
  constexpr int kSigterm = 15;
  probe::Act terminate = act(probe::Kind::terminate, "child-1");
  terminate.peer = kChild.pid;
  terminate.signal = kSigterm;
  return TimelineBuilder("queue", "small")
      .starts(kParent)
      .forks(kParent, kChild)
      .acts(kParent, act(probe::Kind::put, "queue-1", "Tony"))
      .starts(kChild)
      .acts(kChild, act(probe::Kind::get, "queue-1", "Tony"))
      .acts(kParent, act(probe::Kind::sleep, {}, "2 s"))
      .acts(kChild, act(probe::Kind::block, "queue-1"))
      .acts(kParent, terminate)
      .is_killed(kChild, kSigterm)
      .waits_for(kParent, kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

/// Names, texts and values that try to steer a terminal, a page or a parser.
inline record::Timeline hostile_run() {
  const TimelineBuilder::Process evil{4277, 4276, "end\x1b[2J\n</script>"};
  const std::string tricks =
      "\x1b[31m\r\xff\xe2\x80\xae</script><br>%%{init}%% #; \"'\\ ]]> <!-- \xef\xbf\xbf\nsecond\n";
  return TimelineBuilder("x\x1b]0;x\x07", "</script>")
      .starts(kParent)
      .forks(kParent, evil)
      .starts(evil)
      .prints(evil, tricks)
      .writes(evil, std::string(1 << 20, '<'))
      .acts(evil, act(probe::Kind::put, "queue-1\x1b;", tricks))
      .acts(kParent, act(probe::Kind::get, "queue-1\x1b;", tricks))
      .exits(evil)
      .reaps(kParent, evil)
      .exits(kParent)
      .timeline();
}

/// The run as --ids stable and --time none make it.
inline record::Timeline without_chance(record::Timeline run) {
  run.run.started.reset();
  for (auto& event : run.events) {
    event.t.reset();
    event.pid -= kParent.pid - 1;
    event.ppid -= kParent.pid - 1;
    if (event.act.peer) *event.act.peer -= kParent.pid - 1;
  }
  return run;
}

/// Two runs in one document.
inline std::string document_of(view::View& view, const record::Timeline& first,
                               const record::Timeline& second) {
  std::string text;
  for (const auto* run : {&first, &second}) {
    text += view.begin(run->run, {});
    for (const auto& event : run->events) text += view.event(event);
    text += view.end(run->end);
  }
  return text + view.finish();
}

/// Whether it is harmless for a terminal, line by line.
inline bool is_harmless(std::string_view text) {
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    if (next.code != U'\n' && record::steers_display(next.code)) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

inline bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

}  // namespace support
