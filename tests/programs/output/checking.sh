#!/bin/sh
# Asks on standard error without ending the line, and answers on standard output.
for what in disk memory; do
  printf 'Checking %s... ' "$what" >&2
  echo ok
done
