#include "app/cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/cli/topics.hpp"
#include "core/view/difference/difference_formats.hpp"
#include "core/view/formats.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/outcomes/outcome_formats.hpp"

namespace app {
namespace {

/// `of_outcomes`: also those that are for outcomes alone.
std::string formats_help(bool of_outcomes = false) {
  std::string help = "Formats:\n";
  for (const auto& format : view::formats()) {
    help += fmt::format("  {:<12}{}\n", format.name, format.description);
  }
  if (!of_outcomes) return help + "\n";
  std::string both;
  for (const auto& format : view::outcome_formats()) {
    if (view::format_named(format.name)) {
      both += fmt::format("{}{}", both.empty() ? "" : ", ", format.name);
    } else {
      help += fmt::format("  {:<12}{}\n", format.name, format.description);
    }
  }
  return help +
         fmt::format("With --outcomes also {}: of all outcomes, instead of a run.\n\n", both);
}

/// The demo for an example: the first one with a parameter, or else with a twin.
const lessons::Demo& first_of(const lessons::Lesson& lesson) {
  const auto& demos = lesson.demos;
  auto found = std::find_if(demos.begin(), demos.end(),
                            [](const lessons::Demo& demo) { return !demo.parameters.empty(); });
  if (found == demos.end()) {
    found = std::find_if(demos.begin(), demos.end(),
                         [](const lessons::Demo& demo) { return !demo.python.source().empty(); });
  }
  return found == demos.end() ? demos.front() : *found;
}

constexpr std::size_t kColumns = 80;

/// A name and what it is, in lines that fit.
std::string entry(std::string_view name, std::size_t width, std::string_view what) {
  std::string text;
  for (const auto& line : view::lines_fitting(what, kColumns - width - 4)) {
    text += fmt::format("  {:<{}}  {}\n", text.empty() ? name : "", width, line);
  }
  return text;
}

/// The lessons with their titles, or by their names if there are too many for a screen.
std::string lessons_of(const lessons::Catalogue& catalogue) {
  constexpr std::size_t kMostTitles = 8;
  std::string text;
  std::string names;
  for (const auto& lesson : catalogue) {
    text += fmt::format("  {:<12}{}\n", lesson.name, lesson.title);
    names += fmt::format("{}{}", names.empty() ? "" : ", ", lesson.name);
  }
  if (catalogue.size() <= kMostTitles) return text;
  text.clear();
  for (const auto& line : view::lines_fitting(names, kColumns - 2)) text += "  " + line + "\n";
  return text;
}

/// An example value for the first parameter of a demo.
std::string example_of(const std::vector<lessons::Parameter>& parameters) {
  using lessons::Parameter;
  if (parameters.empty()) return "";
  switch (parameters.front()) {
    case Parameter::workers:
      return " --workers 3";
    case Parameter::tasks:
      return " --tasks 3";
    case Parameter::items:
      return " --items tea,cake";
    case Parameter::processes:
      return " --processes 3";
    case Parameter::increments:
      return " --increments 3";
  }
  return "";
}

}  // namespace

std::string front_page(const lessons::Catalogue& catalogue) {
  std::string page =
      "Multi-process programming, shown on real processes.\n\n"
      "Usage: mpdemo LESSON [OPTIONS]    runs a lesson; on a terminal, step by step\n"
      "       mpdemo                     on a terminal: a menu of the lessons\n"
      "       mpdemo show LESSON[/DEMO]  its programs, without running them\n"
      "       mpdemo list                all demos, one line each\n"
      "       mpdemo replay FILE         a recorded run, in any view\n"
      "       mpdemo diff A B            where two runs part, and what follows\n"
      "       mpdemo trace -- PROGRAM    your own program, in the same views\n"
      "       mpdemo try FILE            your own file: C, C++, Python or shell\n"
      "       mpdemo check               broken programs to fix, under every schedule\n"
      "       mpdemo practice            questions about small programs, answers proved\n\n"
      "Lessons:\n";
  return page + lessons_of(catalogue) +
         "\nBegin like this:\n"
         "  mpdemo fork                          Enter steps forward, b steps back\n"
         "  mpdemo fork --demo basic --outcomes  all that it can print, and how often\n"
         "  mpdemo fork --format lanes           a picture of who did what, and when\n\n"
         "More: \"mpdemo fork --help\", \"mpdemo help commands\", \"mpdemo --version\".\n";
}

std::string footer_of(const lessons::Lesson& lesson) {
  std::string footer = "Demos:\n";
  std::size_t width = 9;
  for (const auto& demo : lesson.demos) width = std::max(width, demo.name.size());
  for (const auto& demo : lesson.demos) footer += entry(demo.name, width, demo.title());
  const lessons::Demo& first = first_of(lesson);
  const std::string one = fmt::format("mpdemo {} --demo {}", lesson.name, first.name);
  const std::string played = one + example_of(first.parameters) + " --pace 1s";
  const std::string twin = one + " --python --trace";
  footer += "\n" + formats_help(true);
  if (!first.python.source().empty()) {
    footer += fmt::format(
        "Beside its twin, with real sleeps:\n  {:<60}  as pictures\n  {:<60}  line by line\n\n",
        twin, twin + " --format text");
  }
  return footer + "Examples:\n" + fmt::format("  {:<52}  an act a second\n", played) +
         fmt::format("  {:<52}  what it can print", one + " --outcomes");
}

std::string footer_of_trace() {
  return "The program keeps its input and terminal; mpdemo exits with its status, or with\n"
         "128 + N after signal N. With -o its output goes where it goes without mpdemo.\n"
         "With --runs only the outcomes are shown, and how often each was seen: each run\n"
         "gets the whole input and may take 10 s, or --timeout, and mpdemo exits with 0.\n\n"
         "Keys, with --step:\n"
         "  Enter n Right PageDown      the shown process makes its call\n"
         "  1 to 9                      the process with that number does\n"
         "  b Left PageUp               back: the program runs again, one choice fewer\n"
         "  Tab                         the source file of another process\n"
         "  g c                         all go on; on the full screen at a pace\n"
         "  e                           edits the source at the line of the process\n"
         "  ?                           what the keys do\n"
         "  q                           ends the program\n\n"
         "A process is held before it forks, executes a program, ends, waits for a child,\n"
         "sleeps or sends a signal, before it writes to standard output or error, and at\n"
         "the program's own pipes. You are asked when none is on its way there any more:\n"
         "all are held, asleep in a call, polling, or have computed for 50 ms. The keys\n"
         "are yours: a program that would read the terminal gets an empty input.\n\n" +
         formats_help() +
         "Examples:\n"
         "  mpdemo trace -- python3 pool.py                   who did what, and when\n"
         "  mpdemo trace --format lanes -- sh -c 'ls | wc'    the same as a picture\n"
         "  mpdemo trace --format jsonl -o run.jsonl -- make  keep it, for replay\n"
         "  mpdemo trace --step -- sh -c 'ls | wc'            you choose who goes on\n"
         "  mpdemo trace --challenge 7 -- sh -c 'ls | wc'     a game: reach this outcome\n"
         "  mpdemo trace --runs 50 -- python3 pool.py         its outcomes, how often";
}

std::string footer_of_try() {
  return "C and C++ are built with -g -O0 -Wall into memory; .py runs in Python 3, .sh in the\n"
         "shell that its first line names, or in bash; anything else must be executable.\n"
         "On a terminal you step through it, as with \"mpdemo trace --step\"; elsewhere it\n"
         "is traced. All options of trace are for try, too, and come before the file.\n\n"
         "Keys: those of \"mpdemo trace --help\", and\n"
         "  e                           opens $VISUAL or $EDITOR on the line where the\n"
         "                              shown process is; then builds and runs it again,\n"
         "                              with the same choices as far as they fit\n\n"
         "Status 1: it does not compile. 3: no compiler, or no interpreter.\n\n" +
         formats_help() +
         "Examples:\n"
         "  mpdemo try homework.c                    build it, and step through it\n"
         "  mpdemo try homework.py three words       with arguments\n"
         "  mpdemo try --runs 100 homework.c         its outcomes, how often\n"
         "  mpdemo try --format svg -o hw.svg --seed 7 homework.c";
}

std::string footer_of_check() {
  return "An exercise alone is copied here, never over a file, and says what to do. With a\n"
         "file it is judged by what it does, never by its text; the verdict is solved, not\n"
         "solved (with a run that must not be: Enter steps through it), refused (it gives\n"
         "up what may not be changed), or not proved. Only solved exits with 0; any other\n"
         "verdict with 1, a wrong command line with 2, no compiler with 3.\n\n"
         "Several files or folders, a class, give a table; csv, json, junit and tap hold\n"
         "all of them; gradescope (results.json) and classroom (classroom50/result/v1)\n"
         "hold one.\n\n"
         "Examples:\n"
         "  mpdemo check                           the exercises, and which are solved\n"
         "  mpdemo check join                      the first of them\n"
         "  mpdemo check join join.c               the verdict on what you have made of it\n"
         "  mpdemo check join --hint               one more hint\n"
         "  mpdemo check join class/*              a table\n"
         "  mpdemo check join --format junit -o result.xml join.c";
}

std::string footer_of_practice() {
  return "Each question is about a small program, which is made by lot: how many processes\n"
         "there are, what it can print, whether it always ends, which close is missing. All\n"
         "its schedules are tried before, so the answer is proved; a run that shows it can\n"
         "be watched. Two right answers raise the level, a wrong one lowers it. The same\n"
         "seed gives a class the same questions.\n\n"
         "Type numbers and Enter; s skips a question, w watches a run, q ends. Without a\n"
         "terminal, or with --format or -o, it writes a sheet: the questions, and then\n"
         "the answers, in html on a page of their own. Status 3: nothing can be proved\n"
         "here, or there is no compiler.\n\n"
         "Examples:\n"
         "  mpdemo practice                            five questions\n"
         "  mpdemo practice --topic pipe --level 3     hard ones about pipes\n"
         "  mpdemo practice --seed 7 --in py           the same for all, in Python\n"
         "  mpdemo practice --seed 7 --count 8 --format html -o exam.html";
}

std::string footer_of_diff() {
  std::string formats = "Formats:\n";
  for (const auto& format : view::difference_formats())
    formats += fmt::format("  {:<12}{}\n", format.name, format.description);
  return "A and B are two files of --format jsonl: recorded runs, or reports of\n"
         "--outcomes. Or they are two schedules, of a page, of a file as for try, or of a\n"
         "program after \"--\". Runs are compared by cause: who does what, in which order\n"
         "each process does it, what was forked, sent and received, who had a lock first;\n"
         "never by time or PID. Of outcomes it says which only one has, and where they\n"
         "leave the other.\n\n"
         "Status 0: no difference. 1: there is one. 2: the two cannot be compared.\n\n" +
         formats +
         "\nExamples:\n"
         "  mpdemo diff a.jsonl b.jsonl               two recorded runs\n"
         "  mpdemo diff 1x3.2 1x3.3 shared/deadlock   two schedules of a page\n"
         "  mpdemo diff 1x4 1.2 --format html -o d.html homework.c\n"
         "  mpdemo diff 1x4 1.2 -- ./racy 3           two schedules of a program";
}

std::string footer_of_report() {
  return "The files are those of --quiz-report and of check --format json. With --name WHO\n"
         "they say who it is, when it was and with which version; without, it is called by\n"
         "its file. Questions that most got wrong come first, with their right answers.\n\n"
         "Status 1: one of the files is no such report; the others are shown.\n\n"
         "Examples:\n"
         "  mpdemo fork --quiz-report ann.jsonl --name Ann   what Ann answers\n"
         "  mpdemo check join --format json -o ben.json --name Ben join.c\n"
         "  mpdemo report *.json *.jsonl                     the class\n"
         "  mpdemo report --format html -o class.html *.jsonl";
}

std::string footer_of_replay() {
  return "Keys, with --step:\n"
         "  Enter n Right PageDown      the next event\n"
         "  b Left PageUp               the previous event\n"
         "  Home, End                   the first event of the run, the last\n"
         "  c                           the rest of the run\n"
         "  q                           ends\n\n"
         "On a terminal of 70 x 20 or more that is the full screen, beside the source.\n"
         "With --step --follow you may look back while the run is still being written.\n\n" +
         formats_help() +
         "Examples:\n"
         "  mpdemo fork --format jsonl -o run.jsonl && mpdemo replay run.jsonl\n"
         "  mpdemo fork --format jsonl | mpdemo replay - --format lanes";
}

std::string footer_of_list() {
  return "Examples:\n"
         "  mpdemo list                       the lessons, and what you have finished\n"
         "  mpdemo list --topic deadlock      the demos about it";
}

std::string footer_of_lesson() {
  return "A lesson is a folder of ordinary programs in C, Python or shell; \"mpdemo help\n"
         "lessons\" says what is in it. Status 1: the check has found something.\n\n"
         "Examples:\n"
         "  mpdemo lesson new mine           writes a first one, which runs at once\n"
         "  mpdemo mine                      and runs it\n"
         "  mpdemo lesson check mine         what is wrong with it, file and line\n"
         "  mpdemo --lessons DIR list        lessons that are elsewhere";
}

std::string footer_of_help() {
  std::string topics_help = "Topics:\n";
  for (const auto& topic : topics()) {
    topics_help += fmt::format("  {:<12}{}\n", topic.name, topic.title);
  }
  return topics_help +
         "\nExamples:\n"
         "  mpdemo help         the first page\n"
         "  mpdemo help fork    the options of a lesson, like mpdemo fork --help";
}

std::string footer_of_completion() {
  return "Installing mpdemo brings it; otherwise it goes where the shell looks for it:\n"
         "  bash  ~/.local/share/bash-completion/completions/mpdemo\n"
         "  zsh   _mpdemo, in a folder that fpath has\n"
         "  fish  ~/.config/fish/completions/mpdemo.fish\n\n"
         "Examples:\n"
         "  mpdemo completion bash                 the script\n"
         "  mpdemo completion zsh > _mpdemo        the same for zsh, kept";
}

std::string footer_of_manual() {
  return "Examples:\n"
         "  mpdemo manual > mpdemo.1                      to be read by man ./mpdemo.1\n"
         "  mpdemo manual mpdemo-trace > mpdemo-trace.1   the same of mpdemo trace";
}

std::string footer_of_doctor() {
  return "Status 3: lessons cannot run here at all. Nothing is changed or installed.\n\n"
         "Examples:\n"
         "  mpdemo doctor                a line for each thing that mpdemo can use\n"
         "  mpdemo doctor > doctor.txt   the same, to be sent with a question";
}

std::string commands_and_topics(const Reference& all, const lessons::Catalogue& catalogue) {
  std::string text = "Commands, each with --help:\n";
  for (const auto& command : all) {
    const auto is_it = [&](const lessons::Lesson& lesson) { return lesson.name == command.name; };
    const bool is_lesson = std::any_of(catalogue.begin(), catalogue.end(), is_it);
    if (command.name.empty() || is_lesson) continue;
    text += fmt::format("  mpdemo {:<12} {}\n", command.name, command.description);
  }
  text += "\nTo read:\n";
  for (const auto& topic : topics())
    text += fmt::format("  mpdemo help {:<12} {}\n", topic.name, topic.title);
  return text;
}

std::string footer_of_show() {
  return "Examples:\n"
         "  mpdemo show fork                             all pages of a lesson\n"
         "  mpdemo show fork/basic --python > basic.py   one page, into a file";
}

std::string without_gaps(std::string help) {
  for (auto gap = help.find("\n\n\n"); gap != help.npos; gap = help.find("\n\n\n", gap))
    help.erase(gap, 1);
  return help;
}

}  // namespace app
