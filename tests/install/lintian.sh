#!/usr/bin/env bash
# Debian's own reader of packages has no complaint about ours.
# shellcheck source=tests/install/lib.sh
source "$(dirname -- "$0")/lib.sh"

needs dpkg-shlibdeps dpkg-dev
needs lintian lintian
pack "$work" deb
# The program of this build may be made for tests, and is not looked at.
complaints=$(lintian --tag-display-limit 0 --fail-on none "$work"/*.deb 2>/dev/null |
  grep '^[EW]:' | grep -vE 'statically-linked-binary|shared-library-lacks-prerequisites|hardening|embedded-library' || true)
[[ -z $complaints ]] || fail "lintian complains: $complaints"
