#include "core/choice/explorer.hpp"

#include <utility>

namespace choice {
namespace {

/// Hands a run to two consumers.
class Both : public record::Consumer {
 public:
  Both(record::Consumer& one, record::Consumer& other) : one_(one), other_(other) {}

  void begin(const record::Run& run) override {
    one_.begin(run);
    other_.begin(run);
  }
  void event(const record::Event& event) override {
    one_.event(event);
    other_.event(event);
  }
  void end(const record::End& end) override {
    one_.end(end);
    other_.end(end);
  }

 private:
  record::Consumer& one_;
  record::Consumer& other_;
};

}  // namespace

Explorer::Explorer(Runner run, Terms terms)
    : run_(std::move(run)),
      graph_({terms.prunes, terms.honours_sleep, terms.asks_for_state}),
      naming_(std::move(terms.naming)) {
  if (naming_) named_ = naming_(graph_);
  options_.mode = record::Mode::controlled;
  options_.scheduler = &graph_;
  options_.honours_sleep = terms.honours_sleep;
  options_.tells_state = terms.asks_for_state;
  options_.timeout = terms.timeout;
}

Result Explorer::run(record::Consumer& consumer, Audience& audience) {
  Both both(named_ ? *named_ : graph_, consumer);
  return run_(options_, both, audience);
}

std::optional<Result> Explorer::next(record::Consumer& consumer, Audience& audience) {
  if (!has_more_) return std::nullopt;
  Result result = run(consumer, audience);
  was_cut_ = graph_.was_cut();
  if (result.sees_more) {
    graph_ = StateGraph(graph_.terms());
    return result;
  }
  if (graph_.went_astray()) ++strays_;
  ++(was_cut_ ? cuts_ : runs_);
  has_more_ = graph_.advance();
  return result;
}

Result Explorer::run_along(const std::vector<StateGraph::Place>& way, record::Consumer& consumer,
                           Audience& audience) {
  graph_.follow(way);
  Result result = run(consumer, audience);
  graph_.advance();
  return result;
}

}  // namespace choice
