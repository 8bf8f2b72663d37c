#include "app/cli/completion.hpp"

#include <set>

#include "app/cli/args/values.hpp"
#include "app/cli/command_line.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"

// What stands on the line after the Tab key, in the shells themselves.

namespace {

using namespace tests;

/// A shell at its prompt, with mpdemo's completion: after the Tab key, Ctrl-G prints
/// the line as it stands.
struct RealShell {
  std::string name;
  Arguments arguments;
  std::string prepare;
};

const std::vector<RealShell> kShells = {
    {"bash",
     {"--norc", "--noprofile", "-i"},
     "bind -x '\"\\C-g\": echo \"<$READLINE_LINE>\"'; PS1='ready> '; source ./script"},
    {"zsh",
     {"-f", "-i"},
     "autoload -Uz compinit; compinit -u -D; source ./script; "
     "show() { echo; echo \"<$BUFFER>\"; }; zle -N show; bindkey '^G' show; PS1='ready> '"},
    {"fish",
     {"--no-config", "-i"},
     "bind \\cg 'echo; echo \"<\"(commandline)\">\"'; source ./script; "
     "function fish_prompt; echo 'ready> '; end"},
};

/// What is typed, and what Tab makes of it.
const std::vector<std::pair<std::string, std::string>> kLines = {
    {"mpdemo que", "mpdemo queue "},
    {"mpdemo fork var", "mpdemo fork variables "},
    {"mpdemo fork/var", "mpdemo fork/variables "},
    {"mpdemo shared --demo dead", "mpdemo shared --demo deadlock "},
    {"mpdemo fork --forma", "mpdemo fork --format "},
    {"mpdemo fork --format mer", "mpdemo fork --format mermaid "},
    {"mpdemo fork --format=mer", "mpdemo fork --format=mermaid "},
    {"mpdemo --lang zh", "mpdemo --lang zh-Hant "},
    {"mpdemo --lang en pool --quiz of", "mpdemo --lang en pool --quiz off "},
    {"mpdemo show shared/ord", "mpdemo show shared/ordered "},
    {"mpdemo help sett", "mpdemo help settings "},
    {"mpdemo list --format j", "mpdemo list --format json "},
    {"mpdemo completion z", "mpdemo completion zsh "},
    {"mpdemo replay a-ru", "mpdemo replay a-run.jsonl "},
    {"mpdemo queue --step -o a-ru", "mpdemo queue --step -o a-run.jsonl "},
    {"mpdemo fork --format d", "mpdemo fork --format dot "},
    {"mpdemo trace --format lan", "mpdemo trace --format lanes "},
    {"mpdemo trace -- mpdemo-own-pro", "mpdemo trace -- mpdemo-own-program "},
    {"mpdemo trace -- cat a-ru", "mpdemo trace -- cat a-run.jsonl "},
};

void check_completes(const RealShell& shell) {
  const support::NothingLeft nothing_left;
  if (!support::has_program(shell.name)) return;
  const Folder folder;
  write_file(folder / "script", mpdemo({"completion", shell.name}).output);
  write_file(folder / "a-run.jsonl", "");
  write_file(folder / "mpdemo-own-program", "#!/bin/sh\n");
  std::filesystem::permissions(folder / "mpdemo-own-program", std::filesystem::perms::owner_all);
  Options options = support::on_terminal();
  options.columns = 200;
  options.environment["PATH"] = folder.path().string() + ":/usr/bin:/bin";
  options.environment["HOME"] = folder.path().string();
  options.environment["XDG_CONFIG_HOME"] = folder / "config";
  options.environment["XDG_DATA_HOME"] = folder / "data";
  options.environment["TERM"] = "xterm";
  options.before_exec = [&] { REQUIRE(::chdir(folder.path().c_str()) == 0); };
  Program program(shell.name, shell.arguments, options);
  program.send_keys(shell.prepare + "\n");
  program.expect("ready> ");
  for (const auto& [typed, completed] : kLines) {
    CAPTURE(shell.name, typed);
    program.send_keys(typed + "\t\a");
    CHECK_NOTHROW(program.expect("<" + completed + ">"));
    program.send_keys("\x15");  // Ctrl-U: an empty line again
  }
  program.send_keys("exit\n");
  program.wait();
}

}  // namespace

TEST_CASE("bash completes commands and demos and options and their values") {
  check_completes(kShells[0]);
}

TEST_CASE("zsh completes commands and demos and options and their values") {
  check_completes(kShells[1]);
}

TEST_CASE("fish completes commands and demos and options and their values") {
  check_completes(kShells[2]);
}

TEST_CASE("Each word that a command takes is of a kind that completion knows") {
  const auto& catalogue = lessons::catalogue();
  const app::Reference all = app::reference(catalogue);
  for (const auto& command : all) {
    for (const auto& word : command.words) {
      CAPTURE(command.name, word.names, word.value);
      if (!word.value.empty()) CHECK(app::values_of(word, command, all, catalogue).has_value());
    }
  }
}

TEST_CASE("Each command and option is in the completion of each shell") {
  const auto& catalogue = lessons::catalogue();
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const std::string script = mpdemo({"completion", shell}).output;
    for (const auto& command : app::reference(catalogue)) {
      CHECK_THAT(script, ContainsSubstring(command.name));
      for (const auto& word : command.words) {
        for (const auto& name : word.names) CHECK_THAT(script, ContainsSubstring(name));
      }
    }
  }
}

TEST_CASE("A completion is asked for by the name of its shell") {
  check_refused({"completion"}, "mpdemo completion bash");
  check_refused({"completion", "bahs"}, "Did you mean \"bash\"?");
}
