#!/bin/bash
# A folder of its own, removed however the script ends.
folder=$(mktemp -d ./work.XXXXXX) || exit 1
trap 'rm -r "$folder"; ls -d work.* 2>/dev/null || echo "all gone"' EXIT
(cd "$folder" && echo one > 1 && ln -s 1 link && chmod 640 1)
(cd "$folder" && stat -c '%n %s %a %F' 1 link)
(cd "$folder" && readlink link)
exit 2
