// corpus NAME: one of the small programs that the tests of trace run, with
// mpdemo and without.

#include "tests/tracer/corpus/corpus.hpp"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace corpus {

std::string self;

void say(const std::string& line) {
  const std::string whole = line + "\n";
  if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) ::_exit(99);
}

int child(const Program& part) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(part());
  return pid;
}

int join(int pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void until(const std::function<bool()>& is_so) {
  while (!is_so()) ::sched_yield();
}

char state_of(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const auto end = line.rfind(") ");
  return end == std::string::npos ? '?' : line[end + 2];
}

}  // namespace corpus

int main(int count, char** arguments) {
  corpus::self = arguments[0];
  const std::string name = count > 1 ? arguments[1] : "";
  for (const auto& programs :
       {corpus::programs_of_processes(), corpus::programs_of_signals(),
        corpus::programs_of_streams(), corpus::programs_of_threads(), corpus::programs_of_pipes(),
        corpus::programs_that_move(), corpus::programs_of_scripts(), corpus::programs_that_trace(),
        corpus::programs_of_calls()}) {
    const auto found = programs.find(name);
    if (found != programs.end()) return found->second();
  }
  std::fprintf(stderr, "corpus: there is no program \"%s\"\n", name.c_str());
  return 2;
}
