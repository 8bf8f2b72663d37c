"""A peer for pipes: CPython's Connection, with bytes and with objects."""

import multiprocessing

from measure import Children, Clock, run, use_cpu

CONTEXT = multiprocessing.get_context("fork")


def round_trip(trips, answer, ask):
    here, there = CONTEXT.Pipe()
    answerer = Children(CONTEXT)
    use_cpu(0)
    answerer.add(answer, there)
    answerer.go()
    with Clock() as clock:
        for _ in range(trips):
            ask(here)
    answerer.join(1)
    return clock.seconds / trips


def bytes_(trips, bytes, cpus):
    message = b"x" * bytes

    def answer(end):
        use_cpu(cpus - 1)
        for _ in range(trips):
            end.send_bytes(end.recv_bytes())

    def ask(end):
        end.send_bytes(message)
        end.recv_bytes()

    return round_trip(trips, answer, ask)


def objects(trips, bytes, cpus):
    message = "x" * bytes

    def answer(end):
        use_cpu(cpus - 1)
        for _ in range(trips):
            end.send(end.recv())

    def ask(end):
        end.send(message)
        end.recv()

    return round_trip(trips, answer, ask)


def stream(messages, bytes):
    message = b"x" * bytes
    reader, writer = CONTEXT.Pipe(duplex=False)

    def send():
        use_cpu(1)
        for _ in range(messages):
            writer.send_bytes(message)

    sender = Children(CONTEXT)
    use_cpu(0)
    sender.add(send)
    sender.go()
    with Clock() as clock:
        for _ in range(messages):
            reader.recv_bytes()
    sender.join(1)
    return clock.seconds / messages


if __name__ == "__main__":
    run(bytes_, objects, stream)
