// Half a megabyte through stdio, then one write of 200,000 bytes.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  static char block[200000];
  for (int i = 0; i < 12000; ++i) printf("%5d The quick brown fox jumps over it.\n", i);
  if (fflush(stdout) != 0) return 1;
  memset(block, 'x', sizeof block);
  block[sizeof block - 1] = '\n';
  for (size_t done = 0; done < sizeof block;) {
    const ssize_t count = write(1, block + done, sizeof block - done);
    if (count < 0) return 2;
    done += (size_t)count;
  }
  return 0;
}
