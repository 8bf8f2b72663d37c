#include "app/programs/python.hpp"

#include "app/cli/errors.hpp"
#include "core/tracer/launch.hpp"
#include "core/tracer/output/output_observer.hpp"

namespace app {
namespace {

/// The first line that a program writes to its standard output.
class FirstLine : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event& event) override {
    const bool is_output =
        event.act.kind == probe::Kind::output && event.act.stream == probe::Stream::output;
    if (is_output && text_.empty()) text_ = event.act.text.substr(0, event.act.text.find('\n'));
  }
  void end(const record::End&) override {}

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

std::string find_python(tracer::SignalRelay& relay) {
  const tracer::Request request{{"python3", "-c", "import sys; print(sys.executable)"}, {}, relay};
  FirstLine line;
  tracer::Result result;
  try {
    result = tracer::OutputObserver(request).observe(line);
  } catch (const tracer::CannotExecute&) {
    result.status = os::ExitStatus::exited(127);
  }
  if (result.signal != 0) throw Interrupted{result.signal};
  if (result.status == os::ExitStatus::exited(0))
    return line.text().empty() ? "python3" : line.text();
  throw EnvironmentError(
      "the twin in Python needs python3, which does not run here: install it, on Debian with "
      "\"apt install python3\", or leave out --python --trace.");
}

}  // namespace app
