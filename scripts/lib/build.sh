# shellcheck shell=bash
# Builds a preset. Sourced after prerequisites.sh with $root set, not run.

# Locks the build directory: two builds at once would fail.
lock_build() {
  # shellcheck disable=SC2154 # set before this is sourced
  mkdir -p "$root/build" 2>/dev/null || true
  [[ -w $root/build ]] ||
    die 3 "cannot write to $root/build: copy the project to a directory of yours, and start it there"
  exec {build_lock}>"$root/build/.lock"
  flock -n "$build_lock" && return
  say 'waiting for another build to end'
  flock "$build_lock"
}

unlock_build() { exec {build_lock}>&-; }

# CMake reads the presets only when it is told to, and a build directory cannot
# be moved; it watches everything else itself.
configured() { # build directory
  [[ -e $1/build.ninja && $1/.configured -nt $root/CMakePresets.json &&
    $(<"$1/.configured") == "$root" ]]
}

configure() { # preset, build directory
  cmake -S "$root" --preset "$1" --fresh && printf '%s\n' "$root" >"$2/.configured"
}

# Reads the build's output and, after a second, shows the progress: on a
# terminal one line that counts the steps, elsewhere a sentence.
progress() {
  local line step='' said='' began=${EPOCHREALTIME/[.,]/}
  while read -r -t 1 line || (($? > 128)); do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] && step="step ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}"
    ((${EPOCHREALTIME/[.,]/} - began > 1000000)) || continue
    if [[ -t 2 && ${TERM:-dumb} != dumb ]]; then
      printf '\r%s: building, %-24s' "${0##*/}" "${step:-looking around}" >&2
    elif [[ -z $said ]]; then
      say 'building: two minutes or so the first time, a moment later on'
    fi
    said=yes
  done
  [[ -z $said || ! -t 2 || ${TERM:-dumb} == dumb ]] || printf '\r%60s\r' '' >&2
}

# The errors of a build, without the command lines and the steps around them.
errors_of() { # log
  local text
  text=$(awk '/^FAILED: /{getline; on = 1; next} /^CMake Error/{on = 1} on' "$1" |
    grep -vE '^\[[0-9]+/[0-9]+\]|^ninja: ' | head -n 40) || text=$(tail -n 20 "$1")
  printf '%s\n' "$text"
}

# Leaves a stamp as old as the beginning of the build: a source that changes
# while the compiler reads it is newer.
build() { # preset, target
  local dir=$root/build/$1 log=$root/build/$1/build.log
  mkdir -p "$dir" && touch "$dir/.began"
  if { { configured "$dir" || configure "$1" "$dir"; } && cmake --build "$dir" --target "$2"; } \
    </dev/null 2>&1 | tee "$log" | progress; then
    mv "$dir/.began" "$dir/.built"
    return 0
  fi
  errors_of "$log" >&2
  say "the build failed; all it said is in $log"
  return 1
}
