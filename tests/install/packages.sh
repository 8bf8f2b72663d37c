#!/usr/bin/env bash
# Packs what is built, twice and at two times: the bytes are the same, and Debian's
# own tools agree with the package. What was packed is unpacked, and runs.
# shellcheck source=tests/install/lib.sh
source "$(dirname -- "$0")/lib.sh"

export SOURCE_DATE_EPOCH=1700000000
command -v dpkg-shlibdeps >/dev/null || {
  echo "dpkg-dev is not installed: packages are not tried"
  exit 77
}
pack() { # folder
  "$SOURCE/scripts/package" --build "$BUILD" --output "$work/$1" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "scripts/package failed"
  }
}
pack one
# All that is made anew has another time, one second on at least.
find "$BUILD/install/written" -exec touch {} +
pack two
diff -r "$work/one" "$work/two" || fail "two packings differ"
(cd "$work/one" && sha256sum --quiet -c SHA256SUMS) || fail "SHA256SUMS is wrong"

mkdir "$work/tar" "$work/deb"
tar -C "$work/tar" -xzf "$work"/one/*.tar.gz
mv "$work"/tar/mpdemo-* "$work/unpacked"
[[ $("$work/unpacked/bin/mpdemo" --version) == mpdemo\ * ]] || fail "the tarball does not run"
dpkg-deb -x "$work"/one/*.deb "$work/deb"
[[ $("$work/deb/usr/bin/mpdemo" --version) == mpdemo\ * ]] || fail "the package does not run"
[[ $(dpkg-deb -f "$work"/one/*.deb Package) == mpdemo ]] || fail "the package has no name"
(cd "$work/deb" && dpkg-deb --ctrl-tarfile "$work"/one/*.deb | tar -xO ./md5sums | md5sum --quiet -c) ||
  fail "md5sums is wrong"

if command -v lintian >/dev/null; then
  # The program of this build may be made for tests, and is not looked at.
  complaints=$(lintian --tag-display-limit 0 --fail-on none "$work"/one/*.deb 2>/dev/null |
    grep '^[EW]:' | grep -vE 'statically-linked-binary|shared-library-lacks-prerequisites|hardening|embedded-library' || true)
  [[ -z $complaints ]] || fail "lintian complains: $complaints"
else
  echo "lintian is not installed: the package is not checked by it"
fi
