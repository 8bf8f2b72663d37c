# Printed before os.fork, printed twice: unless it was flushed, or a terminal takes lines.
import os
import sys

print("flushed", flush=True)
print("not flushed")
sys.stdout.write("half a line, ")
if os.fork() == 0:
    print("child")
    sys.stdout.flush()
    os._exit(0)
os.wait()
print("parent")
