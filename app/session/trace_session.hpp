#pragma once

#include <optional>
#include <string>

#include "app/cli/options.hpp"
#include "app/output/run_writer.hpp"
#include "app/screen/keys.hpp"
#include "app/session/prompt.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "core/stage/point.hpp"
#include "core/tracer/audience.hpp"
#include "core/tracer/observer.hpp"

namespace app {

/// A traced program, step by step and line by line: what happens comes through it
/// on to the terminal, and at each halt it shows who is about to do what, and
/// takes a key. The command makes one before the program is started; the gate
/// drives it as its audience.
class TraceSession : public tracer::Audience, public record::Consumer {
 public:
  /// Throws EnvironmentError when there is no terminal to talk to.
  TraceSession(const ViewOptions& options, const lessons::Catalogue& catalogue);

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;
  /// The run is over, and all of it is on the screen.
  void commit() { screen_.commit(); }

  /// Nobody can go on, and nobody is held.
  void report_standstill(const tracer::Standstill& standstill);

  int input() const override { return terminal_.get(); }
  void offer(const tracer::Halt& halt) override;
  std::optional<tracer::Answer> answer() override;
  void withdraw() override;
  void suspended() override;
  void resumed() override;
  void interrupted(int signal) override;

 private:
  void ask();
  void ask_for_end();
  void ask_again();
  void explain_keys();
  void say(const std::string& line);
  std::optional<tracer::Answer> meaning_of(Key key);
  tracer::Answer quit();

  const ViewOptions options_;
  bool colour_;
  Prompt prompt_;
  os::TerminalMode terminal_;
  RunWriter screen_;
  std::optional<stage::Point> point_;  // that is being asked about
  std::string who_waits_;              // there, if nobody is held
  bool is_for_ever_ = false;           // there, nobody can go on by itself
  std::string typed_;                  // ahead: it is for the halts to come
  bool keys_explained_ = false;
  bool runs_on_ = false;
};

}  // namespace app
