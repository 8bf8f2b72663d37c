# A Value is one number that all processes see.
from multiprocessing import Process, Value

# Two numbers. The first is a variable like any other; the second
# lives in memory that processes share.
copied = 0
shared = Value("i", 0)


def write():
    # The child writes to both, and sees both change.
    global copied
    copied = 1
    shared.value = 1
    print(f"child: copied is {copied}, shared is {shared.value}",
          flush=True)


if __name__ == "__main__":
    child = Process(target=write)
    child.start()
    child.join()

    # The parent sees only one of them change: the child's `copied`
    # was a copy, but there has only ever been one `shared`.
    print(f"parent: copied is {copied}, shared is {shared.value}",
          flush=True)
