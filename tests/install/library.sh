#!/usr/bin/env bash
# Builds the example against the installed library, and against the sources.
# $1: the compiler.
# shellcheck source=tests/install/lib.sh
source "$(dirname -- "$0")/lib.sh"

install_into '' "$work/usr"
found=$(grep -hoiE 'curses|spdlog|CLI11|nlohmann' "$work"/usr/lib*/cmake/mpdemo/*.cmake) &&
  fail "the library asks for more than fmt and threads: $found"

# As its user has it: without a word about C++20, and strict about warnings.
build_example() { # folder, options of cmake
  local folder=$work/$1
  shift
  {
    cmake -S "$work/usr/share/doc/mpdemo/examples/library" -B "$folder" \
      -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="-O0 -Wall -Wextra -Wpedantic -Werror" \
      -DCMAKE_UNITY_BUILD=ON -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "$@" &&
      cmake --build "$folder"
  } >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "the example does not build: $*"
  }
  grep -q 'warning:' "$work/log" && fail "a warning: $(grep warning: "$work/log")"
  local command
  command=$(grep '"command".*squares' "$folder/compile_commands.json")
  [[ $command != *-Wshadow* && $command != *-static* ]] ||
    fail "our own options reach the user: $command"
  [[ $("$folder/squares") == '1*1 + ... + 10*10 = 385' ]] || fail "the example does not work"
}

compiler=$1
build_example installed -DCMAKE_PREFIX_PATH="$work/usr"
build_example fetched -DMPDEMO_SOURCE="$SOURCE"
