#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "core/tracer/lens/linkage.hpp"
#include "core/tracer/source/variable_name.hpp"
#include "tests/tracer/unchanged/settings.hpp"

// The words of semaphores, mutexes, conditions and barriers in shared memory as acts of a
// controlled C program; and that the lens which tells them changes nothing.

namespace tests {
namespace {

using probe::Kind;

Arguments with(Arguments options, const Arguments& more) {
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

Finished lanes_of(const std::string& file, const Arguments& options) {
  return mpdemo(trace_of(support::command_of(file), with(options, {"--ids", "stable"})));
}

record::Timeline recorded(const std::string& file, const Arguments& options) {
  const Finished finished =
      mpdemo(trace_of(support::command_of(file), with(options, {"--format", "jsonl"})));
  return lawful_run_in(finished.output);
}

/// "child-1 locks cash": the run's locks and unlocks, in order.
std::vector<std::string> words_in(const record::Timeline& run) {
  std::vector<std::string> told;
  for (const auto& event : run.events) {
    const probe::Act& act = event.act;
    if (act.kind != Kind::lock && act.kind != Kind::unlock) continue;
    const char* const verb = act.kind == Kind::lock ? " locks " : " unlocks ";
    told.push_back(event.name + verb + act.object.shown());
  }
  return told;
}

std::string raw(const Arguments& program, const Arguments& options) {
  return mpdemo(trace_of(program, with(options, {"--format", "raw"}))).output;
}

TEST_CASE("mutexes in opposite order: a schedule decides between success and a told deadlock") {
  const support::NothingLeft nothing_left;
  const std::string file = "sharing/opposite_mutexes.c";
  const Finished dead = lanes_of(file, {"--schedule", "1x2.2.1.2"});
  CHECK(dead.status == exited(1));
  CHECK_THAT(dead.output, ContainsSubstring("waits for cash (line 15), held by child-1"));
  CHECK_THAT(dead.output, ContainsSubstring("waits for savings (line 15), held by parent"));
  CHECK_THAT(dead.output,
             ContainsSubstring("the circle: parent -> cash -> child-1 -> savings -> parent"));
  CHECK(raw(support::command_of(file), {"--schedule", "1x7.2x5"}) ==
        "the parent transfers\nthe child transfers\n");
  CHECK(raw(support::command_of(file), {"--schedule", "1.2x6.1"}) ==
        "the child transfers\nthe parent transfers\n");
}

TEST_CASE("each word of a C program has its object's name and the line that uses it") {
  const support::NothingLeft nothing_left;
  const std::string file = support::file_of("sharing/opposite_mutexes.c");
  const auto run = recorded("sharing/opposite_mutexes.c", {"--schedule", "1x7.2x5"});
  CHECK(words_in(run) == std::vector<std::string>{"parent locks savings", "parent locks cash",
                                                  "parent unlocks cash", "parent unlocks savings",
                                                  "child-1 locks cash", "child-1 locks savings",
                                                  "child-1 unlocks savings",
                                                  "child-1 unlocks cash"});
  const auto source = lines_of(contents_of(file));
  for (const auto& event : run.events) {
    if (event.act.kind != Kind::lock && event.act.kind != Kind::unlock) continue;
    CHECK(event.act.file == file);
    REQUIRE(event.act.line > 0);
    const std::string call = "pthread_mutex_" + std::string(probe::name_of(event.act.kind)) + "(";
    CHECK_THAT(source.at(static_cast<std::size_t>(event.act.line) - 1), ContainsSubstring(call));
  }
}

TEST_CASE("one that was notified locks again by a choice of its own: another may come between") {
  const support::NothingLeft nothing_left;
  const Arguments program = support::command_of("sharing/taken_meanwhile.c");
  const std::string ann_is_notified = "1x2.2x3.1x5.";
  CHECK_THAT(raw(program, {"--schedule", ann_is_notified + "2x6"}),
             StartsWith("ann leaves 0 loaves\n"));
  CHECK_THAT(raw(program, {"--schedule", ann_is_notified + "3x7.2x5"}),
             StartsWith("ben leaves 0 loaves\nann leaves -1 loaves\n"));
}

TEST_CASE("a condition and a barrier are told in words of their own, and semaphores by name") {
  const support::NothingLeft nothing_left;
  const Finished meeting = lanes_of("sharing/barrier.c", {"--seed", "1"});
  for (const char* phrase :
       {"arrives    at barrier (3/3)", "passes     barrier", "locks      mutex",
        "notifies   changed", "unlocks    mutex to wait", "waits for  a notification at changed"}) {
    CHECK_THAT(meeting.output, ContainsSubstring(phrase));
  }
  const auto turns = words_in(recorded("sharing/named_semaphores.c", {"--seed", "1"}));
  CHECK(std::set<std::string>(turns.begin(), turns.end()) ==
        std::set<std::string>{"parent unlocks ping", "child-1 locks ping", "child-1 unlocks pong",
                              "parent locks pong"});
}

TEST_CASE("the same schedule of a C program's words gives the same bytes") {
  const support::NothingLeft nothing_left;
  const Arguments program = support::command_of("sharing/bounded_buffer.c");
  const Arguments as_data = {"--format", "jsonl", "--ids", "stable", "--time", "none"};
  const auto without_start = [](const std::string& text) { return text.substr(text.find('\n')); };
  const Finished first = mpdemo(trace_of(program, with({"--seed", "3"}, as_data)));
  const std::string schedule = lawful_run_in(first.output).end.schedule;
  const Finished again = mpdemo(trace_of(program, with({"--schedule", schedule}, as_data)));
  CHECK(without_start(again.output) == without_start(first.output));
}

TEST_CASE("with --no-lens, and for memory of its own, a C program's locks are no acts") {
  const support::NothingLeft nothing_left;
  CHECK(words_in(recorded("sharing/opposite_mutexes.c", {"--seed", "1", "--no-lens"})).empty());
  CHECK(words_in(recorded("processes/exec_from_thread.c", {"--seed", "1"})).empty());
}

TEST_CASE("through the lens a C program prints what it prints alone, and ends so") {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::pipes);
  for (const char* file :
       {"sharing/lock_kinds.c", "sharing/bounded_buffer.c", "sharing/barrier.c",
        "surroundings/environment.c", "surroundings/descriptors.c", "processes/own_filter.c",
        "processes/vfork_exec.c", "processes/exec_from_thread.c", "processes/posix_spawn.c"}) {
    DYNAMIC_SECTION(file) {
      const support::SmallProgram& program = support::small_program(file);
      const Arguments command = support::command_of(program);
      const Seen alone = stand.run(command, program.input);
      const Seen controlled =
          stand.trace(command, {"--seed", "1", "--format", "raw"}, program.input);
      CHECK(controlled.status == alone.status);
      CHECK(difference(fixed_part(alone.output, program.fixed),
                       fixed_part(controlled.output, program.fixed)) == "");
    }
  }
}

TEST_CASE("a program finds LD_PRELOAD as it was, and so does what it executes") {
  const support::NothingLeft nothing_left;
  for (const std::string preloaded : {"", "libm.so.6", "libm.so.6 libdl.so.2"}) {
    CAPTURE(preloaded);
    const std::string line = "LD_PRELOAD=" + preloaded;
    const Arguments program =
        preloaded.empty() ? Arguments{"env", "env"} : Arguments{"env", line, "env"};
    const std::string told = raw(program, {"--seed", "1"});
    CHECK((told.find(line + "\n") != std::string::npos) == !preloaded.empty());
    CHECK(told.find("/fd/") == std::string::npos);
  }
}

TEST_CASE("a program whose words cannot be seen runs, and the run says so in each language") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string file = support::file_of("sharing/opposite_mutexes.c");
  const std::string program = folder / "alone";
  const Finished built = support::run("cc", {"-static", "-pthread", "-o", program, file});
  if (built.status != exited(0)) return;  // this machine has no static C library
  const Finished english = mpdemo(trace_of({program}, {"--schedule", "1", "--format", "raw"}));
  CHECK(english.status == exited(0));
  CHECK_THAT(english.error, ContainsSubstring("What alone does with locks and semaphores in shared "
                                              "memory is seen only where it has to wait: it is "
                                              "linked statically."));
  const Finished chinese =
      mpdemo(trace_of({program}, {"--schedule", "1", "--format", "raw", "--lang", "zh-Hant"}));
  CHECK_THAT(chinese.error, ContainsSubstring("靜態連結"));
  const Finished silent = mpdemo(trace_of({"true"}, {"--schedule", "1", "--format", "raw"}));
  CHECK_THAT(silent.error, !ContainsSubstring("shared memory"));
}

TEST_CASE("an object is called as the source calls it where it is made or first used") {
  const Folder folder;
  const std::string file = folder / "names.c";
  const auto name_in = [&](const std::string& text, const std::string& function) {
    std::ofstream(file) << text;
    return tracer::variable_in_call({file, static_cast<int>(lines_of(text).size())}, function);
  };
  CHECK(name_in("sem_init(&buffer->full, 1, 0);", "sem_init").name == "full");
  CHECK(name_in("  if (sem_init(shared.free_places, 1, f(2)) != 0) err(1, 0);", "sem_init").name ==
        "free_places");
  CHECK(name_in("pthread_mutex_init(&locks[2], &kind);", "pthread_mutex_init").name == "locks[2]");
  CHECK(name_in("pthread_mutex_init(&(table->lock), 0);", "pthread_mutex_init").name == "lock");
  CHECK(name_in("pthread_mutex_init(\n  &table->lock,\n  0);", "pthread_mutex_init").name ==
        "lock");
  CHECK(name_in("pthread_mutex_init((pthread_mutex_t*)memory, 0);", "pthread_mutex_init").name ==
        "memory");
  const auto fork = name_in("sem_init(&forks[i], 1, 1);", "sem_init");
  CHECK(fork.name == "forks");
  CHECK(fork.is_one_of_many);
  CHECK(name_in("sem_init(make(), 1, 1);", "sem_init").name.empty());
  CHECK(name_in("my_sem_init(&one, 1, 1);", "sem_init").name.empty());
  CHECK(name_in("sem_init(1, 1, 1);", "sem_init").name.empty());
}

TEST_CASE("how a program is linked is read from its file, and nothing from what is none") {
  const auto shell = tracer::linkage_of("/bin/sh");
  REQUIRE(shell);
  CHECK(shell->is_native);
  CHECK_FALSE(shell->loader.empty());
  CHECK(std::count(shell->needed.begin(), shell->needed.end(), "libc.so.6") == 1);
  const Folder folder;
  std::ofstream(folder / "script") << "#!/bin/sh\n";
  CHECK_FALSE(tracer::linkage_of(folder / "script"));
  CHECK_FALSE(tracer::linkage_of(folder / "missing"));
  std::ofstream(folder / "cut") << contents_of("/bin/sh").substr(0, 100);
  CHECK(tracer::linkage_of(folder / "cut"));
  const std::string program = support::command_of("sharing/bounded_buffer.c").front();
  CHECK(tracer::names_one_of(program, {"sem_init"}) == true);
  CHECK(tracer::names_one_of(program, {"pthread_spin_init"}) == false);
}

}  // namespace
}  // namespace tests
