# A line that waits in a buffer is copied by fork(), and comes twice.
import os

# Python collects text in a buffer, in the memory of this process.
# On a terminal it hands over each line at once. Through a pipe, or
# into a file, it waits until the buffer is full or the process
# ends. Here it is told to wait, wherever the output goes.
out = open(1, "w", buffering=8192, closefd=False)
out.write("this line was printed once\n")

# fork() copies all of the memory, and so the buffer, too, with the
# line that waits in it. Now two processes each have that line.
child = os.fork()

# The parent lets the child end first.
if child > 0:
    os.wait()

# close() hands over what is left in the buffer, in each of the two
# processes. The program called write() once, and there are two
# lines.
out.close()
