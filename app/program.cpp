#include "app/program.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <exception>
#include <new>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "app/cli/command_line.hpp"
#include "app/cli/lesson_folders.hpp"
#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/output/log.hpp"
#include "app/output/run_writer.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "core/view/formatting/harmless.hpp"
#include "lessons/library.hpp"

namespace app {
namespace {

int dispatch(const Invocation& invocation, const lessons::Catalogue& catalogue) {
  return std::visit(
      [&](const auto& command) {
        using Type = std::decay_t<decltype(command)>;
        if constexpr (std::is_same_v<Type, OverviewCommand>) return overview(command, catalogue);
        if constexpr (std::is_same_v<Type, ListCommand>) return list(command, catalogue);
        if constexpr (std::is_same_v<Type, ShowCommand>) return show(command, catalogue);
        if constexpr (std::is_same_v<Type, ReplayCommand>) return replay(command, catalogue);
        if constexpr (std::is_same_v<Type, LessonCommand>) {
          return run_lesson(command, invocation, catalogue);
        }
        if constexpr (std::is_same_v<Type, TraceCommand>) {
          return trace_program(command, invocation, catalogue);
        }
        if constexpr (std::is_same_v<Type, TryCommand>) {
          return try_file(command, invocation, catalogue);
        }
        if constexpr (std::is_same_v<Type, CheckCommand>) {
          return check(command, invocation, catalogue);
        }
        if constexpr (std::is_same_v<Type, PracticeCommand>) {
          return run_practice(command, invocation, catalogue);
        }
        if constexpr (std::is_same_v<Type, DiffCommand>) {
          return diff(command, invocation, catalogue);
        }
        if constexpr (std::is_same_v<Type, ReportCommand>) return report_class(command);
        if constexpr (std::is_same_v<Type, CompletionCommand>) {
          return print_completion(command, catalogue);
        }
        if constexpr (std::is_same_v<Type, ManualCommand>) return print_manual(command, catalogue);
        if constexpr (std::is_same_v<Type, FolderCommand>) return manage_lesson(command);
        if constexpr (std::is_same_v<Type, DoctorCommand>) return report_machine(catalogue);
        if constexpr (std::is_same_v<Type, PrintCommand>) {
          write_to_stdout(command.text);
          return static_cast<int>(kDone);
        }
      },
      invocation.command);
}

/// `mpdemo lesson` is about lessons that may be broken, and needs none.
bool manages_lessons(const std::vector<std::string>& arguments) {
  return arguments.size() > 1 && arguments[1] == "lesson";
}

int complain(ExitCode code, const char* sentence) {
  try {
    os::write_all(STDERR_FILENO, fmt::format("mpdemo: {}\n", view::harmless(sentence)));
  } catch (const std::exception&) {
    // Standard error is closed, too; the exit status remains.
  }
  return code;
}

/// There may be no memory for a sentence that has to be put together.
int complain_of_memory() {
  try {
    for (const std::string_view part :
         {std::string_view("mpdemo: "), kNoMemory, std::string_view("\n")})
      os::write_all(STDERR_FILENO, part);
  } catch (const std::exception&) {
    // As above.
  }
  return kEnvironment;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const lessons::Catalogue& carried) {
  try {
    os::occupy_standard();
    os::disown_children();
    os::prepare_signals();
    lessons::Library library(carried);
    if (!manages_lessons(arguments)) add_lessons(library, arguments);
    const lessons::Catalogue& catalogue = library.catalogue();
    const Invocation invocation = parse(arguments, catalogue);
    if (invocation.verbose) open_log();
    return dispatch(invocation, catalogue);
  } catch (const NobodyReads&) {
    return kDone;
  } catch (const Interrupted& interrupted) {
    os::suffer(interrupted.signal);
    return 128 + interrupted.signal;
  } catch (const UsageError& error) {
    return complain(kUsage, error.what());
  } catch (const EnvironmentError& error) {
    return complain(kEnvironment, error.what());
  } catch (const std::system_error& error) {
    return complain(kEnvironment, refused_by_system(error).c_str());
  } catch (const std::bad_alloc&) {
    return complain_of_memory();
  } catch (const std::exception& error) {
    return complain(kFailed, error.what());
  }
}

}  // namespace app
