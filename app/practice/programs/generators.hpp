#pragma once

#include <cstdint>
#include <string>

#include "app/practice/programs/draft.hpp"
#include "app/practice/programs/draw.hpp"

namespace app::practice {

// Each makes a program about its topic, for that level from 1 to 3, and a question about it.
// What it makes depends on what it draws and on nothing else.

Draft draft_of_fork(Draw& draw, int level, Programming programming);
Draft draft_of_wait(Draw& draw, int level, Programming programming);
Draft draft_of_pipe(Draw& draw, int level, Programming programming);
Draft draft_of_lock(Draw& draw, int level, Programming programming);
Draft draft_of_signal(Draw& draw, int level, Programming programming);

/// The same for any topic.
Draft draft_of(Topic topic, Draw& draw, int level, Programming programming);

/// The words that a program prints, in order: "A", "B" ...
class Letters {
 public:
  std::string next() { return std::string(1, next_++); }

 private:
  char next_ = 'A';
};

}  // namespace app::practice
