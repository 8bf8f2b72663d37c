# More bytes than a pipe can hold.
import os

reader, writer = os.pipe()
child = os.fork()
if child == 0:
    os.close(reader)
    os.write(writer, bytes(100_000))
    os._exit(0)
os.close(writer)
os.waitpid(child, 0)
count = 0
while part := os.read(reader, 100_000):
    count += len(part)
print(count, "bytes", flush=True)
