# Words through a pipe, until there are no more.
import os

reader, writer = os.pipe()
child = os.fork()
if child == 0:
    while word := os.read(reader, 4):
        print("got", word.decode().strip("\0"), flush=True)
    print("the end", flush=True)
    os._exit(0)
os.close(reader)
os.write(writer, b"tea\0")
os.write(writer, b"cake")
os.close(writer)
os.waitpid(child, 0)
