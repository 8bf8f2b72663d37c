#include <sys/stat.h>

#include "tests/app/mpdemo.hpp"

// Mistakes on the command line, and the sentence that says how to correct them:
// a table for each kind of mistake.

namespace {

using namespace tests;

struct Mistake {
  Arguments arguments;
  std::string fix;  ///< a part of the sentence
};

/// Each gets `status` and one sentence, in `folder`, and leaves nothing in it.
void check_all(const std::vector<Mistake>& mistakes, int status, const Folder& folder = {}) {
  const support::NothingLeft nothing_left;
  Options options;
  options.before_exec = [&] {
    REQUIRE(::chdir(folder.path().c_str()) == 0);
    become_nobody();
  };
  // If a folder of PATH is not accessible, a program in it is not reported as
  // missing.
  options.environment["PATH"] = "/usr/bin:/bin";
  const auto before = folder.names();
  for (const auto& [arguments, fix] : mistakes) {
    CAPTURE(arguments);
    const Finished finished = mpdemo(arguments, options);
    CHECK(finished.status == exited(status));
    CHECK(is_one_sentence(finished.error));
    CHECK_THAT(finished.error, ContainsSubstring(fix));
    if (status == 2) CHECK(finished.output.empty());
  }
  CHECK(folder.names() == before);
}

/// A folder, a file that is no record, half a record ...
void fill(const Folder& folder) {
  REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
  std::filesystem::create_directory(folder / "folder");
  const std::string record = mpdemo({"fork", "--demo", "basic", "--format", "jsonl"}).output;
  write_file(folder / "record", record);
  write_file(folder / "half", record.substr(0, record.size() / 2));
  write_file(folder / "empty", "");
  write_file(folder / "text", "hello\n");
  write_file(folder / "json", "{}\n");
  write_file(folder / "bytes", std::string("\xff\xfe\0\1", 4));
  write_file(folder / "secret", record);
  REQUIRE(::chmod((folder / "secret").c_str(), 0) == 0);
}

}  // namespace

TEST_CASE("A lesson, command or demo that is not there is answered with the one that was meant") {
  check_all(
      {
          {{"frok"}, "Did you mean \"fork\"?"},
          {{"forks"}, "Did you mean \"fork\"?"},
          {{"FORK"}, "Did you mean \"fork\"?"},
          {{"qeue"}, "Did you mean \"queue\"?"},
          {{"lst"}, "Did you mean \"list\"?"},
          {{"hlep"}, "Did you mean \"help\"?"},
          {{"help", "frok"}, "Did you mean \"fork\"?"},
          {{"help", "fork", "list"}, "help takes one name, and \"list\" is one more"},
          {{"version"}, "Did you mean \"--version\"?"},
          {{"basic"}, "Did you mean \"mpdemo fork --demo basic\"?"},
          {{"fork/bsic"}, "fork has no demo \"bsic\". Did you mean \"basic\"?"},
          {{"fork/"}, "Did you mean \"fork\"?"},
          {{"run", "fork"}, "Did you mean \"mpdemo fork\"?"},
          {{"run", "fork/basic", "--step"}, "Did you mean \"mpdemo fork/basic --step\"?"},
          {{"start", "basic"}, "Did you mean \"mpdemo fork --demo basic\"?"},
          {{"run", "list"}, "Did you mean \"mpdemo list\"?"},
          {{"run"}, "there is no lesson or command \"run\". \"mpdemo list\" lists them all"},
          {{"handover"}, "\"mpdemo queue --demo handover\" or \"mpdemo pipe --demo handover\"?"},
          {{"xyzzy"}, "\"mpdemo list\" lists them all"},
          {{""}, "\"mpdemo list\" lists them all"},
          {{"x"}, "there is no lesson or command \"x\". \"mpdemo list\""},
          {{"fr\x1b[31mok\n"}, "there is no lesson or command \"fr\\x1b[31mok\\n\""},
          {{"fork", "process"}, "one lesson or command at a time"},
          {{"list", "frok"}, "there is no lesson \"frok\". Did you mean \"fork\"?"},
          {{"list", "basic"}, "Did you mean \"fork/basic\"?"},
          {{"list", "fork", "pool"}, "list takes one name, and \"pool\" is one more"},
          {{"fork", "bsic"}, "fork has no demo \"bsic\". Did you mean \"basic\"?"},
          {{"fork", "race"}, "Did you mean \"mpdemo shared --demo race\"?"},
          {{"fork", "basic", "variables"}, "takes one name, and \"variables\" is one more"},
          {{"fork", "basic", "--demo", "basic"}, "the demo is given twice: keep one of them"},
          {{"fork", "step"}, "Did you mean \"--step\"?"},
          {{"fork", "xyzzy"}, "\"mpdemo fork --help\" has its options"},
          {{"fork", "--demo", "bsic"}, "Did you mean \"basic\"?"},
          {{"fork", "--demo", "BASIC"}, "Did you mean \"basic\"?"},
          {{"fork", "--demo", "race"},
           "--demo is one of basic, variables, tree, doubled, flushed, not \"race\""},
          {{"fork", "--demo", "basic,variables"}, "--demo is one of basic, variables"},
          {{"show"}, "as in \"mpdemo show fork/basic\""},
          {{"show", ""}, "as in \"mpdemo show fork/basic\""},
          {{"show", "frok"}, "Did you mean \"fork\"?"},
          {{"show", "Fork/basic"}, "Did you mean \"fork\"?"},
          {{"show", "fork/basci"}, "Did you mean \"fork/basic\"?"},
          {{"show", "fork/"}, "It has fork/basic, fork/variables"},
          {{"show", "variables"}, "Did you mean \"fork/variables\"?"},
          {{"show", "fork/race"}, "Did you mean \"shared/race\"?"},
          {{"show", "fork", "basic"}, "show takes one name, and \"basic\" is one more"},
          {{"replay", "a", "b"}, "replay takes one name, and \"b\" is one more"},
      },
      2);
}

TEST_CASE("An option that is not there is answered with the one that was meant, or its place") {
  check_all(
      {
          {{"--hlep"}, "Did you mean \"--help\"?"},
          {{"--versoin"}, "Did you mean \"--version\"?"},
          {{"--xyzzy"}, "\"mpdemo --help\" has its options"},
          {{"-x"}, "\"mpdemo --help\" has its options"},
          {{"--step"}, "belongs after a lesson or a command, as in \"mpdemo fork --step\""},
          {{"-v", "fork"}, "-v belongs after fork: mpdemo fork -v"},
          {{"fork", "--stpe"}, "Did you mean \"--step\"?"},
          {{"fork", "--formt=jsonl"}, "Did you mean \"--format\"?"},
          {{"fork", "--colour", "never"}, "Did you mean \"--color\"?"},
          {{"fork", "--sched", "1"}, "Did you mean \"--schedule\"?"},
          {{"fork", "-V"}, "Did you mean \"-v\"?"},
          {{"fork", "-x"}, "\"mpdemo fork --help\" has its options"},
          {{"pool", "--wrokers", "3"}, "Did you mean \"--workers\"?"},
          {{"queue", "--workers", "3"}, "is an option of \"mpdemo pool\""},
          {{"replay", "x", "--python"}, "is an option of \"mpdemo fork\""},
          {{"list", "--json"}, "\"mpdemo list --help\" has its options"},
          {{"show", "--pyhton", "fork"}, "Did you mean \"--python\"?"},
          {{"replay", "x", "--follw"}, "Did you mean \"--follow\"?"},
          {{"replay", "x", "--demo", "basic"}, "is an option of \"mpdemo fork\""},
      },
      2);
}

TEST_CASE("A value that is none of a few is answered with them, and the one that was meant") {
  check_all(
      {
          {{"fork", "--format", "jsnol"}, "Did you mean \"jsonl\"?"},
          {{"fork", "--format", "JSON"}, "Did you mean \"jsonl\"?"},
          {{"fork", "--format", "pdf"}, "--format is one of text, lanes, raw, jsonl, svg, html"},
          {{"fork", "--format", "jsonl,raw"}, "--format is one of text, lanes"},
          {{"fork", "--ids", "stabel"}, "Did you mean \"stable\"?"},
          {{"fork", "--ids", "none"}, "--ids is one of real, stable, not \"none\""},
          {{"fork", "--time", "wal"}, "Did you mean \"wall\"?"},
          {{"fork", "--time", "abs"}, "--time is one of relative, wall, none, not \"abs\""},
          {{"fork", "--color", "nevr"}, "Did you mean \"never\"?"},
          {{"fork", "--color", "yes"}, "--color is one of auto, always, never, not \"yes\""},
          {{"fork", "--quiz", "onyl"}, "Did you mean \"only\"?"},
          {{"fork", "--quiz", "yes"}, "--quiz is one of on, off, only, not \"yes\""},
          {{"list", "--format", "jso"}, "Did you mean \"json\"?"},
          {{"list", "--format", "xml"}, "--format is one of text, json, not \"xml\""},
          {{"replay", "x", "--format", "lane"}, "Did you mean \"lanes\"?"},
      },
      2);
}

TEST_CASE("An option without its value, with an empty one, or given twice is refused") {
  std::vector<Mistake> mistakes = {
      {{"fork", "--demo"}, "--demo needs a value: --demo NAME"},
      {{"fork", "--demo="}, "--demo needs a value: --demo NAME"},
      {{"fork", "--demo", "--step"},
       "--demo is one of basic, variables, tree, doubled, flushed, not"},
      {{"fork", "-o"}, "-o needs a value: -o FILE"},
      {{"fork", "--ids"}, "--ids needs a value: --ids real|stable"},
      {{"pool", "--workers"}, "--workers needs a value: --workers N"},
      {{"list", "--format"}, "--format needs a value: --format text|json"},
      {{"replay", "x", "--format"}, "\"mpdemo replay --help\" has the options"},
      {{"trace", "--runs", "", "--", "ls"}, "give one, or leave --runs out"},
      {{"queue", "--items", ""}, "give one, or leave --items out"},
      {{"pool", "--workers", ""}, "give one, or leave --workers out"},
      {{"fork", "--format", ""}, "--format is one of text, lanes, raw, jsonl"},
      {{"fork", "--ids", ""}, "--ids is one of real, stable"},
      {{"fork", "--time", ""}, "--time is one of relative, wall, none"},
      {{"fork", "--color", ""}, "--color is one of auto, always, never"},
      {{"replay", ""}, "name its file, or send it to standard input"},
      {{"fork", "--demo", "basic", "--demo", "variables"}, "--demo is given twice: keep one"},
      {{"fork", "--ids", "real", "--ids", "stable"}, "--ids is given twice: keep one"},
      {{"fork", "-o", "a", "-o", "b"}, "-o is given twice: keep one"},
      {{"fork", "--step=3"}, "--step takes no value: write --step alone"},
      {{"fork", "--ascii=no"}, "--ascii takes no value: write --ascii alone"},
  };
  for (const std::string option : {"--demo", "-o", "--pace", "--timeout", "--speed", "--seed",
                                   "--schedule", "--runs", "--budget", "--quiz", "--quiz-report"})
    mistakes.push_back({{"fork", option, ""}, "give one, or leave " + option + " out"});
  check_all(mistakes, 2);
}

TEST_CASE("A number or a duration that cannot be is answered with what can") {
  const std::string duration = " takes a duration like 500ms, 2s or 1m";
  const std::string limits = " takes a duration between 0s and 24 hours";
  const std::string factor = "--speed takes a factor above 0 and up to a million, like 10 or 0.5";
  const std::string seed = "--seed takes a whole number from 0 to 18446744073709551615";
  const std::string workers = "--workers takes a whole number from 1 to 2000";
  check_all(
      {
          {{"fork", "--pace", "1"}, "--pace" + duration},
          {{"fork", "--pace", "1h"}, "--pace" + duration},
          {{"fork", "--pace", "1 s"}, "--pace" + duration},
          {{"fork", "--pace", "nan"}, "--pace" + duration},
          {{"fork", "--pace", "-1s"}, "--pace" + limits},
          {{"fork", "--pace", "1e9s"}, "--pace" + limits},
          {{"fork", "--timeout", "soon"}, "--timeout" + duration},
          {{"fork", "--timeout", "99999m"}, "--timeout" + limits},
          {{"fork", "--timeout", "0s"}, "use a longer one, like 5s"},
          {{"fork", "--outcomes", "--budget", "x"}, "--budget" + duration},
          {{"fork", "--speed", "0"}, factor},
          {{"fork", "--speed", "-1"}, factor},
          {{"fork", "--speed", "ten"}, factor},
          {{"fork", "--speed", "10x"}, factor},
          {{"fork", "--speed", "1,5"}, factor},
          {{"fork", "--speed", "nan"}, factor},
          {{"fork", "--speed", "1e9"}, factor},
          {{"fork", "--seed", "x"}, seed},
          {{"fork", "--seed", "-1"}, seed},
          {{"fork", "--challenge", "x"}, "--challenge takes a whole number from 0"},
          {{"fork", "--seed", "1.5"}, seed},
          {{"fork", "--seed", "99999999999999999999"}, seed},
          {{"fork", "--outcomes", "--runs", "-1"}, "--runs takes a whole number from 0"},
          {{"fork", "--outcomes", "--runs", "9999999999"}, "--runs takes a whole number from 0"},
          {{"trace", "--runs", "0", "--", "ls"}, "--runs takes a whole number from 1 to 1000000"},
          {{"trace", "--runs", "-1", "--", "ls"}, "--runs takes a whole number from 1"},
          {{"trace", "--runs", "ten", "--", "ls"}, "--runs takes a whole number from 1"},
          {{"pool", "--workers", "0"}, workers},
          {{"pool", "--workers", "-3"}, workers},
          {{"pool", "--workers", "99999"}, workers},
          {{"pool", "--workers", "two"}, workers},
          {{"pool", "--tasks", "1e3"}, "--tasks takes a whole number from 1 to 1000000"},
          {{"shared", "--processes", "501"}, "--processes takes a whole number from 1 to 500"},
          {{"shared", "--increments", "0"}, "--increments takes a whole number from 1"},
      },
      2);
}

TEST_CASE("Options that exclude each other are answered with which to leave out") {
  check_all(
      {
          {{"fork", "--step", "--auto"}, "exclude each other: use only one"},
          {{"fork", "--step", "--pace", "1s"}, "use only one"},
          {{"fork", "--step", "--format", "jsonl"}, "with -o, or use --auto"},
          {{"fork", "--runs", "3"}, "--runs goes with --outcomes: add that"},
          {{"fork", "--budget", "1s"}, "--budget goes with --outcomes: add that"},
          {{"fork", "--jobs", "2"}, "--jobs goes with --outcomes: add that"},
          {{"fork", "--outcomes", "--jobs", "0"}, "--jobs"},
          {{"fork", "--every-order"}, "--every-order goes with --outcomes: add that"},
          {{"fork", "--outcomes", "--step"}, "takes no --step: leave out one of them"},
          {{"fork", "--outcomes", "--pace", "1s"}, "takes no --pace: leave out one of them"},
          {{"fork", "--outcomes", "--seed", "1"}, "takes no --seed: leave out one of them"},
          {{"fork", "--outcomes", "--challenge", "1"},
           "takes no --challenge: leave out one of them"},
          {{"fork", "--challenge", "1", "--seed", "1"}, "--seed chooses for you: use only one"},
          {{"fork", "basic", "--challenge", "1", "--schedule", "1"}, "--schedule chooses for you"},
          {{"fork", "--challenge", "1", "--pace", "1s"}, "takes no --pace: use only one"},
          {{"fork", "--challenge", "1", "--auto"}, "takes no --auto: use only one"},
          {{"fork", "--challenge", "1", "--quiz", "on"}, "takes no --quiz: use only one"},
          {{"trace", "--challenge", "1", "--outcomes", "--", "ls"}, "takes no --challenge"},
          {{"trace", "--challenge", "1", "--runs", "3", "--", "ls"}, "--challenge is about one"},
          {{"trace", "--challenge", "1", "--timeout", "3s", "--", "ls"}, "while --challenge waits"},
          {{"fork", "--list", "3"}, "--list goes with --outcomes: add that, or leave it out"},
          {{"fork", "--outcomes", "--list", "many"}, "--list"},
          {{"fork", "--outcomes", "--format", "raw"},
           "as one of text, jsonl, json, svg, html, dot, not as raw: use one"},
          {{"fork", "--outcomes", "--format", "dto"}, "Did you mean \"dot\"?"},
          {{"fork", "--format", "dot"}, "dot shows all outcomes and is for --outcomes"},
          {{"replay", "x", "--format", "dot"}, "is for --outcomes"},
          {{"trace", "--format", "json", "--", "ls"}, "is for --outcomes"},
          {{"fork", "--outcomes", "--quiz", "on"}, "takes no --quiz on: use only one"},
          {{"fork", "--quiz", "on", "--auto"}, "leave out --auto"},
          {{"fork", "--quiz", "on", "--pace", "1s"}, "leave out --pace"},
          {{"fork", "--quiz", "only", "--step"}, "use only one"},
          {{"fork", "--quiz", "off", "--quiz-report", "x"}, "use only one"},
          {{"fork", "--python"}, "add --trace. To read it: mpdemo show fork --python"},
          {{"fork", "--trace"}, "--trace goes with --python, for the twin of a demo: add that"},
          {{"fork", "--python", "--trace", "--step"}, "leave out --step"},
          {{"fork", "--python", "--trace", "--outcomes"}, "leave out --outcomes"},
          {{"fork", "--python", "--trace", "--quiz", "on"}, "leave out --quiz"},
          {{"fork", "--python", "--trace", "--seed", "1"}, "leave out --seed"},
          {{"queue", "--python", "--trace", "--speed", "9"}, "cannot follow --speed: leave out"},
          {{"queue", "--python", "--trace", "--items", "a"}, "cannot follow --items: leave out"},
          {{"pool", "--python", "--trace", "--workers", "3"}, "leave out --workers"},
          {{"trace", "--runs", "3", "--format", "lanes", "--", "ls"},
           "as text or jsonl, not as lanes"},
          {{"trace", "--runs", "3", "--format", "raw", "--", "ls"}, "or leave out --runs"},
          {{"trace", "--runs", "3"}, "trace needs a program"},
          {{"trace", "--runs", "3", "--step", "--", "ls"}, "--step is about one: use only one"},
          {{"trace", "--runs", "3", "--seed", "1", "--", "ls"}, "--seed is about one"},
          {{"trace", "--observe", "output", "--schedule", "1", "--", "ls"}, "as --schedule does"},
          {{"trace", "--schedule", "1", "--seed", "1", "--", "ls"}, "use only one"},
          {{"trace", "--schedule", "1xx", "--", "ls"}, "\"1xx\" is not a schedule"},
          {{"trace", "--runs", "3", "--threads", "--", "ls"}, "leave out --threads"},
          {{"trace", "--observe", "output", "--threads", "--", "ls"}, "sees no threads"},
          {{"fork", "--lang", "fr"}, "--lang is one of"},
          {{"fork", "--lang", "zh_CN"}, "--lang is one of en, zh-Hant"},
          {{"fork", "--theme", "blue"}, "--theme is one of"},
          {{"replay", "x", "--step", "--auto"}, "exclude each other: use only one"},
          {{"replay", "x", "--step", "-o", "y"}, "use only one"},
          {{"replay", "x", "--step", "--format", "jsonl"}, "use one of these, or --auto"},
      },
      2);
}

TEST_CASE("A parameter that a demo does not use is answered with the demo that does") {
  check_all(
      {
          {{"pool", "--demo", "five", "--workers", "3"},
           "pool/five does not take --workers, which is for pool/default: leave it out"},
          {{"pool", "five", "--tasks", "7"}, "pool/five does not take --tasks"},
          {{"pipe", "duplex", "--items", "a"}, "which is for pipe/handover"},
          {{"shared", "value", "--increments", "5"}, "which is for shared/race"},
          {{"shared/array", "--processes", "5"}, "shared/array does not take --processes"},
          {{"shared", "deadlock", "--processes", "9"}, "leave it out, or choose that demo"},
          {{"shared", "ordered", "--increments", "1", "--step"}, "which is for shared/race"},
      },
      2);
}

TEST_CASE("A program that is not after the mark is answered with where it goes") {
  check_all(
      {
          {{"trace", "ls"}, "the program comes after \"--\": mpdemo trace -- ls."},
          {{"trace", "ls", "-la"}, "mpdemo trace -- ls -la."},
          {{"trace", "--format", "lanes", "ls", "-l", "a b"},
           "mpdemo trace --format lanes -- ls -l 'a b'."},
          {{"trace", "ls", "-x", "--format", "lanes"}, "mpdemo trace --format lanes -- ls -x."},
          {{"trace", "lanes", "--", "ls"}, "\"lanes\" is before \"--\""},
          {{"trace", "--stpe", "ls"}, "Did you mean \"--step\"?"},
          {{"trace", "--stpe", "--", "ls"}, "Did you mean \"--step\"?"},
      },
      2);
}

TEST_CASE("A program that cannot be run is answered with why, and with what can") {
  const Folder folder;
  fill(folder);
  const auto add = [&](const std::string& name, const std::string& text, mode_t mode) {
    write_file(folder / name, text);
    REQUIRE(::chmod((folder / name).c_str(), mode) == 0);
  };
  add("script", "#!/no/such/thing\n", 0755);
  add("from-windows", "#!/bin/sh\r\n", 0755);
  add("homework.py", "print(1)\n", 0644);
  const auto run = [](std::initializer_list<std::string> program) {
    return together({"trace", "--"}, program);
  };
  check_all(
      {
          {run({"ls -la"}), "its words are separate ones: mpdemo trace -- ls -la."},
          {run({"ls -l", "a b"}), "mpdemo trace -- ls -l 'a b'."},
          {run({"no-such-program-here"}), "check its name, or write its path"},
          {run({"text", "x"}), "the file in this folder: mpdemo trace -- ./text x."},
          {run({"/no/such"}), "there is no such file; check its path"},
          {run({"./script"}), "its first line names /no/such/thing, which does not exist"},
          {run({"./from-windows"}), "its lines end as those of Windows do"},
      },
      127, folder);
  check_all(
      {
          {run({"./folder"}), "it is a folder; name a program in it"},
          {run({"./text"}), "allow it: chmod +x ./text."},
          {run({"./homework.py", "3"}), "or mpdemo trace -- python3 ./homework.py 3."},
      },
      126, folder);
}

TEST_CASE("A file where a lesson should be is answered with the command that takes it") {
  const Folder folder;
  fill(folder);
  write_file(folder / "run.jsonl", "");
  const std::string program = folder / "text";
  check_all(
      {
          {{program}, "Did you mean \"mpdemo try " + program + "\"?"},
          {{"run", program}, "Did you mean \"mpdemo try " + program + "\"?"},
          {{"run.jsonl"}, "Did you mean \"mpdemo replay run.jsonl\"?"},
      },
      2, folder);
}

TEST_CASE("A schedule that is none, or does not fit, is answered with one that does") {
  const std::string form = "write one like 1x3.2x2.1";
  check_all(
      {
          {{"fork", "--schedule", "1x3"}, "add --demo NAME"},
          {{"fork", "--demo", "basic", "--schedule", "x"}, form},
          {{"fork", "--demo", "basic", "--schedule", "1,2"}, form},
          {{"fork", "--demo", "basic", "--schedule", "0x1"}, form},
          {{"fork", "--demo", "basic", "--schedule", "1x0"}, form},
          {{"fork", "--demo", "basic", "--schedule", "1x999999999999"}, form},
          {{"fork", "--demo", "basic", "--schedule", "1", "--seed", "3"}, "use only one"},
      },
      2);
  check_all(
      {
          {{"fork", "--demo", "basic", "--schedule", "9"}, "these could act there: 1 (parent)"},
          {{"fork", "--demo", "basic", "--schedule", "1x99"}, "these could act there: 2 (child-1)"},
      },
      1);
}

TEST_CASE("A file that cannot be read or written is answered with what to do about it") {
  const Folder folder;
  fill(folder);
  const auto write = [](const char* file) { return Arguments{"fork", "-o", file}; };
  check_all(
      {
          {{"replay", "missing"}, "record a run first: mpdemo fork --format jsonl -o missing"},
          {{"replay", "text/x"}, "text is no folder; check the name"},
          {{"replay", "folder"}, "it is a folder; name a record in it"},
          {{"replay", "secret"}, "have its owner allow it: chmod +r secret"},
          {write("folder"), "it is a folder; name a file in it, like folder/run"},
          {write("missing/x"), "there is no folder missing; make it first"},
          {write("text/x"), "text is no folder; name a file beside it"},
          {write("new"), "name a file in a folder of your own"},
          {write("/proc/x"), "name a file in a folder of your own"},
          {write("/dev/full"), "make room there, or name a file elsewhere"},
      },
      3, folder);
  check_all({{{"replay", "record", "-o", "record"}, "-o would replace the record record itself"}},
            2, folder);
  std::vector<Mistake> no_records;
  for (const char* file : {"half", "empty", "text", "json", "bytes", "/dev/null"})
    no_records.push_back({{"replay", file}, "A record is what --format jsonl writes"});
  check_all(no_records, 1, folder);
}

TEST_CASE("What needs a terminal says so where there is none") {
  const Folder folder;
  fill(folder);
  check_all(
      {
          {{"fork", "--step"}, "Leave it out, or use --auto"},
          {{"fork", "--quiz", "on"}, "--quiz needs a terminal"},
          {{"fork", "--quiz-report", "/dev/null"}, "--quiz-report needs a terminal"},
          {{"replay", "record", "--step"}, "Leave it out, or use --auto"},
      },
      3, folder);
}
