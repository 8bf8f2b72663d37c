#include "core/os/ptrace/start_environment.hpp"

#include <elf.h>

#include <array>
#include <cstdint>
#include <optional>

#include "core/os/ptrace/tracee.hpp"

namespace os {
namespace {

constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::size_t kMostWords = 1 << 16;
constexpr std::size_t kLongestVariable = 1 << 17;

/// What the kernel leaves on the stack of a new program: the number of arguments, the
/// arguments, the variables and the auxiliary vector.
struct StartStack {
  std::vector<std::uint64_t> arguments;  ///< with their number, and the zero at their end
  std::vector<std::uint64_t> variables;  ///< addresses
  std::vector<std::uint64_t> auxiliary;  ///< pairs, with the last one
};

/// Empty: it does not look like the stack of a 64-bit program.
std::optional<StartStack> start_stack(const Tracee& tracee) {
  std::uint64_t at = tracee.stack();
  std::size_t words = 0;
  const auto next = [&]() -> std::optional<std::uint64_t> {
    std::uint64_t word = 0;
    if (++words > kMostWords || !tracee.read(at, &word, kWord)) return std::nullopt;
    at += kWord;
    return word;
  };
  StartStack stack;
  const auto count = next();
  if (!count || *count > kMostWords) return std::nullopt;
  stack.arguments.push_back(*count);
  for (std::uint64_t i = 0; i <= *count; ++i) {
    const auto argument = next();
    if (!argument || (*argument == 0) != (i == *count)) return std::nullopt;
    stack.arguments.push_back(*argument);
  }
  for (auto variable = next(); variable && *variable != 0; variable = next())
    stack.variables.push_back(*variable);
  for (auto type = next(); type; type = next()) {
    const auto value = next();
    if (!value) break;
    stack.auxiliary.push_back(*type);
    stack.auxiliary.push_back(*value);
    if (*type == 0) return stack;
  }
  return std::nullopt;
}

std::uint64_t aligned(std::uint64_t address) {
  return address / 16 * 16;
}

}  // namespace

bool change_start_environment(pid_t process,
                              const std::function<void(std::vector<std::string>&)>& change) {
  const Tracee tracee(process);
  const auto stack = start_stack(tracee);
  if (!stack) return false;
  std::vector<std::string> variables;
  for (const std::uint64_t address : stack->variables)
    variables.push_back(tracee.read_text(address, kLongestVariable));
  const std::vector<std::string> before = variables;
  change(variables);

  // What has changed goes below the old stack, and the pointers below that.
  std::string texts;
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const bool is_old = i < before.size() && variables[i] == before[i];
    offsets.push_back(is_old ? std::string::npos : texts.size());
    if (!is_old) texts += variables[i] + '\0';
  }
  const std::uint64_t texts_at = aligned(tracee.stack() - texts.size());
  std::vector<std::uint64_t> words = stack->arguments;
  for (std::size_t i = 0; i < variables.size(); ++i)
    words.push_back(offsets[i] == std::string::npos ? stack->variables[i] : texts_at + offsets[i]);
  words.push_back(0);
  words.insert(words.end(), stack->auxiliary.begin(), stack->auxiliary.end());
  const std::uint64_t words_at = aligned(texts_at - words.size() * kWord);
  return tracee.write(texts_at, texts.data(), texts.size()) &&
         tracee.write(words_at, words.data(), words.size() * kWord) && tracee.set_stack(words_at);
}

bool start_alike(pid_t process) {
  const Tracee tracee(process);
  const auto stack = start_stack(tracee);
  if (!stack) return false;
  const std::size_t before = stack->arguments.size() + stack->variables.size() + 1;
  for (std::size_t i = 0; i < stack->auxiliary.size(); i += 2) {
    const std::uint64_t type = stack->auxiliary[i];
    if (type == AT_SYSINFO_EHDR) {
      const std::uint64_t ignored = AT_IGNORE;
      tracee.write(tracee.stack() + (before + i) * kWord, &ignored, kWord);
    } else if (type == AT_RANDOM) {
      constexpr std::array<std::uint64_t, 2> kAlike = {0x5be0cd19137e2100, 0x1f83d9abfb41bd6b};
      tracee.write(stack->auxiliary[i + 1], kAlike.data(), sizeof kAlike);
    }
  }
  return true;
}

}  // namespace os
