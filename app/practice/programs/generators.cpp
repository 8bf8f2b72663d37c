#include "app/practice/programs/generators.hpp"

namespace app::practice {

Draft draft_of(Topic topic, Draw& draw, int level, Programming programming) {
  const auto make = [&] {
    switch (topic) {
      case Topic::fork:
        return draft_of_fork(draw, level, programming);
      case Topic::pipe:
        return draft_of_pipe(draw, level, programming);
      case Topic::lock:
        return draft_of_lock(draw, level, programming);
      case Topic::wait:
        return draft_of_wait(draw, level, programming);
      case Topic::signal:
        break;
    }
    return draft_of_signal(draw, level, programming);
  };
  Draft draft = make();
  draft.topic = topic;
  draft.level = level;
  draft.programming = programming;
  return draft;
}

}  // namespace app::practice
