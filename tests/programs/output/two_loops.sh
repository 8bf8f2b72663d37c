#!/bin/bash
# Two loops side by side, each prints one letter 50 times: how they mix is anybody's guess.
letters() {
  for ((i = 0; i < 50; ++i)); do echo -n "$1"; done
}
letters a &
letters b
wait
