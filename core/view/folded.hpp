#pragma once

#include <memory>

#include "core/view/model/folding.hpp"
#include "core/view/view.hpp"

namespace view {

/// The same view for people, which shows traced programs as the style says: see Folding.
std::unique_ptr<View> folded(const Style& style, std::unique_ptr<View> view);

/// Passes on a run without what is not told. It is a consumer of the run, and drives the
/// next consumer, which needs no Folding of its own.
class FoldedRun : public record::Consumer {
 public:
  FoldedRun(const Folding::Terms& terms, record::Consumer& next) : folding_(terms), next_(next) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

 private:
  void take(const std::vector<Folding::Told>& events);

  Folding folding_;
  record::Consumer& next_;
};

}  // namespace view
