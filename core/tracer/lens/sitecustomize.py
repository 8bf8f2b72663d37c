"""Imported by Python at its start (from PYTHONPATH). Reports to the tracer which line
each thread is at: the number goes into a file that both have mapped, and the name of a
new file is told by a question about a path that does not exist, which has no effect."""


def _install():
    import mmap
    import os
    import re
    import sys
    import threading
    from _thread import get_native_id

    told = os.environ.pop("MPDEMO_LENS", "")
    own_path, slots_path, has_words = told.split(":")

    def restore(name):
        before = os.environ.pop("MPDEMO_LENS_" + name, None)
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before

    import multiprocessing_words

    del sys.modules["multiprocessing_words"]
    restore("PYTHONPATH")
    restore("PYTHONHASHSEED")
    if own_path in sys.path:
        sys.path.remove(own_path)
    sys.path_importer_cache.pop(own_path, None)

    # A thread that waits for the interpreter asks for it by the real clock, so that no
    # two runs would be the same.
    sys.setswitchinterval(1000)

    def mapped(descriptor):
        if sys.version_info >= (3, 13):
            return mmap.mmap(descriptor, 0, trackfd=False)
        # It keeps a descriptor of its own, which the user must not see: the lowest free
        # one, and so the same that this copy gets.
        own = os.dup(descriptor)
        os.close(own)
        memory = mmap.mmap(descriptor, 0)
        os.close(own)
        return memory

    with open(slots_path, "rb+") as file:
        slots = memoryview(mapped(file.fileno())).cast("Q")
    library = os.path.dirname(os.__file__)
    numbers = {}

    def is_users(path):
        inside = path.startswith(library) or "-packages" + os.sep in path
        return not inside and not path.startswith("<") and os.path.isfile(path)

    # What an outcome may depend on and no schedule decides: the interpreter itself reads
    # the clock and random numbers, too, so only what the user's file says counts.
    outside = {
        "clock": r"\btime\.time|\bimport time\b.*\btime\(|_ns\b|perf_counter|monotonic|datetime",
        "random": r"\brandom\b|\bsecrets\b|\buuid\b|\burandom\b|\bmkd?s?temp\b",
    }

    def tell_outside(path):
        with open(path, errors="replace") as file:
            text = file.read()
        for what, words in outside.items():
            if re.search(words, text):
                os.access(f"/mpdemo-lens/{what}/0/", os.F_OK)

    def number_of(path):
        number = numbers.get(path)
        if number is None:
            number = numbers[path] = len(numbers) + 1 if is_users(path) else 0
            if number:
                os.access(f"/mpdemo-lens/file/{number}/{os.path.abspath(path)}", os.F_OK)
                tell_outside(path)
        return number

    if has_words:
        multiprocessing_words.install(number_of)

    def report(frame):
        number = number_of(frame.f_code.co_filename)
        if number:
            slots[get_native_id()] = number << 32 | frame.f_lineno

    def on_line(frame, event, argument):
        if event == "line":
            report(frame)
        elif event == "return" and frame.f_back:
            report(frame.f_back)
        return on_line

    def on_call(frame, event, argument):
        return on_line if number_of(frame.f_code.co_filename) else None

    threading.settrace(on_call)
    sys.settrace(on_call)


_install()
del _install

# The user's own module of this name is still to be imported.
import sys

_ours = sys.modules.pop(__name__)
try:
    import sitecustomize
except ImportError:
    sys.modules[__name__] = _ours
