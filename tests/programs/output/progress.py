# A bar that draws over itself with carriage returns, on standard error, and the result.
import sys

for done in range(0, 101, 20):
    print(f"\r{'#' * (done // 10):10} {done:3}%", end="", file=sys.stderr, flush=True)
print(file=sys.stderr)
print("done")
