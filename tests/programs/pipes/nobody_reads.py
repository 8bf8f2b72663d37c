# Python ignores SIGPIPE: a reader that is gone is a BrokenPipeError.
import os
import signal

print(signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN)
reading, writing = os.pipe()
os.close(reading)
try:
    os.write(writing, b"x")
except BrokenPipeError as error:
    print(error.errno, error.strerror)
print(os.waitstatus_to_exitcode(os.system("kill -PIPE $$")))
