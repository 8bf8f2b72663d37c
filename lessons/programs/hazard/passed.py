# What a process needs is passed to it, and what it found comes back.
import multiprocessing

level = 1


def climb(method, level):
    # The child finds what the parent gave it, however it was started.
    print(f"{method}: level is {level.value}", flush=True)

    # A Value is shared, so this change is for all.
    level.value += 10


if __name__ == "__main__":
    # The parent changes its global, and then starts three children.
    level = 99
    for method in "fork", "spawn", "forkserver":
        # Nothing is left to chance: the number goes in as an argument,
        # and is read again afterwards. That works with each of the
        # three.
        context = multiprocessing.get_context(method)
        shared = context.Value("i", level)
        child = context.Process(target=climb, args=(method, shared))
        child.start()
        child.join()
        level = shared.value

    # All three have added their 10.
    print(f"parent: level is {level}", flush=True)
