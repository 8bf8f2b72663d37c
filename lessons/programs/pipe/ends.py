# A reader closes the writing end first, and then it sees the end.
import os

# One pipe. After the fork both processes hold both of its ends.
reading, writing = os.pipe()
child = os.fork()

if child == 0:
    # The child reads until read() returns nothing: that is the end of
    # a pipe. It comes when the pipe is empty and nobody holds a writing
    # end any more. The child will not write, so it closes its own.
    os.close(writing)
    count = 0
    while os.read(reading, 1):
        count += 1

    # Every run comes here.
    print(f"child: {count} bytes, and then the end", flush=True)
    os._exit(0)

# The parent writes two bytes, and closes its writing end: the last.
os.close(reading)
os.write(writing, b"hi")
os.close(writing)
print("parent: I have closed my end", flush=True)

# Now it waits for the child, which will see the end.
os.wait()
