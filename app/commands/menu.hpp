#pragma once

#include <optional>
#include <string>

#include "app/commands/finished_demos.hpp"
#include "app/language/language.hpp"
#include "app/screen/keys.hpp"
#include "app/session/prompt.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// The lessons on a terminal, a line each, with a key to start one. The command
/// makes one for each choice; it is destroyed before the lesson uses the
/// terminal.
class Menu {
 public:
  /// Throws EnvironmentError when there is no terminal to talk to.
  Menu(const lessons::Catalogue& catalogue, const FinishedDemos& finished, Language language);

  /// The lesson that the reader has chosen; nullptr: the reader quits. Throws
  /// Interrupted.
  const lessons::Lesson* choose();

 private:
  void show();
  /// A lesson has two digits where there are more than nine.
  std::optional<Key> next_key();
  void ask();
  /// The lesson that Enter starts: the first one that is not finished.
  std::size_t proposed() const;
  std::size_t finished_in(const lessons::Lesson& lesson) const;
  std::string progress_in(const lessons::Lesson& lesson) const;
  void handle_signals();

  const lessons::Catalogue& catalogue_;
  const FinishedDemos& finished_;
  Language language_;
  os::TerminalMode terminal_;
  os::SignalFd signals_;
  os::Poller poller_;
  Prompt prompt_;
  std::string typed_;
};

}  // namespace app
