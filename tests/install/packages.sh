#!/usr/bin/env bash
# Packs what is built, twice and at two times: the bytes are the same. What was packed
# is unpacked, and runs. scripts/package --twice builds it twice, too.
# shellcheck source=tests/install/lib.sh
source "$(dirname -- "$0")/lib.sh"

needs dpkg-shlibdeps dpkg-dev
pack "$work/one"
# All that is made anew has another time, one second on at least.
find "$BUILD/install/written" -exec touch {} +
pack "$work/two"
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

for package in "$work"/one/*.deb "$work"/one/*.tar.gz; do
  python3 "$SOURCE/tests/install/check_sbom.py" "$package" || fail "${package##*/}.spdx.json is wrong"
done
