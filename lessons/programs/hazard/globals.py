# A global is changed in one process only.
import multiprocessing

level = 1


def climb(method):
    global level
    # What the child finds here depends on how it was started.
    print(f"{method}: level is {level}", flush=True)

    # And what it changes is its own.
    level += 10


if __name__ == "__main__":
    # The parent changes its global, and then starts three children.
    level = 99
    for method in "fork", "spawn", "forkserver":
        # fork copies the parent as it is now. The other two run a new
        # Python, which imports this page, and there `level` is 1: what
        # is under the `if` above is not for them. On Linux Python forks
        # unless it is told otherwise; since 3.14 it uses forkserver.
        context = multiprocessing.get_context(method)
        child = context.Process(target=climb, args=(method,))
        child.start()
        child.join()

    # None of the three has changed anything here.
    print(f"parent: level is {level}", flush=True)
