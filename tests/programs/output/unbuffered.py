# Small pieces by turns on both streams, past every buffer, and bytes that are no text.
import os
import sys

for number in range(5):
    os.write(1, b"out ")
    os.write(2, b"err ")
    sys.stdout.write(f"{number} ")
    sys.stdout.flush()
os.write(1, b"\xff\x00\xfe\n")
print("the end", file=sys.stderr)
sys.exit(3)
