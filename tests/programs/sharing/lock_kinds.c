// Every kind of lock in shared memory, and what each call returns when it cannot be had.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
  pthread_mutex_t plain, checking, recursive, robust;
  pthread_cond_t changed;
  pthread_rwlock_t table;
  pthread_spinlock_t spin;
  sem_t places;
  int is_ready;
};
static struct shared* shared;

static void say(const char* what, int result) {
  printf("%s: %s\n", what, result == 0 ? "done" : strerrorname_np(result));
}

static struct timespec soon(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  time.tv_nsec += 20 * 1000 * 1000;
  if (time.tv_nsec >= 1000 * 1000 * 1000) ++time.tv_sec, time.tv_nsec -= 1000 * 1000 * 1000;
  return time;
}

static void in_a_child(void (*act)(void)) {
  fflush(stdout);
  if (fork() == 0) {
    act();
    fflush(stdout);
    _exit(0);
  }
  wait(NULL);
}

static void make_mutex(pthread_mutex_t* mutex, int type, int robust) {
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_settype(&kind, type);
  pthread_mutexattr_setrobust(&kind, robust);
  say("pthread_mutex_init", pthread_mutex_init(mutex, &kind));
}

static void tries(void) {
  const struct timespec limit = soon();
  say("a held mutex, tried", pthread_mutex_trylock(&shared->plain));
  say("a held mutex, for a while", pthread_mutex_timedlock(&shared->plain, &limit));
  say("a held mutex, unlocked by another", pthread_mutex_unlock(&shared->checking));
  say("a table that is written, to read", pthread_rwlock_tryrdlock(&shared->table));
  say("a held spin lock", pthread_spin_trylock(&shared->spin));
  say("no place", sem_trywait(&shared->places) == 0 ? 0 : errno);
  say("no place for a while", sem_timedwait(&shared->places, &limit) == 0 ? 0 : errno);
}

static void dies_with_it(void) {
  pthread_mutex_lock(&shared->robust);
}

static void unlock(void* mutex) {
  say("unlocked by a cleanup handler", pthread_mutex_unlock(mutex));
}

static void* wait_to_be_cancelled(void* unused) {
  pthread_mutex_lock(&shared->checking);
  pthread_cleanup_push(unlock, &shared->checking);
  shared->is_ready = 1;
  while (1) pthread_cond_wait(&shared->changed, &shared->checking);
  pthread_cleanup_pop(1);
  return unused;
}

static void on_alarm(int signal) {
  (void)signal;
  sem_post(&shared->places);
}

static void meet(void) {
  pthread_mutex_lock(&shared->checking);
  shared->is_ready = 2;
  say("pthread_cond_signal", pthread_cond_signal(&shared->changed));
  pthread_mutex_unlock(&shared->checking);
}

int main(void) {
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) err(1, "mmap");
  make_mutex(&shared->plain, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_STALLED);
  make_mutex(&shared->checking, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_STALLED);
  make_mutex(&shared->recursive, PTHREAD_MUTEX_RECURSIVE, PTHREAD_MUTEX_STALLED);
  make_mutex(&shared->robust, PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ROBUST);
  pthread_condattr_t of_condition;
  pthread_condattr_init(&of_condition);
  pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
  pthread_cond_init(&shared->changed, &of_condition);
  pthread_rwlockattr_t of_table;
  pthread_rwlockattr_init(&of_table);
  pthread_rwlockattr_setpshared(&of_table, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(&shared->table, &of_table);
  pthread_spin_init(&shared->spin, PTHREAD_PROCESS_SHARED);
  sem_init(&shared->places, 1, 0);

  say("a mutex", pthread_mutex_lock(&shared->plain));
  say("a checking mutex", pthread_mutex_lock(&shared->checking));
  say("a checking mutex, again", pthread_mutex_lock(&shared->checking));
  say("a table to write", pthread_rwlock_wrlock(&shared->table));
  say("a spin lock", pthread_spin_lock(&shared->spin));
  in_a_child(tries);
  pthread_mutex_unlock(&shared->plain);
  pthread_mutex_unlock(&shared->checking);
  say("a mutex that is not held, unlocked", pthread_mutex_unlock(&shared->checking));
  pthread_rwlock_unlock(&shared->table);
  say("a table to read", pthread_rwlock_rdlock(&shared->table));
  pthread_rwlock_unlock(&shared->table);
  pthread_spin_unlock(&shared->spin);
  pthread_mutex_lock(&shared->recursive);
  say("a recursive mutex, again", pthread_mutex_lock(&shared->recursive));
  pthread_mutex_unlock(&shared->recursive);
  say("a recursive mutex, unlocked twice", pthread_mutex_unlock(&shared->recursive));

  in_a_child(dies_with_it);
  say("a robust mutex", pthread_mutex_lock(&shared->robust));
  say("made consistent", pthread_mutex_consistent(&shared->robust));
  say("unlocked", pthread_mutex_unlock(&shared->robust));

  const struct timespec limit = soon();
  pthread_mutex_lock(&shared->checking);
  say("a notification, for a while",
      pthread_cond_timedwait(&shared->changed, &shared->checking, &limit));
  say("and the mutex is held", pthread_mutex_lock(&shared->checking));
  pthread_mutex_unlock(&shared->checking);
  pthread_t thread;
  pthread_create(&thread, NULL, wait_to_be_cancelled, NULL);
  for (int is_ready = 0; !is_ready; usleep(1000)) {
    pthread_mutex_lock(&shared->checking);
    is_ready = shared->is_ready;
    pthread_mutex_unlock(&shared->checking);
  }
  const int cancelled = pthread_cancel(thread);
  const int joined = pthread_join(thread, NULL);
  say("pthread_cancel", cancelled);
  say("pthread_join", joined);
  say("the mutex is free", pthread_mutex_trylock(&shared->checking));
  fflush(stdout);
  if (fork() == 0) {
    meet();
    fflush(stdout);
    _exit(0);
  }
  while (shared->is_ready != 2) pthread_cond_wait(&shared->changed, &shared->checking);
  wait(NULL);
  say("notified, with the mutex", pthread_mutex_unlock(&shared->checking));

  struct sigaction handled = {.sa_handler = on_alarm};
  sigaction(SIGALRM, &handled, NULL);
  ualarm(20000, 0);
  int result;
  while ((result = sem_wait(&shared->places)) != 0 && errno == EINTR) continue;
  say("a place that a handler gives", result);
  return 0;
}
