// For timing tracers: forks a thousand children, one after the other.

#include <sys/wait.h>
#include <unistd.h>

int main() {
  for (int i = 0; i < 1000; ++i) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    if (child < 0 || ::waitpid(child, nullptr, 0) != child) return 1;
  }
}
