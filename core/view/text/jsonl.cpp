#include "core/view/text/jsonl.hpp"

#include "core/record/record.hpp"

namespace view {
namespace {

/// The run as its record.
class Jsonl : public View {
 public:
  std::string begin(const record::Run& run, const SourceListing&) override {
    return record::to_line(run);
  }
  std::string event(const record::Event& event) override { return record::to_line(event); }
  std::string end(const record::End& end) override { return record::to_line(end); }
};

}  // namespace

std::unique_ptr<View> jsonl() {
  return std::make_unique<Jsonl>();
}

}  // namespace view
