#include "core/stage/explorer.hpp"

namespace stage {

Explorer::Explorer(const Script& script, Terms terms)
    : script_(script), search_({terms.prunes, terms.honours_sleep}) {
  conduct_.mode = record::Mode::controlled;
  conduct_.scheduler = &search_;
  conduct_.honours_sleep = terms.honours_sleep;
  conduct_.timeout = terms.timeout;
}

std::optional<Result> Explorer::next(record::Consumer& consumer, Audience& audience) {
  if (!has_more_) return std::nullopt;
  Result result = run(script_, conduct_, consumer, audience);
  was_cut_ = search_.was_cut() || search_.went_astray();
  ++(search_.went_astray() ? strays_ : was_cut_ ? cuts_ : runs_);
  has_more_ = search_.advance();
  return result;
}

}  // namespace stage
