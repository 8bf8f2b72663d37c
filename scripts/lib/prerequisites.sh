# shellcheck shell=bash
# Says what a script is doing, and installs what it needs. Sourced, not run.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { # status, sentence
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# Group | Debian's name | the command or header it brings | purpose. A missing
# header is no obstacle: CMake then downloads that library, or does without it.
packages=(
  'build|cmake|cmake|plans the build'
  'build|ninja-build|ninja|runs the build'
  'build|g++|c++|compiles C++20'
  'build|libcli11-dev|CLI/CLI.hpp|reads the command line'
  'build|libfmt-dev|fmt/core.h|formats text'
  'build|libspdlog-dev|spdlog/spdlog.h|writes the log of -v'
  'build|nlohmann-json3-dev|nlohmann/json.hpp|reads and writes recorded runs'
  'build|libncurses-dev|curses.h|draws the full-screen session'
  'build|libutf8proc-dev|utf8proc.h|knows how wide a character is'
  'build|libdw-dev|elfutils/libdwfl.h|tells the source lines of traced programs'
  'build|catch2|catch2/|runs the C++ tests'
  'test|python3|python3|runs the Python twins'
  'test|tmux|tmux|is the terminal of the terminal tests'
  'test|util-linux|setsid|starts sessions of their own in tests'
  'test|procps|ps|shows tests which processes are left'
  'readers|nodejs|node|runs the readers that are written in JavaScript'
  'readers|npm|npm|installs them'
  'readers|chromium|chromium|opens pages, diagrams and traces'
  'readers|asciinema|asciinema|plays recordings of a terminal'
  'readers|libxml2-utils|xmllint|reads pictures as XML'
  'readers|librsvg2-bin|rsvg-convert|draws pictures as editors and converters do'
  'readers|graphviz|dot|draws the map of outcomes'
  'readers|zsh|zsh|completes command lines'
  'readers|fish|fish|completes command lines'
  'readers|mandoc|mandoc|reads the manual for mistakes'
  'readers|lintian|lintian|reads a Debian package for mistakes'
  'readers-large|firefox-esr|firefox-esr|shows pictures'
  'readers-large|inkscape|inkscape|draws pictures as editors do'
  'bench|python3|python3|is a peer, and times them all'
  'bench|libboost-dev|boost/interprocess/ipc/message_queue.hpp|is a peer of the queues'
  'bench|strace|strace|is a peer of trace'
  'package|dpkg|dpkg-deb|packs for Debian'
  'package|dpkg-dev|dpkg-shlibdeps|finds the packages of libraries'
  'package|python3|python3|lists what is in a package'
  'package|binutils|readelf|tells which libraries a program loads'
  'package|ninja-build|ninja|tells what a program was built from'
  'try|mmdebstrap|mmdebstrap|makes a new Debian to install packages in'
  'clang|clang|clang++|is the other compiler'
  'format|clang-format|clang-format|lays out the sources'
  'tidy|clang-tidy|clang-tidy|reads the sources for mistakes'
)

is_header() { [[ $1 == */* || $1 == *.h ]]; }
is_there() { # command or header
  if is_header "$1"; then
    [[ -e /usr/include/$1 || -e /usr/local/include/$1 ]]
  else
    command -v "$1" >/dev/null
  fi
}

# Prints "package|what it brings|what for" of all that is missing.
missing() { # groups...
  local row who package brings why
  for row in "${packages[@]}"; do
    IFS='|' read -r who package brings why <<<"$row"
    [[ " $* " == *" $who "* ]] || continue
    is_there "$brings" || printf '%s|%s|%s\n' "$package" "$brings" "$why"
  done
}

# Runs a command as root; fails if that is impossible.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@" # may ask for the password
  else
    sudo -n "$@" </dev/null
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

# Installs what the groups need, if possible, and reports it.
want() { # groups...
  local rows names package brings why
  rows=$(missing "$@")
  [[ -n $rows ]] || return 0
  say 'this machine lacks'
  while IFS='|' read -r package brings why; do
    printf '  %-20s which %s\n' "$package" "$why" >&2
  done <<<"$rows"

  mapfile -t names < <(cut -d'|' -f1 <<<"$rows")
  if command -v apt-get >/dev/null && { ((EUID == 0)) || command -v sudo >/dev/null; }; then
    say 'installing that with apt-get, which takes a minute or two'
    install_packages "${names[@]}"
  fi
}

# The same, but ends with status 3 if a command is still missing, and goes on if
# only libraries are.
need() { # groups...
  local package brings why commands=()
  want "$@"
  while IFS='|' read -r package brings why; do
    is_header "$brings" || commands+=("$package")
  done < <(missing "$@")
  ((${#commands[@]} == 0)) ||
    die 3 "cannot go on without them: as root, install (Debian's names) ${commands[*]}"
}

install_packages() { # packages...
  local log
  log=$(mktemp)
  # A list that cannot be fetched matters only if the install then fails.
  apt_get update >"$log" 2>&1 || true
  apt_get install -y --no-install-recommends "$@" >>"$log" 2>&1 || {
    say 'apt-get failed, and said at the end:'
    tail -n 5 "$log" >&2
  }
  rm -f "$log"
}
