# Each process seeds its own dice after fork().
import os
import random

# A generator of random numbers. Its state is a variable, and it says
# which number comes next. (It starts with a fixed seed, so the page is
# the same in each run. Without that the hazard is the same.)
dice = random.Random(2026)


def throw(seed):
    # A child throws the dice once, and its exit code says what came.
    # Before that it gives them a seed that no other child has.
    child = os.fork()
    if child == 0:
        dice.seed(seed)
        os._exit(dice.randint(1, 100))
    return child


# Two children, each with its own seed: here 1 and 2, so that the page
# is the same in each run. seed() without a number asks the kernel for
# one, and that is what a program usually wants.
ann, ben = throw(1), throw(2)

# The parent compares the two.
first = os.WEXITSTATUS(os.waitpid(ann, 0)[1])
second = os.WEXITSTATUS(os.waitpid(ben, 0)[1])
result = "the same" if first == second else "different"
print(f"the two throws are {result}", flush=True)
