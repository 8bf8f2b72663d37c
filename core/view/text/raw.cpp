#include "core/view/text/raw.hpp"

namespace view {
namespace {

/// The bytes that the demo wrote.
class Raw : public View {
 public:
  std::string begin(const record::Run&, const SourceListing&) override { return {}; }

  std::string event(const record::Event& event) override {
    if (event.act.kind == probe::Kind::print) return event.act.text + "\n";
    if (event.act.kind == probe::Kind::output) return event.act.text;
    return {};
  }

  std::string end(const record::End&) override { return {}; }
};

}  // namespace

std::unique_ptr<View> raw() {
  return std::make_unique<Raw>();
}

}  // namespace view
