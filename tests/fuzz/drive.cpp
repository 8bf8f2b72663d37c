#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz.hpp"

// Calls a target, without libFuzzer, with every file of its corpus and with
// changes of them, the same ones in each build:
//
//     fuzz_record CORPUS
//
// Each input is a copy of its own size, so that a sanitizer sees a read beyond
// its end. Where a target does not return, the last line says at which input.

namespace {

/// Bytes that all files of a corpus together are changed into.
constexpr std::size_t kBytes = std::size_t{1} << 20;
constexpr int kLeastChanges = 40, kMostChanges = 4'000;

std::array<char, 512> g_where{};

extern "C" void say_where(int signal) {
  const auto said = ::write(STDERR_FILENO, g_where.data(), std::strlen(g_where.data()));
  static_cast<void>(said);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Changes of an input: a small random edit after the other.
class Changes {
 public:
  explicit Changes(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string one_of(const std::string& input) {
    std::string changed = input;
    for (std::size_t i = 0; i <= below(3); ++i) change(changed);
    return changed;
  }

 private:
  /// A number below `end`, in every standard library the same.
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }

  std::string piece_of(const std::string& text) {
    const std::size_t from = below(text.size() + 1);
    return text.substr(from, below(33));
  }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(7)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 2:
        text.erase(at, below(33));
        break;
      case 3:
        text.resize(at);
        break;
      case 4:
        text.insert(at, piece_of(text));
        break;
      case 5:
        text.insert(at, piece_of(corpus_[below(corpus_.size())]));
        break;
      default: {
        static const std::string odd[] = {"\xff\xff\xff\xff\xff\xff\xff\xff",
                                          std::string(8, '\0'),
                                          "-1",
                                          "9223372036854775808",
                                          "\"",
                                          "\n",
                                          "\x1b[2J"};
        text.insert(at, odd[below(std::size(odd))]);
      }
    }
  }

  const std::vector<std::string>& corpus_;
  std::minstd_rand random_{1};
};

void call_with(const std::string& input) {
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

int run(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry);
  std::sort(paths.begin(), paths.end());
  if (paths.empty()) {
    std::fprintf(stderr, "there is no corpus in %s\n", folder.c_str());
    return 2;
  }
  std::vector<std::string> corpus;
  for (const auto& path : paths) corpus.push_back(contents_of(path));
  Changes changes(corpus);
  std::size_t inputs = 0;
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    const std::size_t share = kBytes / corpus.size() / (corpus[i].size() + 1);
    const int count = std::clamp(static_cast<int>(share), kLeastChanges, kMostChanges);
    for (int number = 0; number <= count; ++number, ++inputs) {
      std::snprintf(g_where.data(), g_where.size(), "at %s, change %d\n", paths[i].c_str(), number);
      call_with(number == 0 ? corpus[i] : changes.one_of(corpus[i]));
    }
  }
  std::printf("%zu inputs\n", inputs);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "takes a folder: %s CORPUS\n", arguments[0]);
    return 2;
  }
  std::signal(SIGABRT, say_where);
  std::signal(SIGSEGV, say_where);
  try {
    return run(arguments[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s%s\n", g_where.data(), error.what());
    return 1;
  }
}
