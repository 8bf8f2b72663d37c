// Pipe, fork, write, read and wait by the numbers of 32-bit Linux, where it knows them.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __x86_64__
static long call(long number, long first, long second, long third) {
  long result;
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "a"(number), "b"(first), "c"(second), "d"(third)
                   : "memory", "r8", "r9", "r10", "r11");
  return (int)result;
}

static int use_old_calls(void) {
  // Their addresses have 32 bits.
  int* low =
      mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  if (low == MAP_FAILED || call(42, (long)low, 0, 0) < 0) return 1;  // pipe
  char* text = (char*)(low + 2);
  strcpy(text, "a child's word\n");
  const long length = (long)strlen(text);
  const long child = call(2, 0, 0, 0);  // fork
  if (child == 0) {
    call(4, low[1], (long)text, length);  // write
    call(1, 9, 0, 0);                     // exit
  }
  memset(text, 0, (size_t)length);
  call(3, low[0], (long)text, length);  // read
  call(4, 1, (long)text, length);
  int* status = low + 100;
  const long reaped = call(7, child, (long)status, 0);  // waitpid
  dprintf(1, "reaped the child: %d, exit %d\n", reaped == child, WEXITSTATUS(*status));
  return 0;
}
#else
static int use_old_calls(void) {
  return 0;
}
#endif

int main(void) {
  if (fork() == 0) _exit(use_old_calls());
  int status = 0;
  wait(&status);
  return dprintf(1, "exit %d, signal %d\n", WEXITSTATUS(status), WTERMSIG(status)) < 0;
}
