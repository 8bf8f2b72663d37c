# echo hello | cat, as a shell does it.
import os

reader, writer = os.pipe()
if os.fork() == 0:
    os.dup2(writer, 1)
    os.execlp("echo", "echo", "hello")
if os.fork() == 0:
    os.dup2(reader, 0)
    os.execlp("cat", "cat")
os.close(reader)
os.close(writer)
os.wait()
os.wait()
print("the pipeline has ended", flush=True)
