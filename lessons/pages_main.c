// All pages in C as one program: it runs the page that its own name says,
// "wait/status" or "status".
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

#define PAGE(name, function) int function(int, char**);
#include "pages.inc"
#undef PAGE

struct page {
  const char* name;
  int (*run)(int, char**);
};

static const struct page pages[] = {
#define PAGE(name, function) {name, function},
#include "pages.inc"
    {NULL, NULL}};

// The demo of "wait/status" is "status".
static const char* last_part(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

int main(int argc, char** argv) {
  const char* asked = argc > 0 ? argv[0] : "";
  const struct page* found = NULL;
  for (const struct page* one = pages; one->name && (!found || strcmp(found->name, asked)); ++one) {
    if (!strcmp(one->name, asked) || !strcmp(last_part(one->name), last_part(asked))) found = one;
  }
  if (!found) {
    fprintf(stderr, "there is no page \"%s\"\n", asked);
    return 127;
  }
  // What ps and /proc show, as if it were compiled alone.
  prctl(PR_SET_NAME, last_part(found->name));
  return found->run(argc, argv);
}
