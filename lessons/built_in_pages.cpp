#include "lessons/folder.hpp"

// The bytes of the executable, put in by the assembler: a compiler that reads them as a list
// of numbers takes seconds.
#ifdef MPDEMO_PAGES
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    "mpdemo_pages_begin:\n"
    ".incbin \"" MPDEMO_PAGES
    "\"\n"
    "mpdemo_pages_end:\n"
    ".byte 0\n"
    ".previous\n");

// NOLINTBEGIN(readability-identifier-naming): they are names of the linker's, as above.
extern "C" const char mpdemo_pages_begin[];
extern "C" const char mpdemo_pages_end[];
// NOLINTEND(readability-identifier-naming)
#endif

namespace lessons {

std::string_view built_in_pages() {
#ifdef MPDEMO_PAGES
  return {mpdemo_pages_begin, static_cast<std::size_t>(mpdemo_pages_end - mpdemo_pages_begin)};
#else
  return {};
#endif
}

}  // namespace lessons
