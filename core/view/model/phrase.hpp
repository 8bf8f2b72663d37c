#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

#include "core/record/timeline.hpp"
#include "core/view/model/language.hpp"

namespace view {

/// An event as a phrase about its process: the verb, "forks", and the rest,
/// "child-1 4277". Harmless for a terminal.
struct Phrase {
  std::string_view verb;
  std::string rest;     ///< may be empty; has newlines only where it quotes
  bool quotes = false;  ///< `rest` is what the process printed
};

/// How a view names the process with that PID.
using Mention = std::function<std::string(pid_t)>;

Phrase phrase_of(const record::Event& event, const Mention& mention,
                 Language language = Language::english);

/// ", sent by child-1", for a view without arrows: of a receipt that tells the sending as well.
std::string sender_of(const record::Event& event, const Mention& mention,
                      Language language = Language::english);

/// What is handed over: its value, or the bytes.
const std::string& value_said(const probe::Act& act);

/// "puts Tony into queue-1": the whole phrase.
std::string in_words(const Phrase& phrase, Language language = Language::english);

/// How a run ended: "The run failed: ...". Empty if it ended well and nothing
/// is missing.
std::string verdict(const record::End& end, Language language = Language::english);

/// "2 events were lost."; empty if none was lost. Also part of the verdict.
std::string losses(const record::End& end, Language language = Language::english);

}  // namespace view
