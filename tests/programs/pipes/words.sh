#!/bin/sh
# A pipeline of five: how often does each word come up?
tr -cs 'a-z' '\n' <<'END' | sort | uniq -c | sort -rn | head -3
the cat and the dog and the bird
END
