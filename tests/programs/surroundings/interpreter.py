# What Python sees of where it runs: folder, input, signals, descriptors, environment.
import os
import signal
import sys

print(os.getcwd(), sys.argv[1:])
print(sys.stdin.read().split() if sys.stdin and not sys.stdin.isatty() else "a terminal")
print(sorted(number.name for number in signal.Signals
             if signal.getsignal(number) == signal.SIG_IGN))
print(sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])))
for name in sorted(os.environ):
    if name != "_":
        print(f"{name}={os.environ[name]}")
print([fd for fd in range(3, 64) if os.path.exists(f"/proc/self/fd/{fd}")])
