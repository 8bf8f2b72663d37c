# os.pipe and os.fork: a child sends lines, its parent reads until the end.
import os

reading, writing = os.pipe()
if os.fork() == 0:
    os.close(reading)
    with os.fdopen(writing, "w") as channel:
        for name in ("Tony", "Tom", "Jerry"):
            print(f"hello from {name}", file=channel)
    os._exit(2)
os.close(writing)
with os.fdopen(reading) as channel:
    for line in channel:
        print("parent read:", line, end="")
print("status", os.waitstatus_to_exitcode(os.wait()[1]))
