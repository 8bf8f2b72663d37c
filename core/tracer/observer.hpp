#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"
#include "core/choice/wait_graph.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/record/timeline.hpp"
#include "core/tracer/files/shared_files.hpp"
#include "core/tracer/lens/unseen_words.hpp"
#include "core/tracer/sandbox.hpp"
#include "core/tracer/signal_relay.hpp"

namespace tracer {

/// Every process waits, and no clock will wake one.
struct Standstill {
  choice::WaitGraph waits;
  std::string unless;  ///< what may end it from outside: "another program opens fifo-1";
                       ///< empty: nothing that we know of

  /// The whole of it, without its full stop.
  std::string sentence() const {
    const choice::Mention mention = waits.mention(true);
    if (unless.empty()) return waits.reason(choice::kEnglishWaits, mention, false);
    return waits.reason_unless(unless, choice::kEnglishWaits, mention);
  }
};

/// The name under which a run is recorded.
struct RunName {
  std::string lesson;
  std::string demo;
};

/// A program to run and observe, and its name in the recorded run.
struct Request {
  std::vector<std::string> program;  ///< its name or path, and its arguments
  std::vector<std::string> argv;     ///< mpdemo's command line
  SignalRelay& relay;                ///< for the signals that come meanwhile
  /// In a controlled run each thread is held before each call that others can
  /// notice. That needs an observer that can hold threads, and an audience.
  choice::RunOptions options = {};
  /// Called once each time when all processes wait: whether the run is to be ended there, as a
  /// deadlock.
  std::function<bool(const Standstill& standstill)> standstill = {};
  /// For a controlled run. It reads the terminal's keys: a program whose input
  /// would be the terminal gets an empty one.
  choice::Audience* audience = nullptr;
  /// For a controlled run: where it happens; nullptr: here.
  Sandbox* sandbox = nullptr;
  /// In a controlled run: whether the words of Python's multiprocessing are acts (put,
  /// get, lock ...), instead of the calls that the library makes for them.
  bool has_words = true;
  /// Whether events say which thread of a process acts.
  bool shows_threads = false;
  /// In a controlled run: what is known of the files that processes share, from earlier runs
  /// of the same program; it grows. nullptr: nothing.
  SharedFiles* files = nullptr;
  /// Whether the consumer shows what goes to standard output, and to standard error,
  /// where the program would have written it. What is not shown is written there by
  /// the program itself, or the consumer has to pass it on: see passes_on().
  bool shows_output = true;
  bool shows_error = true;
  /// The file to execute, if the program is called otherwise; empty: it is not.
  std::string executable = {};
  /// Of a lesson's program; empty: it is the reader's own.
  std::optional<RunName> name = {};
  /// What events call source files, by the path that the program has for each: such a file
  /// need not exist.
  std::map<std::string, std::string> sources = {};
};

/// The result of a run. Its end has the status "hung" if the time was up.
struct Result : choice::Result {
  os::ExitStatus status = os::ExitStatus::unknown();  ///< of the program itself
  bool ended_itself = false;                   ///< the program ended by itself, not through us
  bool wanted_to_trace = false;                ///< it was refused because we trace it already
  bool has_tracer = false;                     ///< it traces some of its processes instead of us
  std::vector<UnseenWords> unseen_words = {};  ///< of programs that cannot have a lens
  bool refused_filter = false;  ///< a tracer was refused calls that its own filter names
};

/// Runs an unmodified program, and reports what its processes do as a run like
/// any other. A command makes one and drives it; when it is destroyed, no
/// process that it started is left.
class Observer {
 public:
  virtual ~Observer() = default;
  /// From the program's first instruction to the end of its last process.
  virtual Result observe(record::Consumer& consumer) = 0;
  /// Whether the program itself writes what is not shown to its destination.
  virtual bool passes_on() const = 0;
  /// The reader of the view has left: from now on the program's writes to the
  /// streams shown there fail, as if the program itself had lost that reader.
  /// Called while observe() runs.
  virtual void lose_reader() {}
};

}  // namespace tracer
