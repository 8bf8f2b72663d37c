#!/bin/sh
# Swaps standard output and standard error through a third descriptor, and closes them.
both() {
  echo out
  echo err >&2
}
both 3>&1 1>&2 2>&3 3>&-
both 2>&1
both 2>&-
both >&-
echo "status $?" >&2
exec 5>kept.txt
echo kept >&5
exec 5>&-
cat kept.txt
rm kept.txt
