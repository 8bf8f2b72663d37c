# shellcheck shell=bash disable=SC2154 # scripts/package sets the variables
# Tries packages in a new system of the kind that this one is, with nothing in it but
# what every such system has. Sourced, not run.

# Where apt finds this system's packages, a line each.
apt_sources() {
  local origin
  origin=$(sed -n 's/^ID="\?\([^"]*\)"\?$/\u\1/p' /etc/os-release)
  # shellcheck disable=SC2016 # apt-get fills them in
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Created-By: Packages' "Origin: $origin" | sort -u
}

# Makes the system, runs scripts/lib/try_inside.sh in it, and removes it.
in_new_system() { # kind, package
  need try
  local suite name=${2##*/}
  suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  say "trying $name in a new $suite, which takes some minutes"
  apt_sources | as_root mmdebstrap --quiet --variant=apt --format=null \
    --customize-hook="copy-in '$2' '$root/scripts/lib/try_inside.sh' /tmp" \
    --customize-hook="chroot \"\$1\" sh /tmp/try_inside.sh $1 '/tmp/$name'" \
    "$suite" - - >"$work/tried" 2>&1 || {
    tail -n 20 "$work/tried" >&2
    die 1 "$name does not do in a new $suite: see above"
  }
  say "$name was installed, ran, and was removed"
}

try_deb() { in_new_system deb "$output"/mpdemo_"$version"_*.deb; }

try_tarball() {
  local package
  package=$output/mpdemo-$version-linux-$(uname -m).tar.gz
  in_new_system tarball "$package"
  # It needs no other file either, but the device that every system has.
  mkdir -p "$work/alone/dev"
  tar -C "$work/alone" --strip-components=1 -xzf "$package"
  as_root mknod -m 666 "$work/alone/dev/null" c 1 3
  as_root chroot "$work/alone" /bin/mpdemo fork --auto >"$work/tried" 2>&1 || {
    cat "$work/tried" >&2
    die 1 "${package##*/} does not run where there is only it"
  }
  say "${package##*/} runs where there is only it"
}
