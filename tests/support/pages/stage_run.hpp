#pragma once

#include <functional>

#include "core/record/timeline.hpp"
#include "core/stage/stage.hpp"

namespace support {

/// An audience that lets the proposed process act at every point, and keeps all
/// points.
class Follower : public choice::Audience {
 public:
  Follower();
  ~Follower() override;
  int input() const override { return wake_; }
  void offer(const choice::Point& point) override;
  std::optional<choice::Answer> answer() override;

  std::vector<choice::Point> points;
  /// What to answer at point number `index`, from 0.
  std::function<choice::Answer(const choice::Point&, std::size_t index)> choose =
      [](const choice::Point& point, std::size_t) {
        return choice::Answer{choice::Answer::What::act, point.proposed};
      };

 private:
  int wake_;  // an eventfd: readable while an answer is due
  bool due_ = false;
};

/// The result of running `body` on a stage.
struct Staged {
  record::Timeline timeline;
  choice::Result result;
};

/// Runs `body` freely; gives up after ten seconds unless `run_options` says less.
Staged run_free(const std::function<void()>& body, choice::RunOptions run_options = {});

/// Runs `body` held before each act, directed by `audience`.
Staged run_held(const std::function<void()>& body, choice::Audience& audience);

/// Runs `body` held before each act, as `run_options` says, without asking.
Staged run_controlled(const std::function<void()>& body, choice::RunOptions run_options);

/// The printed lines of a run as "name: text", in order.
std::vector<std::string> printed(const record::Timeline& timeline);

/// The events of one kind.
std::vector<record::Event> of_kind(const record::Timeline& timeline, probe::Kind kind);

}  // namespace support
