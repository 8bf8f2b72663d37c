#include "app/cli/completion.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "app/cli/args/values.hpp"

namespace app {
namespace {

// Each script has two tables and a walk along the words that stand there already.
// The tables are made here; what a place is called is "fork:--format", "fork:1" or,
// where the command is to be, ":1".

/// What one or several places take.
struct Row {
  std::vector<std::string> places;
  Values values;
};

bool are_equal(const Values& one, const Values& other) {
  if (one.kind != other.kind || one.words.size() != other.words.size()) return false;
  for (std::size_t i = 0; i < one.words.size(); ++i) {
    if (one.words[i].word != other.words[i].word ||
        one.words[i].description != other.words[i].description)
      return false;
  }
  return true;
}

void add(std::vector<Row>& rows, std::string place, Values values) {
  for (auto& row : rows) {
    if (!are_equal(row.values, values)) continue;
    row.places.push_back(std::move(place));
    return;
  }
  rows.push_back({{std::move(place)}, std::move(values)});
}

/// What may follow the options that take something, and stand where no option does.
std::vector<Row> rows_of(const Reference& all, const lessons::Catalogue& catalogue) {
  std::vector<Row> rows;
  add(rows, ":1", first_words(all, catalogue));
  for (const auto& command : all) {
    int place = 0;
    for (const auto& word : command.words) {
      if (word.value.empty()) continue;
      const Values values = values_of(word, command, all, catalogue).value_or(Values{});
      if (!word.is_option()) add(rows, fmt::format("{}:{}", command.name, ++place), values);
      for (const auto& name : word.names)
        add(rows, fmt::format("{}:{}", command.name, name), values);
    }
  }
  return rows;
}

std::vector<Values::Value> options_of(const CommandReference& command) {
  std::vector<Values::Value> options;
  for (const auto& word : command.words) {
    for (const auto& name : word.names) options.push_back({name, word.description});
  }
  return options;
}

std::string kind_of(const Values& values) {
  switch (values.kind) {
    case Values::Kind::words:
      return "words";
    case Values::Kind::files:
      return "files";
    case Values::Kind::program:
      return "program";
    case Values::Kind::open:
      break;
  }
  return "open";
}

/// As one word, for all three shells: none of ours has a backslash in it.
std::string quoted(const std::string& text, std::string_view apostrophe) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string(apostrophe) : std::string(1, c);
  return word + "'";
}

std::string put_into(std::string script, std::string_view mark, const std::string& text) {
  const auto at = script.find(mark);
  return script.replace(at, mark.size(), text);
}

// bash and zsh

/// How one of the two writes a value into its list.
using AsWord = std::string (*)(const Values::Value&);

std::string plain(const Values::Value& value) {
  return value.word;
}

std::string described(const Values::Value& value) {
  return quoted(value.word + ":" + value.description, "'\\''");
}

std::string list_of(const std::vector<Values::Value>& values, AsWord as_word) {
  std::vector<std::string> words;
  for (const auto& value : values) words.push_back(as_word(value));
  return fmt::format("({})", fmt::join(words, " "));
}

std::string cases_of_values(const std::vector<Row>& rows, AsWord as_word) {
  std::string text;
  for (const auto& row : rows) {
    text += fmt::format("    {}) kind={}", fmt::join(row.places, " | "), kind_of(row.values));
    if (row.values.kind == Values::Kind::words)
      text += " values=" + list_of(row.values.words, as_word);
    text += " ;;\n";
  }
  return text;
}

std::string cases_of_options(const Reference& all, AsWord as_word) {
  std::string text;
  for (const auto& command : all) {
    text += fmt::format("    {}) values={} ;;\n", command.name.empty() ? "''" : command.name,
                        list_of(options_of(command), as_word));
  }
  return text;
}

constexpr std::string_view kBash =
    R"(# bash completion for mpdemo: what "mpdemo completion bash" prints.

_mpdemo_values() { # command, option or number of a place
  values=() kind=words
  case $1:$2 in
@VALUES@    *) return 1 ;;
  esac
}

_mpdemo_options() { # command
  values=() kind=words
  case $1 in
@OPTIONS@  esac
}

# What stands after "--" is a command line of its own.
_mpdemo_program() { # where it begins
  if declare -F _comp_command_offset >/dev/null; then
    _comp_command_offset "$1"
  elif declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif ((COMP_CWORD == $1)); then
    mapfile -t COMPREPLY < <(compgen -c -- "$cur")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}

_mpdemo() {
  local cur=${COMP_WORDS[COMP_CWORD]} command='' option='' kind='' word
  local -i given=0 at
  local -a values=()
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=${COMP_WORDS[at]}
    if [[ -n $option ]]; then
      # Of --format=lanes bash makes three words.
      [[ $word == '=' ]] || option=''
    elif [[ $word == '--' ]]; then
      _mpdemo_values "$command" 1 && [[ $kind == program ]] && _mpdemo_program $((at + 1))
      return
    elif [[ $word == -* ]]; then
      ! _mpdemo_values "$command" "$word" || option=$word
    elif [[ -z $command ]]; then
      command=${word%%/*}
      [[ $word != */* ]] || given=1
    else
      given+=1
    fi
  done
  [[ $cur != '=' ]] || cur=''
  if [[ -n $option ]]; then
    _mpdemo_values "$command" "$option"
  elif [[ $cur == -* ]] || ! _mpdemo_values "$command" $((given + 1)); then
    _mpdemo_options "$command"
  fi
  case $kind in
    program) COMPREPLY=(--) ;;
    files)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      ;;
    words)
      for word in "${values[@]}"; do
        # Whole names, fork/basic, are for those who type the slash.
        [[ $word == */* && $cur != */* ]] || [[ $word != "$cur"* ]] || COMPREPLY+=("$word")
      done
      ;;
  esac
}

complete -o nosort -F _mpdemo mpdemo
)";

constexpr std::string_view kZsh = R"(#compdef mpdemo
# zsh completion for mpdemo: what "mpdemo completion zsh" prints.

_mpdemo_values() { # command, option or number of a place
  values=() kind=words
  case $1:$2 in
@VALUES@    *) return 1 ;;
  esac
}

_mpdemo_options() { # command
  values=() kind=words
  case $1 in
@OPTIONS@  esac
}

_mpdemo() {
  local command='' option='' kind='' word
  local -i given=0 at
  local -a values shown
  for ((at = 2; at < CURRENT; at++)); do
    word=${words[at]}
    if [[ -n $option ]]; then
      option=''
    elif [[ $word == '--' ]]; then
      # What stands after it is a command line of its own.
      _mpdemo_values "$command" 1 && [[ $kind == program ]] || return 1
      words=("${(@)words[at + 1,-1]}")
      ((CURRENT -= at))
      _normal
      return
    elif [[ $word == -*=* ]]; then
      continue
    elif [[ $word == -* ]]; then
      if _mpdemo_values "$command" "$word"; then option=$word; fi
    elif [[ -z $command ]]; then
      command=${word%%/*}
      if [[ $word == */* ]]; then given=1; fi
    else
      given+=1
    fi
  done
  if [[ -z $option ]] && compset -P '--*='; then option=${IPREFIX%=}; fi
  if [[ -n $option ]]; then
    _mpdemo_values "$command" "$option" || return 1
  elif [[ $PREFIX == -* ]] || ! _mpdemo_values "$command" $((given + 1)); then
    _mpdemo_options "$command"
  fi
  case $kind in
    program) compadd -- -- ;;
    files) _files ;;
    words)
      for word in "${values[@]}"; do
        # Whole names, fork/basic, are for those who type the slash.
        if [[ ${word%%:*} != */* || $PREFIX == */* ]]; then shown+=("$word"); fi
      done
      _describe -V mpdemo shown
      ;;
  esac
}

if [[ ${funcstack[1]} == _mpdemo ]]; then
  _mpdemo "$@"
else
  compdef _mpdemo mpdemo
fi
)";

// fish

std::string printed(const std::vector<Values::Value>& values) {
  std::string text = "printf '%s\\t%s\\n'";
  for (const auto& value : values) {
    text += fmt::format(" {} {}", quoted(value.word, "\\'"), quoted(value.description, "\\'"));
  }
  return text;
}

std::string fish_values(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& row : rows) {
    std::vector<std::string> places;
    for (const auto& place : row.places) places.push_back(quoted(place, "\\'"));
    text +=
        fmt::format("    case {}\n      echo {}\n", fmt::join(places, " "), kind_of(row.values));
    if (row.values.kind == Values::Kind::words)
      text += fmt::format("      {}\n", printed(row.values.words));
  }
  return text;
}

std::string fish_options(const Reference& all) {
  std::string text;
  for (const auto& command : all) {
    text += fmt::format("    case {}\n      {}\n", quoted(command.name, "\\'"),
                        printed(options_of(command)));
  }
  return text;
}

constexpr std::string_view kFish =
    R"(# fish completion for mpdemo: what "mpdemo completion fish" prints.

# Prints what kind of word that is, and on further lines which there are.
function __mpdemo_values # command, option or number of a place
  switch "$argv[1]:$argv[2]"
@VALUES@    case '*'
      return 1
  end
end

function __mpdemo_options # command
  switch "$argv[1]"
@OPTIONS@  end
end

function __mpdemo_complete
  set -l typed (commandline -opc)
  set -l current (commandline -ct)
  set -l command ''
  set -l option ''
  set -l before ''
  set -l given 0
  set -l found
  for at in (seq 2 (count $typed))
    set -l word $typed[$at]
    if test -n "$option"
      set option ''
    else if test "$word" = --
      # What stands after it is a command line of its own.
      set found (__mpdemo_values "$command" 1)
      and test "$found[1]" = program
      and set -e typed[1..$at]
      and complete -C (string join ' ' -- (string escape -- $typed) $current)
      return
    else if string match -q -- '-*=*' $word
      continue
    else if string match -q -- '-*' $word
      __mpdemo_values "$command" $word >/dev/null
      and set option $word
    else if test -z "$command"
      set command (string split -m 1 / -- $word)[1]
      string match -q -- '*/*' $word
      and set given 1
    else
      set given (math $given + 1)
    end
  end
  if test -z "$option"; and string match -q -- '--*=*' $current
    set option (string split -m 1 = -- $current)[1]
    set before "$option="
    set current (string split -m 1 = -- $current)[2]
  end
  if test -n "$option"
    set found (__mpdemo_values "$command" $option)
  else if not string match -q -- '-*' $current
    set found (__mpdemo_values "$command" (math $given + 1))
  end
  switch "$found[1]"
    case program
      printf '%s\n' --
    case files
      set found (__fish_complete_path $current)
      for file in $found
        printf '%s%s\n' "$before" $file
      end
    case words
      for word in $found[2..-1]
        # Whole names, fork/basic, are for those who type the slash.
        string match -q -- '*/*' (string split \t -- $word)[1]
        and not string match -q -- '*/*' $current
        and continue
        printf '%s%s\n' "$before" $word
      end
    case open
    case '*'
      __mpdemo_options "$command"
  end
end

complete -c mpdemo -f -k -a '(__mpdemo_complete)'
)";

}  // namespace

std::string completion_script(Shell shell, const Reference& all,
                              const lessons::Catalogue& catalogue) {
  const auto rows = rows_of(all, catalogue);
  const auto filled = [](std::string_view script, const std::string& values,
                         const std::string& options) {
    return put_into(put_into(std::string(script), "@VALUES@", values), "@OPTIONS@", options);
  };
  switch (shell) {
    case Shell::bash:
      return filled(kBash, cases_of_values(rows, plain), cases_of_options(all, plain));
    case Shell::zsh:
      return filled(kZsh, cases_of_values(rows, described), cases_of_options(all, described));
    case Shell::fish:
      break;
  }
  return filled(kFish, fish_values(rows), fish_options(all));
}

}  // namespace app
