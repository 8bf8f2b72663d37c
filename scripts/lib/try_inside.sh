# shellcheck shell=sh
# try_inside.sh KIND PACKAGE: installs it in the system that this runs in, uses what is
# installed, and removes it again: nothing of it may be left.
set -eu
export DEBIAN_FRONTEND=noninteractive XDG_STATE_HOME=/dev/null
cd /

case $1 in
  deb)
    apt-get -q -y --no-install-recommends install "$2"
    share=/usr/share
    man=$share/man/man1/mpdemo.1.gz
    ;;
  tarball)
    mkdir /opt/mpdemo
    tar -C /opt/mpdemo --strip-components=1 -xzf "$2"
    PATH=/opt/mpdemo/bin:$PATH
    share=/opt/mpdemo/share
    man=$share/man/man1/mpdemo.1
    ;;
esac

test "$(mpdemo --version | cut -d' ' -f1)" = mpdemo
mpdemo fork --auto
test "$(mpdemo trace --format raw -- echo traced)" = traced
# Some systems are told to leave manuals away.
test -s "$man" || grep -rqs path-exclude /etc/dpkg/dpkg.cfg.d
test -s "$share/bash-completion/completions/mpdemo"

case $1 in
  deb) apt-get -q -y purge mpdemo ;;
  tarball) rm -r /opt/mpdemo ;;
esac
left=$(find / -xdev -name '*mpdemo*' ! -path '/tmp/*' ! -path '/proc/*' ! -path '/sys/*')
test -z "$left" || {
  echo "left: $left"
  exit 1
}
