#!/usr/bin/env bash
# Installs into a folder, hides what it was built from, and runs what is there.
# shellcheck source=tests/install/lib.sh
source "$(dirname -- "$0")/lib.sh"

root=$work/root
install_into "$root" /usr

for file in bin/mpdemo share/man/man1/mpdemo.1 share/man/man1/mpdemo-trace.1 \
  share/bash-completion/completions/mpdemo share/zsh/site-functions/_mpdemo \
  share/fish/vendor_completions.d/mpdemo.fish share/doc/mpdemo/README.md \
  share/doc/mpdemo/examples/library/squares.cpp; do
  [[ -s $root/usr/$file ]] || fail "/usr/$file is missing"
done
outside=$(grep -v '^/usr/' "$work/built/install_manifest.txt") && fail "installed outside /usr: $outside"

# Where namespaces can be made, the project is not to be seen at all.
cat >"$work/use" <<'END'
set -eu
mpdemo=$1/usr/bin/mpdemo
cd /
test "$("$mpdemo" --version | cut -d' ' -f1)" = mpdemo
"$mpdemo" fork basic --format raw >/dev/null
test "$("$mpdemo" trace --format raw -- echo traced)" = traced
"$mpdemo" manual | cmp - "$1/usr/share/man/man1/mpdemo.1"
"$mpdemo" completion bash | cmp - "$1/usr/share/bash-completion/completions/mpdemo"
END
if unshare -rm true 2>/dev/null; then
  # shellcheck disable=SC2016 # the inner shell expands them
  unshare -rm sh -c 'mount -t tmpfs none "$1" && shift && exec sh "$@"' sh "$SOURCE" "$work/use" "$root"
else
  sh "$work/use" "$root"
fi || fail "the installed program does not run"

# bash loads the completion by the name of the command.
bash --norc -c "source '$root/usr/share/bash-completion/completions/mpdemo'
  COMP_WORDS=(mpdemo doct) COMP_CWORD=1; _mpdemo; [[ \${COMPREPLY[*]} == doctor ]]" ||
  fail "the installed completion does not complete"

touch "$root/usr/bin/other"
DESTDIR=$root cmake -DBUILT="$work/built" -P "$SOURCE/install/uninstall.cmake" >/dev/null 2>&1 ||
  fail "uninstall failed"
left=$(find "$root" ! -type d)
[[ $left == "$root/usr/bin/other" ]] || fail "uninstall leaves: $left"
left=$(find "$root" -type d -name mpdemo)
[[ -z $left ]] || fail "uninstall leaves folders: $left"
