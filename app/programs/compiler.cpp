#include "app/programs/compiler.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "app/cli/errors.hpp"
#include "core/os/process/execute.hpp"
#include "core/tracer/output/output_observer.hpp"
#include "core/view/formatting/split_lines.hpp"

namespace app {
namespace {

/// All that a program writes.
class AllOutput : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event& event) override {
    if (event.act.kind == probe::Kind::output) text += event.act.text;
  }
  void end(const record::End&) override {}

  std::string text;
};

/// "page.c:3:7: warning: unused variable" as a remark; of another line nothing is kept.
std::vector<Compiled::Remark> remarks_in(std::string_view text, const std::string& page) {
  std::vector<Compiled::Remark> remarks;
  for (std::string_view line : view::split_lines(text)) {
    const bool is_here = line.starts_with(page + ":");
    const auto kind = line.find(": ", is_here ? page.size() : 0);
    if (kind == line.npos) continue;
    std::string_view sentence = line.substr(kind + 2);
    Compiled::Remark remark;
    remark.is_error = sentence.starts_with("error: ") || sentence.starts_with("fatal error: ") ||
                      sentence.starts_with("undefined reference");
    if (!remark.is_error && !sentence.starts_with("warning: ")) continue;
    if (is_here) {
      const std::string_view number = line.substr(page.size() + 1);
      std::from_chars(number.data(), number.data() + number.size(), remark.line);
    }
    if (const auto said = sentence.find(": "); said < 12) sentence.remove_prefix(said + 2);
    remark.sentence = sentence;
    remarks.push_back(std::move(remark));
  }
  return remarks;
}

}  // namespace

std::string Compiled::first_error() const {
  const auto error = std::find_if(remarks.begin(), remarks.end(),
                                  [](const Remark& remark) { return remark.is_error; });
  if (error == remarks.end()) return "the compiler did not say why.";
  return error->line == 0 ? error->sentence + "."
                          : fmt::format("line {}: {}.", error->line, error->sentence);
}

Compiled compile(const std::string& page, const std::string& built, tracer::SignalRelay& relay) {
  if (!os::found_in_path("cc")) {
    throw EnvironmentError(
        fmt::format("{} is in C, and there is no compiler cc: install one, on Debian with \"apt "
                    "install gcc\".",
                    page));
  }
  // What it says is read, so it is to say it in English.
  const tracer::Request request{
      {"env", "LC_ALL=C", "cc", "-g", "-O0", "-Wall", "-Wextra", "-o", built, page, "-pthread"},
      {},
      relay};
  AllOutput output;
  const tracer::Result result = tracer::OutputObserver(request).observe(output);
  if (result.signal != 0) throw Interrupted{result.signal};
  return {result.status == os::ExitStatus::exited(0), remarks_in(output.text, page)};
}

}  // namespace app
