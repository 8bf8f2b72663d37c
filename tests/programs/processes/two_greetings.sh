#!/bin/bash
# Two jobs greet: which greeting comes first?
greet() {
  echo "hello from $1"
}

greet ann &
greet ben &
wait
echo "both have greeted"
