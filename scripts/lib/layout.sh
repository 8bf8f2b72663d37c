# shellcheck shell=bash
# Runs clang-format over our sources. Sourced in the project's directory, not run.

# A page is narrower than other sources: it is shown beside a picture.
page_style='{BasedOnStyle: InheritParentConfig, ColumnLimit: 72}'

lay_out() { # clang-format's options, --, files or directories; none: all sources
  local options=()
  while [[ $1 != -- ]]; do
    options+=("$1")
    shift
  done
  shift
  (($#)) || set -- app core install lessons tests
  find "$@" -name '*.[ch]pp' ! -path '*lessons/*/*' -exec clang-format "${options[@]}" {} +
  find "$@" -name '*.[ch]pp' -path '*lessons/*/*' \
    -exec clang-format --style="$page_style" "${options[@]}" {} +
}
