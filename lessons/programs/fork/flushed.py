# A buffer that is empty before fork() is copied empty.
import os

# Python collects text in a buffer, in the memory of this process.
# On a terminal it hands over each line at once. Through a pipe, or
# into a file, it waits until the buffer is full or the process
# ends. Here it is told to wait, wherever the output goes.
out = open(1, "w", buffering=8192, closefd=False)
out.write("this line was printed once\n")

# flush() hands over the line now, while there is one process.
out.flush()

# fork() copies all of the memory, and so the buffer, too. There is
# nothing in it any more.
child = os.fork()

# The parent lets the child end first.
if child > 0:
    os.wait()

# close() hands over what is left in the buffer: nothing, in either
# process. The program called write() once, and there is one line.
out.close()
