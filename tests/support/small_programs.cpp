#include "tests/support/small_programs.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace support {

const std::vector<SmallProgram>& small_programs() {
  using enum Fixed;
  using enum Habit;
  static const std::vector<SmallProgram> table = {
      // Output and its destinations.
      {.file = "output/buffered_before_fork.c"},
      {.file = "output/byte_by_byte.c"},
      {.file = "output/checking.sh"},
      {.file = "output/close_stdout.c"},
      {.file = "output/columns.c"},
      {.file = "output/dev_stdout.sh", .habit = rewrites},
      {.file = "output/is_it_a_terminal.py", .arguments = {"one", "two words"}},
      {.file = "output/kinds.c"},
      {.file = "output/letters_in_turn.c"},
      {.file = "output/listing.sh"},
      {.file = "output/much_output.c"},
      {.file = "output/out_and_err_in_turn.sh"},
      {.file = "output/prints_before_fork.py"},
      {.file = "output/progress.py"},
      {.file = "output/reopens.c", .habit = rewrites},
      {.file = "output/seeks.c", .habit = rewrites},
      {.file = "output/sends_files.c", .habit = moves},
      {.file = "output/streams_in_turn.c"},
      {.file = "output/swapped.sh"},
      {.file = "output/terminal.c"},
      {.file = "output/two_loops.sh", .fixed = letters},
      {.file = "output/unbuffered.py"},
      {.file = "output/vectors.c"},
      {.file = "output/write_errors.c"},

      // Pipes, FIFOs, and their traffic.
      {.file = "pipes/asyncio_programs.py"},
      {.file = "pipes/background_writer.sh"},
      {.file = "pipes/broken_pipe.c"},
      {.file = "pipes/connection.py"},
      {.file = "pipes/coproc.sh"},
      {.file = "pipes/fifo.c"},
      {.file = "pipes/fills_its_output.c"},
      {.file = "pipes/full_pipes.c", .arguments = {"1000"}, .fixed = lines},
      {.file = "pipes/full_pipes.c", .fixed = nothing},
      {.file = "pipes/nobody_reads.py"},
      {.file = "pipes/os_pipe.py"},
      {.file = "pipes/pipeline.c"},
      {.file = "pipes/process_substitution.sh"},
      {.file = "pipes/run_programs.py"},
      {.file = "pipes/shared_table.c"},
      {.file = "pipes/splices_away.c"},
      {.file = "pipes/tee.sh", .habit = rewrites},
      {.file = "pipes/tee_and_splice.c", .habit = moves},
      {.file = "pipes/two_way.c"},
      {.file = "pipes/words.sh"},
      {.file = "pipes/yes_and_head.sh"},

      // Fork, exec, exit, wait.
      {.file = "processes/clones.c"},
      {.file = "processes/double_fork.c"},
      {.file = "processes/endings.c"},
      {.file = "processes/exec_from_thread.c"},
      {.file = "processes/exec_replaces.sh"},
      {.file = "processes/failed_exec.c"},
      {.file = "processes/family.c"},
      {.file = "processes/fork_and_wait.py"},
      {.file = "processes/here_documents.sh"},
      {.file = "processes/jobs_and_wait.sh"},
      {.file = "processes/make_jobs.sh"},
      {.file = "processes/old_calls.c"},
      {.file = "processes/orphans.c"},
      {.file = "processes/own_filter.c"},
      {.file = "processes/pid_namespace.c"},
      {.file = "processes/pool.py"},
      {.file = "processes/posix_spawn.c"},
      {.file = "processes/process.py"},
      {.file = "processes/spawned_process.py"},
      {.file = "processes/squares.py"},
      {.file = "processes/stop_and_continue.c"},
      {.file = "processes/subshells.sh"},
      {.file = "processes/substitution.sh"},
      {.file = "processes/threads_and_fork.py"},
      {.file = "processes/two_greetings.sh", .fixed = lines},
      {.file = "processes/unwaited.c"},
      {.file = "processes/vfork_exec.c"},
      {.file = "processes/wait_styles.c"},
      {.file = "processes/wrappers.sh"},
      {.file = "processes/zombies.c"},

      // Signals.
      {.file = "signals/coalescing.c"},
      {.file = "signals/deletejob_first.c", .fixed = status},
      {.file = "signals/handler.py"},
      {.file = "signals/handles_term.c", .arguments = {"15"}},
      {.file = "signals/handles_term.c", .fixed = nothing},
      {.file = "signals/ignores_term.c", .arguments = {"and goes on"}},
      {.file = "signals/ignores_term.c", .fixed = nothing},
      {.file = "signals/kill_or_print.c", .fixed = status},
      {.file = "signals/killed_children.sh"},
      {.file = "signals/queued.c"},
      {.file = "signals/restart.c"},
      {.file = "signals/timers.c"},
      {.file = "signals/traps.sh"},
      {.file = "signals/turns.c"},
      {.file = "signals/window_size.c", .fixed = nothing},

      // Sharing: memory, locks, files.
      {.file = "sharing/barrier.c"},
      {.file = "sharing/bounded_buffer.c"},
      {.file = "sharing/check_then_use.c", .fixed = status},
      {.file = "sharing/counter.c", .fixed = status},
      {.file = "sharing/event_and_barrier.py"},
      {.file = "sharing/few_tries.c", .fixed = status},
      {.file = "sharing/flock.c"},
      {.file = "sharing/lock_and_value.py"},
      {.file = "sharing/lock_command.sh"},
      {.file = "sharing/lock_folder.sh"},
      {.file = "sharing/lost_update.py", .fixed = status},
      {.file = "sharing/lock_kinds.c"},
      {.file = "sharing/mutex.c"},
      {.file = "sharing/named_semaphores.c"},
      {.file = "sharing/one_offset.c", .fixed = status},
      {.file = "sharing/one_wins.c"},
      {.file = "sharing/opposite_flocks.c", .fixed = nothing},
      {.file = "sharing/opposite_mutexes.c", .fixed = nothing},
      {.file = "sharing/opposite_locks.py", .fixed = nothing},
      {.file = "sharing/peterson.c"},
      {.file = "sharing/queue_of_tasks.py"},
      {.file = "sharing/semaphore_and_array.py"},
      {.file = "sharing/text_in_memory.c", .fixed = status},
      {.file = "sharing/taken_meanwhile.c", .fixed = nothing},
      {.file = "sharing/two_append.sh", .fixed = lines},
      {.file = "sharing/two_offsets.c", .fixed = status},
      {.file = "sharing/unlink_and_stat.c", .fixed = status},

      // A program's surroundings.
      {.file = "surroundings/descriptors.c"},
      {.file = "surroundings/environment.c", .arguments = {"", "two words", "-x", "--"}},
      {.file = "surroundings/groups.c"},
      {.file = "surroundings/inherited.c"},
      {.file = "surroundings/interpreter.py", .arguments = {"a"}, .input = "some words\nto read\n"},
      {.file = "surroundings/settings.sh", .arguments = {"a b", "c"}, .input = "one\ntwo\n"},
      {.file = "surroundings/signals.c"},
      {.file = "surroundings/temporary_files.sh"},
  };
  return table;
}

const SmallProgram& small_program(const std::string& file) {
  const auto& table = small_programs();
  const auto found = std::find_if(table.begin(), table.end(), [&](const SmallProgram& program) {
    return program.file == file;
  });
  if (found == table.end()) throw std::invalid_argument("no small program is called " + file);
  return *found;
}

std::string python() {
  return SMALL_PROGRAMS_PYTHON;
}

std::string file_of(const std::string& file) {
  return std::filesystem::path(SMALL_PROGRAMS_SOURCE) / file;
}

std::vector<std::string> command_of(const SmallProgram& program) {
  const std::filesystem::path path = file_of(program.file);
  std::vector<std::string> command;
  if (path.extension() == ".c") {
    command = {std::filesystem::path(SMALL_PROGRAMS_BUILT) / path.stem()};
  } else if (path.extension() == ".py") {
    command = {python(), path};
  } else {
    command = {path};  // the kernel finds the shell
  }
  command.insert(command.end(), program.arguments.begin(), program.arguments.end());
  return command;
}

std::vector<std::string> command_of(const std::string& file) {
  return command_of(small_program(file));
}

}  // namespace support
