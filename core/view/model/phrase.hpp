#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

#include "core/record/timeline.hpp"
#include "core/view/model/language.hpp"

namespace view {

/// What an event says about its process, in the third person: the verb
/// "forks", and of what, "child-1 4277". Harmless for a terminal.
struct Phrase {
  std::string_view verb;
  std::string rest;     ///< may be empty; has newlines only where it quotes
  bool quotes = false;  ///< `rest` is what the process printed
};

/// How a view writes the process that has that PID.
using Mention = std::function<std::string(pid_t)>;

Phrase phrase_of(const record::Event& event, const Mention& mention,
                 Language language = Language::english);

/// "puts Tony into queue-1": the phrase in one.
std::string in_words(const Phrase& phrase, Language language = Language::english);

/// How a run ended, if that has to be said: "The demo failed: ...". Empty when
/// it ended well and nothing is missing.
std::string verdict(const record::End& end, Language language = Language::english);

/// "2 events were lost."; empty when none was. The verdict says so, too.
std::string losses(const record::End& end, Language language = Language::english);

}  // namespace view
