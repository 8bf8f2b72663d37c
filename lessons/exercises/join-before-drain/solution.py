# More bytes than a pipe can hold.
import os

reader, writer = os.pipe()
child = os.fork()
if child == 0:
    os.close(reader)
    os.write(writer, bytes(100_000))
    os._exit(0)
os.close(writer)
count = 0
while part := os.read(reader, 100_000):
    count += len(part)
os.waitpid(child, 0)
print(count, "bytes", flush=True)
