#include "core/choice/explorer.hpp"

#include <utility>

namespace choice {

Explorer::Explorer(Runner run, Terms terms)
    : run_(std::move(run)), search_({terms.prunes, terms.honours_sleep}) {
  options_.mode = record::Mode::controlled;
  options_.scheduler = &search_;
  options_.honours_sleep = terms.honours_sleep;
  options_.timeout = terms.timeout;
}

std::optional<Result> Explorer::next(record::Consumer& consumer, Audience& audience) {
  if (!has_more_) return std::nullopt;
  Result result = run_(options_, consumer, audience);
  was_cut_ = search_.was_cut() || search_.went_astray();
  ++(search_.went_astray() ? strays_ : was_cut_ ? cuts_ : runs_);
  has_more_ = search_.advance();
  return result;
}

}  // namespace choice
