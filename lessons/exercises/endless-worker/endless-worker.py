# Two workers and their tasks.
import os

reader, writer = os.pipe()
for worker in range(2):
    if os.fork() == 0:
        while (task := os.read(reader, 1)) != b"q":
            print("task", task.decode(), flush=True)
        print("ends", flush=True)
        os._exit(0)
os.write(writer, b"abcq")
os.wait()
os.wait()
