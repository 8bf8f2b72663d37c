// What else comes from the parent: umask, folder, nice, limits, scheduling, death signal.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

int main(void) {
  const mode_t mask = umask(0);
  char* folder = getcwd(NULL, 0);
  printf("umask %03o, folder %s, nice %d\n", mask, folder, getpriority(PRIO_PROCESS, 0));
  free(folder);
  for (int limit = 0; limit < RLIM_NLIMITS; ++limit) {
    struct rlimit of;
    if (getrlimit((__rlimit_resource_t)limit, &of) == 0)
      printf("limit %d: %lld of %lld\n", limit, (long long)of.rlim_cur, (long long)of.rlim_max);
  }
  cpu_set_t cpus;
  sched_getaffinity(0, sizeof cpus, &cpus);
  printf("policy %d, %d CPUs\n", sched_getscheduler(0), CPU_COUNT(&cpus));
  int death_signal = -1, subreaper = -1;
  prctl(PR_GET_PDEATHSIG, &death_signal);
  prctl(PR_GET_CHILD_SUBREAPER, &subreaper);
  printf("death signal %d, subreaper %d, dumpable %d, keep capabilities %d\n", death_signal,
         subreaper, prctl(PR_GET_DUMPABLE), prctl(PR_GET_KEEPCAPS));
  printf("timer slack %d, personality %x\n", prctl(PR_GET_TIMERSLACK), personality(0xffffffff));
  struct itimerval timer = {{0, 0}, {0, 0}};
  getitimer(ITIMER_REAL, &timer);
  printf("alarm %ld, users %d %d, groups %d %d\n", (long)timer.it_value.tv_sec, getuid(), geteuid(),
         getgid(), getegid());
  return 0;
}
