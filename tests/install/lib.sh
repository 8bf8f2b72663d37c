# shellcheck shell=bash
# What the tests of the installation share. Sourced, not run.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Installs below a folder. The list of what was installed goes into $work/built, and
# the build keeps the one that it had: it may be of a real installation.
install_into() { # DESTDIR, prefix
  local list=$BUILD/install_manifest.txt
  [[ ! -e $list ]] || cp "$list" "$work/kept"
  DESTDIR=$1 cmake --install "$BUILD" --prefix "$2" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "cmake --install failed"
  }
  mkdir -p "$work/built"
  mv "$list" "$work/built/"
  [[ ! -e $work/kept ]] || mv "$work/kept" "$list"
}
