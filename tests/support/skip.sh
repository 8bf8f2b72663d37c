# shellcheck shell=bash
# How a test script says that it cannot run here. Sourced, not run.

# ctest counts the test as skipped, and scripts/test lists it. In CI nothing may be
# missing, and it fails; but what is large may be missing there, too.
skip() { # test, sentence
  printf '%s: %s\n' "$1" "$2" | tee -a "${MPDEMO_SKIPPED:-/dev/null}"
  [[ -z ${CI-} || -n ${MAY_BE_MISSING-} ]] || exit 1
  exit 77
}
