#pragma once

#include <string>
#include <string_view>

#include "app/language/language.hpp"
#include "core/choice/wait_graph.hpp"

namespace app {

/// The texts of a session in one language: keys, help, and the words around a
/// question. Pages and questions have their own translations. {} marks what is
/// filled in, in the order of the English.
struct Wording {
  // What keys do, in a word or two.
  std::string_view next;
  std::string_view next_demo;
  std::string_view ends;
  std::string_view choose;
  std::string_view others;
  std::string_view back;
  std::string_view run_on;
  std::string_view outcomes;
  std::string_view map;
  std::string_view lanes;  ///< all of them
  std::string_view python;
  std::string_view difference;
  std::string_view next_file;
  std::string_view edit;
  std::string_view help;
  std::string_view quit;
  std::string_view closes;
  std::string_view page_on;
  std::string_view page_back;
  std::string_view any_key;  ///< the key itself
  std::string_view holds;
  std::string_view faster;
  std::string_view slower;
  std::string_view enough;
  std::string_view plays_it;
  std::string_view answer;
  std::string_view skips;

  // The effect of a choice that no event shows: the process.
  std::string_view wakes;
  std::string_view wakes_early;
  std::string_view waits_on;
  std::string_view goes_on;

  // The processes that may act, and their next acts.
  std::string_view is_about;    ///< what a process will do
  std::string_view line_place;  ///< its line
  std::string_view file_place;  ///< its file, its line

  // In place of the source of a program: its name.
  std::string_view no_debug_lines;
  std::string_view no_shell_lines;
  std::string_view no_lines_yet;
  std::string_view a_process;
  std::string_view unnamed;
  std::string_view to_print;
  std::string_view to_fork;
  std::string_view to_fork_as;          ///< "spawn", "vfork"
  std::string_view to_write;            ///< text
  std::string_view to_write_to;         ///< text, object
  std::string_view to_execute;          ///< program
  std::string_view to_signal;           ///< process, signal
  std::string_view to_wait_for;         ///< process
  std::string_view to_reap;             ///< process
  std::string_view to_terminate;        ///< process
  std::string_view to_exit;             ///< exit code
  std::string_view to_sleep;            ///< how long
  std::string_view to_put;              ///< value, object
  std::string_view to_get;              ///< object
  std::string_view to_send;             ///< value, object
  std::string_view to_receive;          ///< object
  std::string_view to_finish;           ///< task, object
  std::string_view to_take;             ///< object
  std::string_view to_lock;             ///< object
  std::string_view to_unlock;           ///< object
  std::string_view to_unlock_and_wait;  ///< lock
  std::string_view to_set;              ///< event
  std::string_view to_clear;            ///< event
  std::string_view to_notify;           ///< condition
  std::string_view to_arrive;           ///< barrier
  std::string_view to_wake_at;          ///< futex
  std::string_view to_break;            ///< barrier
  std::string_view to_reset;            ///< barrier
  std::string_view to_close;            ///< object
  std::string_view to_open;             ///< file
  std::string_view to_look_at;          ///< file
  std::string_view to_read;             ///< file
  std::string_view to_write_into;       ///< file
  std::string_view to_seek;             ///< file
  std::string_view to_remove;           ///< file
  std::string_view to_rename;           ///< file, its new name
  std::string_view to_handle;           ///< signal
  std::string_view to_act;              ///< kind, object
  std::string_view to_wake;
  std::string_view computes;
  std::string_view sleeps_more;  ///< seconds
  choice::WaitWords waits;
  std::string_view not_for_ever;
  std::string_view also;       ///< names
  std::string_view and_more;   ///< how many
  std::string_view more_wait;  ///< how many
  std::string_view next_act;   ///< number and space, process, act
  std::string_view nobody;
  std::string_view nobody_goes_on;  ///< nobody
  std::string_view nobody_is_held;  ///< nobody
  std::string_view what_leaves;     ///< what a process will do, what that leaves
  std::string_view one_act;
  std::string_view some_acts;

  // The status line.
  std::string_view back_at;         ///< act
  std::string_view back_at_choice;  ///< choice
  std::string_view with_new_pids;
  std::string_view stuck;
  std::string_view runs_on;  ///< seconds
  std::string_view pace;     ///< seconds
  std::string_view at_work;
  std::string_view no_such_number;  ///< number
  std::string_view no_such_key;
  std::string_view held;
  std::string_view begins_here;

  // What is in things that processes share.

  // The reader's own changes.
  std::string_view no_editor;
  std::string_view editor_fails;  ///< the file
  std::string_view no_place_to_edit;
  std::string_view not_built_again;
  std::string_view compiles_not;
  std::string_view runs_edited;   ///< choice
  std::string_view edited_parts;  ///< how many choices fit, of how many
  std::string_view copied_to;     ///< file
  std::string_view compiler_says;

  // Exercises.
  std::string_view check_solved;
  std::string_view check_not_solved;
  std::string_view check_refused;
  std::string_view check_not_proved;
  std::string_view check_broken;
  std::string_view must_not_be;
  std::string_view prints_nothing;
  std::string_view turning_point_is;  ///< choice
  std::string_view turning_point_here;
  std::string_view why_refused;
  std::string_view why_not_proved;  ///< how many runs, why
  std::string_view how_to_check;
  std::string_view is_goal;
  std::string_view must_stay;
  std::string_view handed_out;  ///< file
  std::string_view solve_first;
  std::string_view see_solution;  ///< exercise
  std::string_view enter_steps;

  // What can still come.
  std::string_view left_of;        ///< how many outcomes, of how many
  std::string_view left_at_least;  ///< how many outcomes
  std::string_view only_outcome;
  std::string_view only_deadlocks;
  std::string_view only_bad_ends;
  std::string_view all_deadlock;    ///< a sentence
  std::string_view none_ends_well;  ///< a sentence
  std::string_view pick_outcome;
  std::string_view plays_outcome;  ///< number

  // A challenge.
  std::string_view goal;      ///< the key
  std::string_view reach_it;  ///< demo
  std::string_view seed_may_differ;
  std::string_view one_outcome;  ///< demo
  std::string_view no_outcome;   ///< demo
  std::string_view one_choice;
  std::string_view some_choices;  ///< how many
  std::string_view no_step_back;
  std::string_view one_step_back;
  std::string_view some_steps_back;  ///< how many
  std::string_view fewest_is;        ///< how many
  std::string_view fewest_known;     ///< how many
  std::string_view challenge_score;  ///< choices, steps back, the fewest
  std::string_view choice_number;    ///< number
  std::string_view choice_of;        ///< number, process
  std::string_view can_be_reached;
  std::string_view can_be_reached_with;  ///< how many outcomes are left, of how many
  std::string_view may_be_reached;
  std::string_view is_lost;      ///< choice
  std::string_view was_lost;     ///< choice
  std::string_view has_reached;  ///< choices, steps back, the fewest
  std::string_view has_missed;   ///< choices, steps back, the fewest
  std::string_view may_go_back;
  std::string_view challenge_help;  ///< the keys of a session line by line

  std::string_view nothing_to_scroll;
  std::string_view too_small;   ///< size, smallest size
  std::string_view some_lines;  ///< first, last, of how many
  std::string_view type_keys;   ///< what, keys

  std::string_view demo_has_ended;
  std::string_view enter_goes_on;  ///< demo
  std::string_view enter_ends;
  std::string_view full_help;  ///< the help of the full screen
  std::string_view line_help;  ///< the keys of a session line by line

  // Around questions.
  std::string_view quoted;  ///< an answer: its number, its text
  std::string_view answer_keys;
  std::string_view your_answer;
  std::string_view you_skip;
  std::string_view you_say;      ///< quoted
  std::string_view the_answer;   ///< quoted
  std::string_view said_right;   ///< quoted
  std::string_view said_wrong;   ///< the number that was said, quoted
  std::string_view all_tried;    ///< how many schedules
  std::string_view small_tried;  ///< the same of a smaller run
  std::string_view one_tried;
  std::string_view one_small_tried;
  std::string_view predictions;  ///< how many were right, of how many
  std::string_view right;
  std::string_view missed;
  std::string_view open;
  std::string_view skipped;

  std::string_view same_again;  ///< the command line
  std::string_view too_large;
  std::string_view nothing_selected;  ///< how many events there are, names of processes
  /// What a run does not control: the causes, a list of them.
  std::string_view not_controlled;
  std::string_view between_causes;
  struct Causes {
    std::string_view clock;
    std::string_view files;
    std::string_view memory;
    std::string_view network;
    std::string_view pids;
    std::string_view polls;
    std::string_view random;
    std::string_view threads;
    std::string_view timers;
  } causes;
  // What a controlled run cannot see of a program: the sentence, of its name and one of these.
  std::string_view unseen_words;
  std::string_view is_static;
  std::string_view other_library;
  std::string_view other_machine;
  std::string_view privileged;
  std::string_view sanitized;
  std::string_view unreachable;
  std::string_view forbids_calls;

  // The menu and the list.
  std::string_view menu_title;
  std::string_view menu_keys;
  std::string_view no_menu_key;  ///< how many lessons
  std::string_view done;
  std::string_view some_done;      ///< how many, of how many
  std::string_view after_lessons;  ///< which lessons to read before
  std::string_view overview;
  std::string_view each_demo;
  std::string_view pages_alone;
  std::string_view recorded_run;
  std::string_view all_else;

  // A traced program that is held.
  std::string_view thread_of;  ///< process
  std::string_view kernel;
  std::string_view process_group;
  std::string_view everybody;
  std::string_view any_child;
  std::string_view q_ends_program;  ///< a sentence

  // A recorded run.
  std::string_view replay_help;
  std::string_view full_replay_help;
  std::string_view no_source_here;  ///< file
  std::string_view replay_over;
  std::string_view replay_goes_on;
  std::string_view more_may_come;
  std::string_view back_at_event;  ///< number, run
  std::string_view at_event;       ///< number, run
  std::string_view of_run;         ///< number
  std::string_view run_place;      ///< number, of how many
  std::string_view event_place;    ///< number, of how many
  std::string_view no_events;
  std::string_view first_event;
  std::string_view last_event;

  // A class.
  std::string_view report_heading;   ///< how many were right, of how many
  std::string_view report_wrong;     ///< how many were wrong, of how many
  std::string_view report_right_is;  ///< an answer
  std::string_view report_said;      ///< answers
  std::string_view report_times;     ///< an answer, how many gave it
  std::string_view report_who;
  std::string_view report_score;
  std::string_view report_title;
  std::string_view report_questions;
  std::string_view report_exercise;  ///< its name
  std::string_view report_right;
  std::string_view report_missed;
  std::string_view report_skipped;
  std::string_view report_none;

  // How far something is that takes a while.
  std::string_view trying;
  std::string_view reading;     ///< file
  std::string_view lines_read;  ///< how many
  std::string_view drawing;
  std::string_view events_drawn;          ///< how many, of how many
  std::string_view all_that_can_happen;   ///< demo
  std::string_view schedules_tried;       ///< how many
  std::string_view schedules_and_states;  ///< how many of each
  std::string_view free_run_of;           ///< number, of how many
  std::string_view run_of;                ///< number, of how many, outcomes
  std::string_view runs_in;               ///< language, events
  std::string_view finds_out;
  std::string_view same_in_python;
};

const Wording& wording(Language language);

/// "this is the beginning" as a sentence of its own: "This is the beginning."
std::string as_sentence(std::string words, Language language);

}  // namespace app
