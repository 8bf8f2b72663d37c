#!/bin/sh
# Redirects to /dev/stdout and /dev/stderr: to a file, > begins it anew.
echo first
echo appended >> /dev/stdout
echo 'to standard error' > /dev/stderr
echo 'begun anew' > /dev/stdout
echo last
