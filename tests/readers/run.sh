#!/usr/bin/env bash
# run.sh NAME "COMMANDS" ARGUMENTS...
#
# Runs ARGUMENTS, the test of a reader, in the directory that the readers were
# installed in. Where one of the COMMANDS is missing the test is skipped.
set -euo pipefail
# shellcheck source=tests/support/skip.sh
source "$(dirname -- "$0")/skip.sh"

name=$1
commands=$2
shift 2

package_of() { # command
  case $1 in
    node) echo nodejs ;;
    firefox) echo firefox-esr ;;
    xmllint) echo libxml2-utils ;;
    dot) echo graphviz ;;
    rsvg-convert) echo librsvg2-bin ;;
    script) echo bsdutils ;;
    *) echo "$1" ;;
  esac
}

for command in $commands; do
  command -v "$command" >/dev/null ||
    skip "readers/$name" "there is no $command: install $(package_of "$command") (Debian's name)"
done

# What npm brings: installed once, and again when the lock file has changed.
if [[ $name == packages ]]; then
  cmp -s package-lock.json node_modules/.installed && exit
  rm -f node_modules/.installed
  PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    skip "readers/$name" 'npm cannot install the readers of package-lock.json: is there a network?'
  cp package-lock.json node_modules/.installed
  exit
fi
[[ -e node_modules/.installed ]] || skip "readers/$name" 'the readers that npm brings are not installed'
exec "$@"
