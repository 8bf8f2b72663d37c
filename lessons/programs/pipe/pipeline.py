# A pipeline is a row of processes that a shell joins with pipes.
import os

# In a shell: printf 'pear\nfig\napple\n' | sort | head -n 1
commands = [["printf", r"pear\nfig\napple\n"], ["sort"],
            ["head", "-n", "1"]]
before = None
for command in commands:
    # A pipe to the next command. Its ends are two descriptors: one
    # is for reading, and one for writing.
    last = command is commands[-1]
    reading, writing = (None, None) if last else os.pipe()

    # All three are started at once, and each waits for what the one
    # before it writes.
    child = os.fork()

    if child == 0:
        # What the command reads, descriptor 0, comes from the pipe
        # before it. dup2() makes 0 another name for that end.
        if before is not None:
            os.dup2(before, 0)
            os.close(before)

        # What it writes, descriptor 1, goes to the pipe after it. The
        # names that are not needed are closed.
        if not last:
            os.dup2(writing, 1)
            os.close(reading)
            os.close(writing)

        # The command knows nothing of pipes: it reads 0 and writes 1.
        os.execvp(command[0], command)

    # The parent closes its ends. If it kept a writing end, sort would
    # wait for more from it, forever.
    if before is not None:
        os.close(before)
    if not last:
        os.close(writing)
    before = reading

# A shell waits for all of them.
for _ in commands:
    os.wait()
