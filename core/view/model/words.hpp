#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "core/choice/doubts.hpp"
#include "core/choice/wait_graph.hpp"
#include "core/view/model/language.hpp"

namespace view {

/// The texts of the views for people, in one language. phrase_of(), the StepReader
/// and the Standstill take their words from it; data is always in English.
///
/// {} marks what is filled in, in the given order; {0} and {1} are for languages
/// with another order.
struct Words {
  /// What a process gives or takes, and the object: `alone` if there is no value
  /// to name.
  struct Handed {
    std::string_view whole;  ///< value, object
    std::string_view alone;  ///< object
  };

  /// What is done to an object that is no lock: the verb, and what comes after it.
  struct Deed {
    std::string_view verb;
    Handed rest;
  };

  /// What is said of a number, which stands first in both: of one, and of any other.
  struct Counted {
    std::string_view one;
    std::string_view some;
  };

  // What a process does: the verb, which begins a line.
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
  std::string_view looks_at;
  std::string_view reads;
  std::string_view seeks_in;
  std::string_view removes;
  std::string_view renames;
  std::string_view acts;

  // The same of objects that are locked and unlocked in words of their own.
  Deed finds_set;    ///< an event
  Deed sets;         ///< an event
  Deed clears;       ///< an event
  Deed is_notified;  ///< at a condition
  Deed notifies;     ///< at a condition, how many
  Deed wakes_at;     ///< a futex
  Deed arrives;      ///< at a barrier, as which of how many
  Deed passes;       ///< a barrier
  Deed breaks;       ///< a barrier
  Deed resets;       ///< a barrier

  // What comes after the verb.
  Handed into;
  Handed from;
  Handed through;
  Handed of;
  Handed unlocked;  ///< a value: to wait for that
  std::string_view any_child;
  std::string_view a_notification;  ///< condition
  std::string_view the_others;      ///< barrier
  std::string_view killed_child;    ///< process, signal
  std::string_view exited_child;    ///< process, exit code
  std::string_view lost_child;      ///< process whose status nobody knows
  std::string_view by_mpdemo;
  std::string_view by;         ///< signal
  std::string_view with_code;  ///< exit code
  std::string_view with_unknown_status;
  std::string_view with_signal;    ///< process, signal
  std::string_view a_signal;       ///< an unknown one
  std::string_view signal_number;  ///< of one without a name
  std::string_view signal_from;    ///< signal, process
  std::string_view continued_by;   ///< process, signal
  std::string_view stopped_by;     ///< process, signal
  std::string_view unseen_bytes;   ///< how much
  std::string_view renamed_to;     ///< the file, and its new name
  std::string_view to_execute;     ///< the program
  std::string_view process_of_id;  ///< PID
  std::string_view in_thread;      ///< thread
  std::string_view reads_from;     ///< as standard input; a pipe
  std::string_view writes_to;      ///< as standard output
  std::string_view complains_to;   ///< as standard error
  Counted bytes;
  std::string_view and_how_many;  ///< the first bytes, how many there are

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

  /// Who waits for what, where no process can go on.
  choice::WaitWords waits;

  // For screen readers.
  std::string_view named_process;  ///< name, PID
  std::string_view subject;        ///< process, if the sentence has its PID
  std::string_view empty_line;

  // Where there is no room for all.
  std::string_view more;               ///< how many processes
  std::string_view bytes_in_all;       ///< how many
  std::string_view cut_of_characters;  ///< how many there are

  /// Of a PID that stands for many: a report of outcomes, and the end of a run.
  std::string_view names_for_pids;

  /// What goes with a picture for those who do not see it.
  struct Picture {
    std::string_view tag;  ///< the language, see BCP 47
    std::string_view how_to_read;
    Counted about;  ///< processes, heading, events, names
    std::string_view and_more;
    std::string_view comes_from;  ///< process
  } picture;

  /// What the page for a browser says before its program runs.
  struct Page {
    std::string_view no_run;
    std::string_view needs_script;
    std::string_view run;
    std::string_view the_program;
    std::string_view lanes;
    std::string_view now;
    std::string_view things;
    std::string_view event;
    std::string_view player;
    std::string_view first;
    std::string_view first_key;
    std::string_view back;
    std::string_view back_keys;
    std::string_view play;
    std::string_view play_key;
    std::string_view forward;
    std::string_view forward_keys;
    std::string_view last;
    std::string_view last_key;
    std::string_view speed;
    std::string_view help;
    std::string_view help_key;
    std::string_view keys;
    std::string_view goes_forward;
    std::string_view goes_back;
    std::string_view plays;
    std::string_view goes_to_ends;
    std::string_view changes_speed;
    std::string_view changes_run;
    std::string_view shows_keys;
    std::string_view how_to_read;
    std::string_view solid;
    std::string_view can_run;
    std::string_view dashed;
    std::string_view waits;
    std::string_view dotted;
    std::string_view sleeps;
    std::string_view square_or_cross;
    std::string_view ends;
    std::string_view thin_dots;
    std::string_view is_zombie;
    std::string_view diamond;
    std::string_view hands_over;
    std::string_view arrow;
    std::string_view goes_over;
    std::string_view grey;
    std::string_view is_ahead;
    std::string_view close;
  } page;

  /// What is in the things that processes share.
  struct Things {
    std::string_view is_empty;
    std::string_view is_free;
    std::string_view is_held;      ///< process
    std::string_view holds_bytes;  ///< how many
    std::string_view pipe_ends;    ///< who can read, who can write
    std::string_view nobody;
  } things;

  /// What the program in that page says.
  struct Player {
    std::string_view play;
    std::string_view pause;
    std::string_view no_event;
    std::string_view place;        ///< number, of how many
    std::string_view event_at;     ///< place
    std::string_view not_printed;  ///< how many events
    std::string_view choices;
    std::string_view running;
    std::string_view waiting;
    std::string_view sleeping;
    std::string_view ended;
    std::string_view came_from;  ///< what was done, process
    std::string_view and_so_on;  ///< the beginning
    std::string_view is_cut_off;
    std::string_view ended_well;
    std::string_view has_ended;
  } player;

  /// What a report of outcomes says.
  struct Outcomes {
    // Its heading.
    std::string_view heading;       ///< demo, outcomes, schedules, free runs
    Counted proved_heading;         ///< demo, outcomes, free runs
    std::string_view seen_heading;  ///< program, outcomes, runs
    Counted seen_outcomes;
    Counted possible_outcomes;
    std::string_view none_found;
    std::string_view at_least;  ///< outcomes
    Counted schedules;
    Counted runs;
    Counted free_runs;
    std::string_view no_free_runs;
    std::string_view only_one;
    std::string_view one_for_all;
    std::string_view all_tried;     ///< schedules
    std::string_view tried;         ///< schedules
    std::string_view tried_in;      ///< schedules, time
    std::string_view more_left;     ///< what was tried
    std::string_view more_with;     ///< what was tried, budget
    std::string_view milliseconds;  ///< how many
    std::string_view seconds;       ///< how many
    std::string_view minutes;       ///< how many

    // Remarks below it.
    std::string_view interrupted;
    std::string_view may_be_more;
    Counted impossible;
    std::string_view not_proved;      ///< why
    std::string_view doubt_times;     ///< doubt, how many times
    std::string_view differed_after;  ///< behind it: which act was the last before they differed
    std::string_view differed;        ///< what came then, and what another time
    std::array<std::string_view, choice::kDoubts.size()> doubts;  ///< see choice::Doubt
    std::string_view left_out;                                    ///< replays cut short, or nothing
    Counted cut_short;
    std::string_view sleeps_count;
    std::string_view sleeps_shorter;  ///< how many times
    std::string_view sleeps_longer;   ///< how many times
    Counted strayed;

    // One outcome.
    std::string_view seen_in;  ///< how often, runs, share
    Counted seen_times;        ///< how often, share
    std::string_view never_seen;
    std::string_view though;
    std::string_view though_possible;
    std::string_view possible;
    std::string_view but_not_possible;  ///< between how often it was seen and why
    Counted lead_there;                 ///< schedules, of how many
    std::string_view not_reached;
    std::string_view not_by_order;
    std::string_view not_possible;
    Counted seen_only;          ///< number of the outcome, why; with several numbers
    std::string_view then;      ///< ending
    std::string_view then_why;  ///< ending, dash, reason
    std::string_view all_begin;
    std::string_view sentences_begin;
    std::string_view prints_nothing;
    std::string_view prints_no_more;
    std::string_view sentence_nothing;
    std::string_view sentence_no_more;
    std::string_view told;  ///< number, summary

    // The table.
    std::string_view schedules_column;
    std::string_view seen_column;
    std::string_view printed_column;
    std::string_view no_schedule;

    // What is not there.
    Counted more_lines;
    std::string_view more_outcomes;    ///< how many, of those unseen
    std::string_view more_altogether;  ///< of how many
    std::string_view none_seen;
    std::string_view some_unseen;    ///< how many
    std::string_view again;          ///< number, command
    std::string_view turning_point;  ///< number of the choice, of how many
  } outcomes;

  /// The map of all outcomes.
  struct Map {
    std::string_view headline;  ///< demo, outcomes
    Counted proved;             ///< demo, outcomes
    std::string_view ends_well;
    Counted folded;          ///< how many outcomes
    std::string_view lost;   ///< what its mark means
    std::string_view title;  ///< demo
    std::string_view how_to_read;
    std::string_view all_outcomes;
    // In sentences.
    std::string_view begins;
    std::string_view and_lost;    ///< what is printed
    std::string_view then_rows;   ///< what is printed, numbers
    std::string_view and_folded;  ///< what is printed, how many go on
  } map;

  /// Two runs beside each other, or two reports of outcomes. They are called A and B.
  struct Difference {
    std::string_view title;  ///< what A and B are
    std::string_view none;
    std::string_view chance;
    std::string_view same_so_far;
    std::string_view same_from_start;  ///< nothing is
    Counted earlier;
    std::string_view then;
    std::string_view part;          ///< A or B, a sentence
    std::string_view nothing_more;  ///< process
    std::string_view over;
    std::string_view line;     ///< of the source
    std::string_view follows;  ///< A or B
    std::string_view nothing_else;
    Counted more_acts;
    std::string_view ends_well;  ///< A or B
    std::string_view of_run;     ///< number
    std::string_view lanes_of;   ///< A or B
    std::string_view lanes_so_far;
    // Outcomes.
    std::string_view same_outcomes;
    std::string_view in_both;    ///< how many
    Counted only_in;             ///< how many, A or B
    std::string_view not_there;  ///< demo, A or B
    std::string_view all_known;  ///< A or B: how many outcomes are in it
    std::string_view some_known;
    std::string_view first_missing;
    Counted more_outcomes;
  } difference;

  /// What stage and tracer write in a record, in English, of why a run ended; who
  /// waits for what is in the words of `waits`. See told_again().
  struct Recorded {
    // Why.
    std::string_view deadlock;
    std::string_view failed;
    std::string_view hung;
    std::string_view interrupted;
    std::string_view exited_with;  ///< exit code
    std::string_view killed_by;    ///< signal
    std::string_view gave_up_on;
    std::string_view gave_up;
    std::string_view too_many;  ///< how many processes and threads are allowed
    std::string_view too_much;  ///< how many acts are
    std::string_view received;
    std::string_view by_reader;
    std::string_view process_exited;
    std::string_view process_killed;
    std::string_view process_ended;

    // Of ends of pipes, which are no reasons, but stand in a record as they do.
    std::string_view has;
    std::string_view end_of;
    std::string_view end_as;
    std::string_view reading_end;
    std::string_view writing_end;
    std::string_view first_end;
    std::string_view second_end;
    std::string_view both_ends;
    std::string_view standard_input;
    std::string_view standard_output;
    std::string_view standard_error;
    std::string_view descriptor;
  } recorded;
};

const Words& words(Language language);

/// Two pieces of a sentence with a space between them; in Chinese there is none between two
/// of its characters, nor beside a mark that is as wide as one.
std::string joined(Language language, std::string_view left, std::string_view right);

/// `sentence` with everything filled in.
template <typename... Pieces>
std::string filled(std::string_view sentence, const Pieces&... pieces) {
  return fmt::format(fmt::runtime(sentence), pieces...);
}

}  // namespace view
