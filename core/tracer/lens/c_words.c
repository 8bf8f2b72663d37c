/* Loaded into a C or C++ program of a controlled run (LD_PRELOAD): makes the words of
   semaphores, mutexes, conditions, barriers, rwlocks and spin locks that are in shared
   memory acts of the program. Each is told before it is done, so that the tracer can hold
   it, and then what came of it, by a question about a path that does not exist: it has no
   effect. All other objects are the program's own business.

   It must fit any version of glibc: it is linked with none, looks up the next definition
   of each function itself, and never looks into an object.

   A program that is linked statically loads nothing. With MPDEMO_LINKED_WORDS this can be
   linked into it instead, with the linker's --wrap for each of FUNCTIONS, and is silent
   unless the tracer asks for it. See ld(1). */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

typedef struct timespec Time;

/* What some headers lack, or keep to themselves. */
struct LegacyCleanup {
  void (*routine)(void*);
  void* argument;
  int cancel_type;
  struct LegacyCleanup* before;
};
void _pthread_cleanup_push(struct LegacyCleanup*, void (*)(void*), void*);
void _pthread_cleanup_pop(struct LegacyCleanup*, int);
#pragma GCC diagnostic ignored "-Wredundant-decls"
int sem_clockwait(sem_t*, clockid_t, const Time*);
int pthread_mutex_clocklock(pthread_mutex_t*, clockid_t, const Time*);
int pthread_cond_clockwait(pthread_cond_t*, pthread_mutex_t*, clockid_t, const Time*);
int pthread_rwlock_clockrdlock(pthread_rwlock_t*, clockid_t, const Time*);
int pthread_rwlock_clockwrlock(pthread_rwlock_t*, clockid_t, const Time*);
void* mmap64(void*, size_t, int, int, int, off64_t);

/* ---- the functions beneath ours */

/* clang-format off */
#define FUNCTIONS(EACH)                                                                          \
  EACH(sem_init) EACH(sem_open) EACH(sem_wait) EACH(sem_trywait) EACH(sem_timedwait)             \
  EACH(sem_clockwait) EACH(sem_post) EACH(pthread_mutex_init) EACH(pthread_mutex_lock)           \
  EACH(pthread_mutex_trylock) EACH(pthread_mutex_timedlock) EACH(pthread_mutex_clocklock)        \
  EACH(pthread_mutex_unlock) EACH(pthread_mutexattr_gettype) EACH(pthread_mutexattr_getrobust)   \
  EACH(pthread_cond_init) EACH(pthread_cond_wait) EACH(pthread_cond_timedwait)                   \
  EACH(pthread_cond_clockwait) EACH(pthread_cond_signal) EACH(pthread_cond_broadcast)            \
  EACH(pthread_barrier_init) EACH(pthread_barrier_wait) EACH(pthread_rwlock_init)                \
  EACH(pthread_rwlock_rdlock) EACH(pthread_rwlock_tryrdlock) EACH(pthread_rwlock_timedrdlock)    \
  EACH(pthread_rwlock_clockrdlock) EACH(pthread_rwlock_wrlock) EACH(pthread_rwlock_trywrlock)    \
  EACH(pthread_rwlock_timedwrlock) EACH(pthread_rwlock_clockwrlock) EACH(pthread_rwlock_unlock)  \
  EACH(pthread_spin_init) EACH(pthread_spin_lock) EACH(pthread_spin_trylock)                     \
  EACH(pthread_spin_unlock) EACH(mmap) EACH(mmap64) EACH(shmat) EACH(_pthread_cleanup_push)      \
  EACH(_pthread_cleanup_pop)
/* clang-format on */

static struct {
#define MEMBER(name) __typeof__(name)* name;
  FUNCTIONS(MEMBER)
} next;

#ifdef MPDEMO_LINKED_WORDS

/* The linker gives every other part of the program ours, and us what it has replaced. What a
   library for static linking lacks is left out. */
#define RENAME(name)                            \
  __typeof__(name) name __asm__("__wrap_" #name); \
  extern __typeof__(name) real_##name __asm__("__real_" #name);
FUNCTIONS(RENAME)
#pragma weak real__pthread_cleanup_push
#pragma weak real__pthread_cleanup_pop

/* By this name the tracer knows such a program. */
extern const char mpdemo_has_linked_words;
const char mpdemo_has_linked_words = 1;

static void find_next(void) {
#define USE_REAL(name) next.name = real_##name;
  FUNCTIONS(USE_REAL)
}

#else

extern ElfW(Dyn) _DYNAMIC[] __attribute__((visibility("hidden")));

static bool is_same(const char* one, const char* other) {
  while (*one != '\0' && *one == *other) ++one, ++other;
  return *one == *other;
}

/* The dynamic section of an object, as far as it is needed to look up a name. */
struct Exports {
  const ElfW(Sym) * symbols;
  const char* names;
  const uint32_t* gnu_hash;
  const uint32_t* hash;
  const ElfW(Half) * versions;
};

static struct Exports exports_of(const struct link_map* object) {
  struct Exports found = {NULL, NULL, NULL, NULL, NULL};
  for (const ElfW(Dyn)* entry = object->l_ld; entry->d_tag != DT_NULL; ++entry) {
    /* The loader has made these addresses, except where the section is read-only. */
    uintptr_t at = entry->d_un.d_ptr;
    if (at < object->l_addr) at += object->l_addr;
    const void* address = (const void*)at;
    switch (entry->d_tag) {
      case DT_SYMTAB:
        found.symbols = address;
        break;
      case DT_STRTAB:
        found.names = address;
        break;
      case DT_GNU_HASH:
        found.gnu_hash = address;
        break;
      case DT_HASH:
        found.hash = address;
        break;
      case DT_VERSYM:
        found.versions = address;
        break;
    }
  }
  return found;
}

/* Whether it is defined there, and not only for programs linked long ago. */
static bool is_definition(const struct Exports* of, uint32_t number, const char* name) {
  enum { kHidden = 0x8000 };
  const ElfW(Sym)* symbol = &of->symbols[number];
  return symbol->st_shndx != SHN_UNDEF && symbol->st_value != 0 &&
         !(of->versions && (of->versions[number] & kHidden)) &&
         is_same(of->names + symbol->st_name, name);
}

static uint32_t number_of(const struct Exports* of, const char* name) {
  if (!of->symbols || !of->names) return 0;
  if (of->gnu_hash) {
    const uint32_t *header = of->gnu_hash, buckets = header[0], first = header[1];
    const uint32_t* bucket = header + 4 + header[2] * (sizeof(ElfW(Addr)) / sizeof *header);
    const uint32_t* chain = bucket + buckets;
    uint32_t hash = 5381;
    for (const char* c = name; *c != '\0'; ++c) hash = hash * 33 + (unsigned char)*c;
    uint32_t number = buckets == 0 ? 0 : bucket[hash % buckets];
    for (; number != 0 && number >= first; ++number) {
      const uint32_t there = chain[number - first];
      if ((there | 1) == (hash | 1) && is_definition(of, number, name)) return number;
      if (there & 1) break;
    }
    return 0;
  }
  const uint32_t count = of->hash ? of->hash[1] : 0;
  for (uint32_t number = 1; number < count; ++number)
    if (is_definition(of, number, name)) return number;
  return 0;
}

static void* next_definition(const char* name) {
  const struct link_map* object = _r_debug.r_map;
  while (object && object->l_ld != _DYNAMIC) object = object->l_next;
  for (object = object ? object->l_next : NULL; object; object = object->l_next) {
    const struct Exports exports = exports_of(object);
    const uint32_t number = number_of(&exports, name);
    if (number != 0) return (void*)(object->l_addr + exports.symbols[number].st_value);
  }
  return NULL;
}

static bool are_known;

static void find_next(void) {
  if (__atomic_load_n(&are_known, __ATOMIC_ACQUIRE)) return;
#define FIND(name) next.name = (__typeof__(next.name))next_definition(#name);
  FUNCTIONS(FIND)
  __atomic_store_n(&are_known, true, __ATOMIC_RELEASE);
}

#endif

/* ---- telling */

enum { kLongest = 512 };

struct Text {
  char bytes[kLongest];
  size_t size;
};

static void add(struct Text* text, const char* more) {
  while (*more != '\0' && text->size < kLongest - 1) text->bytes[text->size++] = *more++;
  text->bytes[text->size] = '\0';
}

static void add_number(struct Text* text, uintptr_t number) {
  char digits[3 * sizeof number + 1];
  size_t at = sizeof digits - 1;
  digits[at] = '\0';
  do digits[--at] = (char)('0' + number % 10);
  while ((number /= 10) != 0);
  add(text, digits + at);
}

static const char kFieldEnds[] = "\x1f";

/* The tracer may have turned us silent: a call of ours could end the program, which has
   forbidden all but a few. */
#ifdef MPDEMO_LINKED_WORDS
static volatile int is_silent = 1;
#else
static volatile int is_silent;
#endif

/* Whether the answer is yes. Leaves errno alone. */
static bool ask(const struct Text* question) {
  if (is_silent) return false;
  const int before = errno;
  const bool is_yes = syscall(SYS_faccessat, AT_FDCWD, question->bytes, F_OK) == 0;
  errno = before;
  return is_yes;
}

/* An object, what kind of one it is, by which function it is used, and where that one is
   on the stack. */
struct Use {
  const char* type;
  const volatile void* object;
  const char* function;
  const void* frame;
};

static __attribute__((noinline)) bool tell(const char* what, const struct Use* use,
                                           const char* kind, const char* value,
                                           const volatile void* other) {
  struct Text text;
  text.size = 0;
  add(&text, "/mpdemo-lens/");
  add(&text, what);
  add(&text, "/");
  add_number(&text, (uintptr_t)use->frame);
  add(&text, "/");
  add(&text, kind);
  add(&text, kFieldEnds);
  add(&text, "@");
  add_number(&text, (uintptr_t)use->object);
  add(&text, kFieldEnds);
  add(&text, value);
  if (other) {
    add(&text, "@");
    add_number(&text, (uintptr_t)other);
  }
  add(&text, kFieldEnds);
  add(&text, use->type);
  add(&text, kFieldEnds);
  add(&text, use->function);
  return ask(&text);
}

/* True: nobody is held before an act any more. */
static bool begins(const struct Use* use, const char* kind) {
  return tell("begins", use, kind, "", NULL);
}

static void has_come_to(bool is_done, const struct Use* use, const char* kind) {
  tell(is_done ? "ends" : "fails", use, kind, "", NULL);
}

/* ---- which objects are in shared memory */

/* What the tracer has answered, by address: the lowest bit says that it is shared. */
enum { kAnswers = 1024 };
static uintptr_t answers[kAnswers];

static uintptr_t* answer_about(uintptr_t address) {
  return &answers[(address >> 2 ^ address >> 12) % kAnswers];
}

static __attribute__((noinline)) bool is_shared(const volatile void* object) {
  find_next();
  if (is_silent) return false;
  const uintptr_t address = (uintptr_t)object;
  if (address == 0 || (address & 1) != 0) return false;
  uintptr_t* const answer = answer_about(address);
  const uintptr_t before = __atomic_load_n(answer, __ATOMIC_RELAXED);
  if ((before & ~(uintptr_t)1) == address) return before & 1;
  struct Text text;
  text.size = 0;
  add(&text, "/mpdemo-lens/asks/");
  add_number(&text, address);
  add(&text, "/");
  const bool is = ask(&text);
  __atomic_store_n(answer, address | is, __ATOMIC_RELAXED);
  return is;
}

/* An object has been made: what was at its address before may have been something else. */
static void made(const struct Use* use, const char* name, const char* how) {
  __atomic_store_n(answer_about((uintptr_t)use->object), 0, __ATOMIC_RELAXED);
  if (is_shared(use->object)) tell("made", use, name, how, NULL);
}

static void forget_answers(void) {
  for (size_t i = 0; i < kAnswers; ++i) __atomic_store_n(&answers[i], 0, __ATOMIC_RELAXED);
}

/* ---- the start */

static bool begins_with(const char* text, const char* beginning) {
  while (*beginning != '\0' && *text == *beginning) ++text, ++beginning;
  return *beginning == '\0';
}

static void remove_variable(char** one) {
  while ((one[0] = one[1])) ++one;
}

/* Takes our traces out of the environment. False: the tracer has left none. */
#ifdef MPDEMO_LINKED_WORDS
static bool hide(char** variables) {
  for (char** one = variables; *one; ++one) {
    if (!begins_with(*one, "MPDEMO_WORDS=")) continue;
    remove_variable(one);
    return true;
  }
  return false;
}
#else
static bool hide(char** variables) {
  for (char** one = variables; *one; ++one) {
    if (!begins_with(*one, "LD_PRELOAD=")) continue;
    char* last = NULL;
    for (char* c = *one; *c != '\0'; ++c)
      if (*c == ':') last = c;
    if (last) {
      *last = '\0';  // we are the last of those to be preloaded
      continue;
    }
    remove_variable(one--);
  }
  return true;
}
#endif

__attribute__((constructor)) static void start(int count, char** arguments, char** variables) {
  (void)count, (void)arguments;
  find_next();
  if (!hide(variables)) return;
  is_silent = 0;
  struct Text text;
  text.size = 0;
  add(&text, "/mpdemo-lens/ready/");
  add_number(&text, (uintptr_t)&is_silent);
  add(&text, "/");
  ask(&text);
}

/* ---- words */

#define USE(kind_of, object_at) \
  (&(struct Use){(kind_of), (object_at), __func__, __builtin_frame_address(0)})

/* `call` as an act upon a shared object; nothing but `call` upon another. */
#define WORD(type, object, kind, call)               \
  do {                                               \
    if (!is_shared(object)) return call;             \
    const struct Use* const use = USE(type, object); \
    begins(use, kind);                               \
    const int result = call;                         \
    has_come_to(result == 0, use, kind);             \
    return result;                                   \
  } while (0)

/* The same of one that has got a mutex even if its owner has died. */
#define LOCKING(object, call)                                      \
  do {                                                             \
    if (!is_shared(object)) return call;                           \
    const struct Use* const use = USE("lock", object);             \
    begins(use, "lock");                                           \
    const int result = call;                                       \
    has_come_to(result == 0 || result == EOWNERDEAD, use, "lock"); \
    return result;                                                 \
  } while (0)

/* The same of one that may have to wait. The tracer may let it try instead, again and again,
   so that a choice decides which of several goes on, and not the kernel: `attempt` does that,
   and `is_in_vain` says so of its `result`. */
#define WAITING(type, object, call, attempt, is_in_vain)           \
  do {                                                             \
    if (!is_shared(object)) return call;                           \
    const struct Use* const use = USE(type, object);               \
    int result = 0;                                                \
    bool is_over = false;                                          \
    while (!is_over) {                                             \
      begins(use, "lock");                                         \
      const bool tries = tell("tries", use, "lock", "", NULL);     \
      result = tries ? (attempt) : (call);                         \
      is_over = !tries || !(is_in_vain);                           \
      if (!is_over) tell("waits", use, "lock", "", NULL);          \
    }                                                              \
    has_come_to(result == 0 || result == EOWNERDEAD, use, "lock"); \
    return result;                                                 \
  } while (0)

/* A limit that is over: whoever has it does not wait. */
static const Time kPast = {0, 0};

EXPORTED int sem_init(sem_t* semaphore, int is_for_processes, unsigned value) {
  find_next();
  const int result = next.sem_init(semaphore, is_for_processes, value);
  if (result == 0) made(USE("semaphore", semaphore), "", "");
  return result;
}

EXPORTED sem_t* sem_open(const char* name, int flags, ...) {
  find_next();
  va_list more;
  va_start(more, flags);
  const unsigned mode = (flags & O_CREAT) ? va_arg(more, unsigned) : 0;
  const unsigned value = (flags & O_CREAT) ? va_arg(more, unsigned) : 0;
  va_end(more);
  sem_t* const semaphore = next.sem_open(name, flags, mode, value);
  if (semaphore != SEM_FAILED) made(USE("semaphore", semaphore), name, "");
  return semaphore;
}

EXPORTED int sem_wait(sem_t* semaphore) {
  WAITING("semaphore", semaphore, next.sem_wait(semaphore), next.sem_trywait(semaphore),
          result != 0 && errno == EAGAIN);
}
EXPORTED int sem_trywait(sem_t* semaphore) {
  WORD("semaphore", semaphore, "lock", next.sem_trywait(semaphore));
}
EXPORTED int sem_timedwait(sem_t* semaphore, const Time* limit) {
  WORD("semaphore", semaphore, "lock", next.sem_timedwait(semaphore, limit));
}
EXPORTED int sem_clockwait(sem_t* semaphore, clockid_t clock, const Time* limit) {
  WORD("semaphore", semaphore, "lock", next.sem_clockwait(semaphore, clock, limit));
}
EXPORTED int sem_post(sem_t* semaphore) {
  WORD("semaphore", semaphore, "unlock", next.sem_post(semaphore));
}

EXPORTED int pthread_mutex_init(pthread_mutex_t* mutex, const pthread_mutexattr_t* how) {
  find_next();
  const int result = next.pthread_mutex_init(mutex, how);
  if (result != 0) return result;
  int type = PTHREAD_MUTEX_NORMAL, robust = PTHREAD_MUTEX_STALLED;
  if (how && next.pthread_mutexattr_gettype) next.pthread_mutexattr_gettype(how, &type);
  if (how && next.pthread_mutexattr_getrobust) next.pthread_mutexattr_getrobust(how, &robust);
  made(USE(type == PTHREAD_MUTEX_RECURSIVE ? "rlock" : "lock", mutex), "",
       robust == PTHREAD_MUTEX_ROBUST ? "robust" : "");
  return result;
}

EXPORTED int pthread_mutex_lock(pthread_mutex_t* mutex) {
  WAITING("lock", mutex, next.pthread_mutex_lock(mutex),
          next.pthread_mutex_timedlock(mutex, &kPast), result == ETIMEDOUT);
}
EXPORTED int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  LOCKING(mutex, next.pthread_mutex_trylock(mutex));
}
EXPORTED int pthread_mutex_timedlock(pthread_mutex_t* mutex, const Time* limit) {
  LOCKING(mutex, next.pthread_mutex_timedlock(mutex, limit));
}
EXPORTED int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const Time* limit) {
  LOCKING(mutex, next.pthread_mutex_clocklock(mutex, clock, limit));
}
EXPORTED int pthread_mutex_unlock(pthread_mutex_t* mutex) {
  WORD("lock", mutex, "unlock", next.pthread_mutex_unlock(mutex));
}

EXPORTED int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* how) {
  find_next();
  const int result = next.pthread_cond_init(condition, how);
  if (result == 0) made(USE("condition", condition), "", "");
  return result;
}

static void lock_again(void* mutex) {
  next.pthread_mutex_lock(mutex);
}

/* Waits by that clock, if there is a limit; -1: by the condition's own. */
struct Limit {
  clockid_t clock;
  const Time* time;
};

static int wait_until(pthread_cond_t* condition, pthread_mutex_t* mutex, struct Limit limit) {
  if (!limit.time) return next.pthread_cond_wait(condition, mutex);
  return limit.clock == -1 ? next.pthread_cond_timedwait(condition, mutex, limit.time)
                           : next.pthread_cond_clockwait(condition, mutex, limit.clock, limit.time);
}

/* One act ends a wait, and another locks the mutex again, so that others may come in
   between. That takes a mutex of our own for the wait: what the program's mutex and the
   wait have to do with each other is safe as long as one process acts at a time. */
static int wait_at(pthread_cond_t* condition, pthread_mutex_t* mutex, struct Limit limit,
                   const struct Use* waits) {
  const struct Use* const locks = &(struct Use){"lock", mutex, waits->function, waits->frame};
  if (!is_shared(condition) || !is_shared(mutex)) return wait_until(condition, mutex, limit);
  if (tell("begins", locks, "unlock", "", condition) || !next._pthread_cleanup_push ||
      !next._pthread_cleanup_pop) {
    tell("ends", locks, "unlock", "", condition);
    tell("enters", waits, "lock", "", NULL);
    const int result = wait_until(condition, mutex, limit);
    has_come_to(result == 0, waits, "lock");
    tell("ends", locks, "lock", "", NULL);
    return result;
  }
  int result = next.pthread_mutex_unlock(mutex);
  if (result != 0) {
    has_come_to(false, locks, "unlock");
    return result;
  }
  tell("ends", locks, "unlock", "", condition);
  tell("enters", waits, "lock", "", NULL);
  pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;
  next.pthread_mutex_lock(&own);
  struct LegacyCleanup cleanup;
  next._pthread_cleanup_push(&cleanup, lock_again, mutex);
  result = wait_until(condition, &own, limit);
  next._pthread_cleanup_pop(&cleanup, 0);
  next.pthread_mutex_unlock(&own);
  has_come_to(result == 0, waits, "lock");
  const int locked = pthread_mutex_lock(mutex);
  return locked != 0 ? locked : result;
}

EXPORTED int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  return wait_at(condition, mutex, (struct Limit){-1, NULL}, USE("condition", condition));
}
EXPORTED int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                    const Time* limit) {
  return wait_at(condition, mutex, (struct Limit){-1, limit}, USE("condition", condition));
}
EXPORTED int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                    clockid_t clock, const Time* limit) {
  return wait_at(condition, mutex, (struct Limit){clock, limit}, USE("condition", condition));
}
EXPORTED int pthread_cond_signal(pthread_cond_t* condition) {
  WORD("condition", condition, "unlock", next.pthread_cond_signal(condition));
}
EXPORTED int pthread_cond_broadcast(pthread_cond_t* condition) {
  WORD("condition", condition, "unlock", next.pthread_cond_broadcast(condition));
}

EXPORTED int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t* how,
                                  unsigned parties) {
  find_next();
  const int result = next.pthread_barrier_init(barrier, how, parties);
  struct Text count;
  count.size = 0;
  add_number(&count, parties);
  if (result == 0) made(USE("barrier", barrier), "", count.bytes);
  return result;
}

EXPORTED int pthread_barrier_wait(pthread_barrier_t* barrier) {
  if (!is_shared(barrier)) return next.pthread_barrier_wait(barrier);
  const struct Use* const use = USE("barrier", barrier);
  begins(use, "unlock");
  tell("ends", use, "unlock", "", NULL);
  tell("enters", use, "lock", "", NULL);
  const int result = next.pthread_barrier_wait(barrier);
  has_come_to(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD, use, "lock");
  return result;
}

EXPORTED int pthread_rwlock_init(pthread_rwlock_t* lock, const pthread_rwlockattr_t* how) {
  find_next();
  const int result = next.pthread_rwlock_init(lock, how);
  if (result == 0) made(USE("lock", lock), "", "");
  return result;
}

EXPORTED int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  WAITING("lock", lock, next.pthread_rwlock_rdlock(lock),
          next.pthread_rwlock_timedrdlock(lock, &kPast), result == ETIMEDOUT);
}
EXPORTED int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
  WORD("lock", lock, "lock", next.pthread_rwlock_tryrdlock(lock));
}
EXPORTED int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const Time* limit) {
  WORD("lock", lock, "lock", next.pthread_rwlock_timedrdlock(lock, limit));
}
EXPORTED int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock,
                                        const Time* limit) {
  WORD("lock", lock, "lock", next.pthread_rwlock_clockrdlock(lock, clock, limit));
}
EXPORTED int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
  WAITING("lock", lock, next.pthread_rwlock_wrlock(lock),
          next.pthread_rwlock_timedwrlock(lock, &kPast), result == ETIMEDOUT);
}
EXPORTED int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
  WORD("lock", lock, "lock", next.pthread_rwlock_trywrlock(lock));
}
EXPORTED int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const Time* limit) {
  WORD("lock", lock, "lock", next.pthread_rwlock_timedwrlock(lock, limit));
}
EXPORTED int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock,
                                        const Time* limit) {
  WORD("lock", lock, "lock", next.pthread_rwlock_clockwrlock(lock, clock, limit));
}
EXPORTED int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
  WORD("lock", lock, "unlock", next.pthread_rwlock_unlock(lock));
}

EXPORTED int pthread_spin_init(pthread_spinlock_t* lock, int is_for_processes) {
  find_next();
  const int result = next.pthread_spin_init(lock, is_for_processes);
  if (result == 0) made(USE("lock", lock), "", "");
  return result;
}
EXPORTED int pthread_spin_lock(pthread_spinlock_t* lock) {
  WAITING("lock", lock, next.pthread_spin_lock(lock), next.pthread_spin_trylock(lock),
          result == EBUSY);
}
EXPORTED int pthread_spin_trylock(pthread_spinlock_t* lock) {
  WORD("lock", lock, "lock", next.pthread_spin_trylock(lock));
}
EXPORTED int pthread_spin_unlock(pthread_spinlock_t* lock) {
  WORD("lock", lock, "unlock", next.pthread_spin_unlock(lock));
}

/* ---- what brings other memory to an address */

EXPORTED void* mmap(void* at, size_t size, int access, int flags, int file, off_t offset) {
  find_next();
  if (flags & MAP_SHARED) forget_answers();
  return next.mmap(at, size, access, flags, file, offset);
}
EXPORTED void* mmap64(void* at, size_t size, int access, int flags, int file, off64_t offset) {
  find_next();
  if (flags & MAP_SHARED) forget_answers();
  return next.mmap64(at, size, access, flags, file, offset);
}
EXPORTED void* shmat(int segment, const void* at, int flags) {
  find_next();
  forget_answers();
  return next.shmat(segment, at, flags);
}
