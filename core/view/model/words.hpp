#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "core/view/model/language.hpp"

namespace view {

/// What the views for people say by themselves, in one language. phrase_of(), the
/// StepReader and the Standstill take their words from it; data is always in English.
///
/// With {} where something is filled in, in the order that is given, or with {0} and
/// {1} where a language has another order.
struct Words {
  /// What a process hands over or takes, and the object: `alone` where there is no
  /// value to name.
  struct Handed {
    std::string_view whole;  ///< value, object
    std::string_view alone;  ///< object
  };

  // What a process does: the verb, with which a line begins.
  std::string_view starts;
  std::string_view ends;
  std::string_view prints;
  std::string_view writes;
  std::string_view writes_error;
  std::string_view forks;
  std::string_view spawns;
  std::string_view vforks;
  std::string_view waits_for;
  std::string_view reaps;
  std::string_view exits;
  std::string_view is_ended;
  std::string_view is_killed;
  std::string_view sleeps;
  std::string_view wakes;
  std::string_view wakes_up;
  std::string_view puts;
  std::string_view gets;
  std::string_view sends;
  std::string_view receives;
  std::string_view locks;
  std::string_view unlocks;
  std::string_view takes;
  std::string_view finishes;
  std::string_view terminates;
  std::string_view signals;
  std::string_view handles;
  std::string_view notices;
  std::string_view stops;
  std::string_view resumes;
  std::string_view opens;
  std::string_view closes;
  std::string_view duplicates;
  std::string_view executes;
  std::string_view fails;
  std::string_view acts;

  // What comes after the verb.
  Handed into;
  Handed from;
  Handed through;
  Handed of;
  std::string_view any_child;
  std::string_view killed_child;  ///< process, signal
  std::string_view exited_child;  ///< process, exit code
  std::string_view by_mpdemo;
  std::string_view by;             ///< signal
  std::string_view with_code;      ///< exit code
  std::string_view with_signal;    ///< process, signal
  std::string_view a_signal;       ///< one that nobody knows
  std::string_view signal_from;    ///< signal, process
  std::string_view continued_by;   ///< process, signal
  std::string_view stopped_by;     ///< process, signal
  std::string_view unseen_bytes;   ///< how much
  std::string_view to_execute;     ///< the program
  std::string_view process_of_id;  ///< PID
  std::string_view in_thread;      ///< thread

  // The same in a picture, where there is less room.
  std::string_view ended_by_mpdemo;
  std::string_view exit_code;      ///< exit code
  std::string_view killed_by;      ///< signal
  std::string_view waits_briefly;  ///< for what
  std::string_view stops_briefly;  ///< signal
  std::string_view ended_briefly;
  std::string_view put;
  std::string_view send;
  std::string_view finish;
  std::string_view spawn_label;
  std::string_view vfork_label;
  std::string_view fork_label;
  std::string_view reaped_label;
  std::string_view terminate_label;
  std::string_view put_by;   ///< process
  std::string_view sent_by;  ///< process

  // How a run ended.
  std::string_view failed;
  std::string_view hung;
  std::string_view in_deadlock;
  std::string_view interrupted;
  std::string_view ended_otherwise;  ///< status
  std::string_view stop;             ///< full stop
  std::string_view colon;
  std::string_view lost_one;
  std::string_view lost;  ///< how many

  // Who waits for what, where nobody can go on.
  std::string_view standstill;
  std::string_view deadlock;
  std::string_view the_circle;
  std::string_view at_line;  ///< line
  std::string_view held_by;  ///< processes
  std::string_view has_ended;
  std::string_view and_last;  ///< between the last two of a list
  std::string_view list_comma;
  std::string_view circle_stop;  ///< between two processes of the circle

  // For screen readers.
  std::string_view named_process;  ///< name, PID
  std::string_view subject;        ///< process, where the sentence has its PID
  std::string_view short_subject;  ///< process
  std::string_view empty_line;
};

const Words& words(Language language);

/// `sentence` with its gaps filled.
template <typename... Pieces>
std::string filled(std::string_view sentence, const Pieces&... pieces) {
  return fmt::format(fmt::runtime(sentence), pieces...);
}

}  // namespace view
