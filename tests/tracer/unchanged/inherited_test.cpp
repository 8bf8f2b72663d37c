#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <string>

#include "core/os/descriptors/fd.hpp"
#include "tests/tracer/unchanged/settings.hpp"

// What a program inherits through mpdemo: the same as without it.

namespace tests {
namespace {

/// A small program in surroundings made by `prepare`: the same with mpdemo and
/// without, in each form of trace that leaves its streams alone.
void check_inherits(const std::string& file, const std::function<void()>& prepare) {
  CAPTURE(file);
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options options;
  options.before_exec = prepare;
  const Arguments command = support::command_of(file);
  const Finished plain =
      support::run(command.front(), Arguments(command.begin() + 1, command.end()), options);
  REQUIRE_FALSE(plain.output.empty());
  for (const Arguments& form :
       {Arguments{"--format", "raw"}, Arguments{"--format", "jsonl", "-o", folder / "run.jsonl"}}) {
    CAPTURE(form);
    const Finished traced = mpdemo(trace_of(command, form), options);
    CHECK(difference(plain.output, traced.output) == "");
    CHECK(difference(plain.error, traced.error) == "");
    CHECK(traced.status == exited(plain.status.code()));
  }
}

/// Opens a file under a given number, inheritable.
void open_as(int number, const char* path, int flags) {
  const os::Fd file = os::open(path, flags);
  os::check(::dup2(file.get(), number), "cannot duplicate");
}

/// bash with a script, whose $0 is mpdemo.
Finished script(const std::string& text, const Options& options = {}) {
  return support::run("bash", {"-c", text, kMpdemo}, options);
}

// ---- descriptors

TEST_CASE("all descriptors that mpdemo was given reach the program under their numbers") {
  check_inherits("surroundings/descriptors.c", [] {
    open_as(5, "/dev/null", O_RDWR);
    open_as(7, "/etc/hostname", O_RDONLY);
    for (const int number : {3, 4, 10, 11, 12, 13, 40, 63}) open_as(number, "/dev/null", O_WRONLY);
  });
}

TEST_CASE("no descriptor of mpdemo's own reaches the program") {
  check_inherits("surroundings/descriptors.c", [] {});
}

TEST_CASE("with few descriptors allowed the program gets those that there are") {
  check_inherits("surroundings/descriptors.c", [] {
    open_as(7, "/etc/hostname", O_RDONLY);
    const rlimit few{64, 64};
    os::check(::setrlimit(RLIMIT_NOFILE, &few), "cannot set a limit");
  });
}

TEST_CASE("a file that the shell opened is read by its number") {
  const support::NothingLeft nothing_left;
  const Finished plain = script("exec 7</etc/hostname; cat /dev/fd/7");
  const Finished traced =
      script("exec 7</etc/hostname; exec \"$0\" trace --format raw -- cat /dev/fd/7");
  CHECK(plain.status == exited(0));
  CHECK(traced.output == plain.output);
  CHECK(traced.error == "");
  CHECK(traced.status == exited(0));
}

TEST_CASE("process substitution goes on through mpdemo") {
  const support::NothingLeft nothing_left;
  const Finished traced = script("\"$0\" trace --format raw -- diff <(seq 3) <(seq 4)");
  CHECK(traced.output == "3a4\n> 4\n");
  CHECK(traced.error == "");
  CHECK(traced.status == exited(1));
}

TEST_CASE("a make within takes part in the jobserver of the make without") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "Makefile",
             "outer: ; @+$(MPDEMO) trace --format raw -- $(MAKE) -f Makefile inner\n"
             "inner: ; @echo made\n");
  Options options;
  for (const char* name : {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"})
    options.environment[name] = std::nullopt;
  const Finished traced = support::run(
      "make", {"-j2", "-s", "-C", folder.path(), "outer", "MPDEMO=" + kMpdemo}, options);
  CHECK(traced.output == "made\n");
  CHECK(traced.error == "");
  CHECK(traced.status == exited(0));
}

// ---- signals

TEST_CASE("ignored signals stay ignored and blocked ones stay blocked") {
  check_inherits("surroundings/signals.c", [] {
    for (const int signal : {SIGPIPE, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGTSTP, SIGTTOU,
                             SIGWINCH, SIGALRM, SIGXFSZ})
      ::signal(signal, SIG_IGN);
    sigset_t some;
    ::sigemptyset(&some);
    for (const int signal : {SIGUSR1, SIGCHLD, SIGTERM, SIGCONT}) ::sigaddset(&some, signal);
    ::sigprocmask(SIG_BLOCK, &some, nullptr);
  });
}

TEST_CASE("an ignored SIGCHLD stays ignored") {
  const auto ignore = [] { ::signal(SIGCHLD, SIG_IGN); };
  check_inherits("surroundings/signals.c", ignore);
  check_inherits("processes/vfork_exec.c", ignore);
}

TEST_CASE("all signals are default when they were") {
  check_inherits("surroundings/signals.c", [] {});
}

TEST_CASE("a program that nohup started through mpdemo survives SIGHUP") {
  const support::NothingLeft nothing_left;
  const Finished traced =
      script("trap '' HUP; exec \"$0\" trace --format raw -- sh -c 'kill -HUP $$; echo alive'");
  CHECK(traced.output == "alive\n");
  CHECK(traced.status == exited(0));
}

// ---- all the rest

TEST_CASE("limits and mask and folder and priority reach the program") {
  check_inherits("surroundings/inherited.c", [] {
    ::umask(027);
    std::filesystem::current_path("/usr");
    os::check(::setpriority(PRIO_PROCESS, 0, 3), "cannot be nice");
    const rlimit limits[] = {{0, 0}, {100, 200}, {1 << 20, 1 << 22}};
    os::check(::setrlimit(RLIMIT_CORE, &limits[0]), "cannot set a limit");
    os::check(::setrlimit(RLIMIT_NOFILE, &limits[1]), "cannot set a limit");
    os::check(::setrlimit(RLIMIT_STACK, &limits[2]), "cannot set a limit");
  });
}

TEST_CASE("the environment reaches the program as it stands") {
  check_inherits("surroundings/environment.c", [] {
    ::setenv("EMPTY", "", 1);
    ::setenv("LINES_OF", "two\nlines", 1);
    ::unsetenv("LANG");
  });
}

}  // namespace
}  // namespace tests
