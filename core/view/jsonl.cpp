#include "core/view/jsonl.hpp"

#include "core/trace/record.hpp"

namespace view {
namespace {

/// The run as its record. Whoever holds the run drives it.
class Jsonl : public View {
 public:
  std::string begin(const trace::Run& run, const Page&) override { return trace::to_line(run); }
  std::string event(const trace::Event& event) override { return trace::to_line(event); }
  std::string end(const trace::End& end) override { return trace::to_line(end); }
};

}  // namespace

std::unique_ptr<View> jsonl() {
  return std::make_unique<Jsonl>();
}

}  // namespace view
