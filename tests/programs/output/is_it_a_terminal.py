# What Python makes of its output: a terminal or not, by lines or by blocks, how wide.
import os
import sys

for stream in (sys.stdout, sys.stderr):
    if stream is None:
        continue
    print(stream.name, stream.isatty(), stream.line_buffering, stream.encoding, stream.errors)
print(os.path.basename(sys.argv[0]), sys.argv[1:])
try:
    size = os.get_terminal_size()
    print(size.columns, "x", size.lines)
except (OSError, ValueError) as error:
    print(type(error).__name__, error)
