# A producer, a consumer, and two places between them.
import os

places = os.pipe()
pieces = os.pipe()
os.write(places[1], b"pp")
child = os.fork()
if child == 0:
    for _ in range(4):
        print("used", os.read(pieces[0], 1).decode(), flush=True)
        os.write(places[1], b"p")
    os._exit(0)
for piece in range(1, 5):
    os.read(places[0], 1)
    print("made", piece, flush=True)
    os.write(pieces[1], str(piece).encode())
os.waitpid(child, 0)
