# shellcheck shell=bash
# What the tests of the installation share. Sourced, not run.
set -euo pipefail

# shellcheck source=tests/support/skip.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../support/skip.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Without that command the test is skipped.
needs() { # command, Debian's name of its package
  command -v "$1" >/dev/null ||
    skip "install/$(basename -- "$0" .sh)" "there is no $1: install $2 (Debian's name)"
}

# Packs what is built, as of one and the same time.
pack() { # folder, kinds...
  local folder=$1
  shift
  SOURCE_DATE_EPOCH=1700000000 "$SOURCE/scripts/package" --build "$BUILD" --output "$folder" "$@" \
    >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "scripts/package failed"
  }
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
