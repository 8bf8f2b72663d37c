#include "lessons/page.hpp"

#include <algorithm>
#include <array>

#include "tests/fuzz/fuzz.hpp"

// The listing of a page: what is code, what is prose about it, and what its
// variables are called. The first byte says which language it is in.

namespace {

/// Whether `part` is a piece of `whole`, not a copy of it.
bool is_in(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

bool has_newline(std::string_view text) {
  return text.find('\n') != text.npos;
}

void check_line(const lessons::Page& page, int number) {
  const auto line = page.line(number);
  fuzz::require(is_in(line, page.source()) && !has_newline(line), "a line is one of the source's");
  const auto prose = page.prose(number);
  fuzz::require(is_in(prose, page.source()), "prose is a piece of the source");
  fuzz::require(!has_newline(lessons::paragraph_of(prose)), "a paragraph is one line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto source = fuzz::text_of(data, size);
  constexpr std::array<const char*, 4> kFiles = {"lessons/fork/basic.cpp", "lessons/fork/basic.py",
                                                 "lessons/programs/wait/status.c", "page.sh"};
  const lessons::Page page(kFiles[fuzz::take_byte(source) % kFiles.size()], source);
  // Each line is looked for from the beginning; so many are enough.
  constexpr int kMostLines = 200;
  const auto lines = 1 + static_cast<int>(std::count(source.begin(), source.end(), '\n'));
  for (int number = -1; number <= std::min(lines, kMostLines); ++number) check_line(page, number);
  fuzz::require(page.line(lines + 1).empty() && page.prose(lines + 1).empty(),
                "after its last line a page has nothing");
  fuzz::require(!has_newline(page.title()), "a title is one line");
  for (const auto paragraph : page.paragraphs())
    fuzz::require(is_in(paragraph, source) && !paragraph.empty(), "a paragraph is of the source");
  for (const auto& [number, name] : page.variables()) {
    const auto line = page.line(number);
    fuzz::require(!name.empty() && line.find(name) != line.npos, "a variable is in its line");
  }
  return 0;
}
