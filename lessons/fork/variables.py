# After fork() each process has its own copy of every variable.
import os


def say(text):
    # Flushed at once: text that waits in a buffer is copied by the
    # fork like everything else, and then comes out twice.
    print(text, flush=True)


# One process and one variable. Python does not tell where a number
# lives, but it tells where a list does, so the number is in a list.
source = [10]
say(f"source is {source[0]}, at {id(source):#x}")

# The copy is complete: the program, and the memory with every
# variable in it. From here on there are two variables `source`,
# both 10, in two processes that cannot see each other's. (The
# kernel copies memory only when it is written: copy-on-write.)
child = os.fork()

if child == 0:
    # The child takes 6 from its own: 10 - 6 is 4.
    source[0] -= 6
    say(f"child: source is {source[0]}, at {id(source):#x}")
else:
    # The parent takes 1 from its own: 10 - 1 is 9. It is never 3, in
    # either order: the child's 6 was not taken from here.
    source[0] -= 1
    say(f"parent: source is {source[0]}, at {id(source):#x}")

# Both come here, each with its own value. And yet the addresses
# are the same! An address counts within one process only, as two
# houses may have the same number in two streets.
say(f"process {os.getpid()} ends with source = {source[0]}")
