# Copied dice fall alike: fork() copies the random generator, too.
import os
import random

# A generator of random numbers. Its state is a variable, and it says
# which number comes next. (It starts with a fixed seed, so the page is
# the same in each run. Without that the hazard is the same.)
dice = random.Random(2026)


def throw():
    # A child throws the dice once, and its exit code says what came.
    child = os.fork()
    if child == 0:
        os._exit(dice.randint(1, 100))
    return child


# Two children. Each of them gets a copy of the state, so for both the
# same number comes next. The functions of Python's module random have
# a cure built in: they get a new seed after fork(). A generator of
# your own has none, nor has numpy's, nor rand() in C.
ann, ben = throw(), throw()

# The parent compares the two.
first = os.WEXITSTATUS(os.waitpid(ann, 0)[1])
second = os.WEXITSTATUS(os.waitpid(ben, 0)[1])
result = "the same" if first == second else "different"
print(f"the two throws are {result}", flush=True)
