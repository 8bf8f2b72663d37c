"""Makes the words of multiprocessing acts of the program: before one begins and after it
has ended the tracer is told, by a question about a path that does not exist. What the
library does in between is its own business.

An object has a word if the user's program has made it; what the library makes for itself
has none. An object's key is the same in every process that has it."""

import functools
import importlib.abc
import importlib.machinery
import os
import re
import sys
import threading

_SEPARATOR = "\x1f"
_LONGEST_VALUE = 60
_LONGEST_NAME = 24


class _Depth(threading.local):
    word = 0  # within a word of the user's
    making = 0  # within the constructors of so many objects
    alone = 0  # so often it may go on in a loop without a report
    lines = frozenset()  # of that loop


_depth = _Depth()


class _Making:
    """What is made meanwhile is the library's own."""

    def __enter__(self):
        _depth.making += 1

    def __exit__(self, *error):
        _depth.making -= 1


_is_users_file = None


def _tell(what, *fields):
    """Whether the tracer wants to hear no more of such a loop."""
    return os.access(f"/mpdemo-lens/{what}/0/" + _SEPARATOR.join(fields), os.F_OK)


def _shown(value):
    if type(value) in (bytes, bytearray):
        value = value[: _LONGEST_VALUE + 1]
    try:
        text = repr(value)
    except Exception:
        text = f"a {type(value).__name__}"
    text = text.replace("\0", "\\0").replace(_SEPARATOR, " ")
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."


def _shown_bytes(buf, offset, size):
    """That part of a buffer, as far as it is shown."""
    try:
        with memoryview(buf) as view, view.cast("B") as all_bytes:
            end = len(all_bytes) if size is None else offset + size
            return _shown(bytes(all_bytes[offset : min(end, offset + _LONGEST_VALUE + 1)]))
    except Exception:
        return _shown(buf)


def _limit(arguments, options):
    """Of a call with the arguments block and timeout: how long it may wait."""
    if not options.get("block", not arguments or arguments[0]):
        return None
    return arguments[1] if len(arguments) > 1 else options.get("timeout")


def _note_limits(cls, name):
    """Of a method whose only argument is how long it may wait."""
    original = getattr(cls, name)

    @functools.wraps(original)
    def method(self, timeout=None):
        _note_limit(timeout)
        return original(self, timeout)

    setattr(cls, name, method)


def _note_limit(limit):
    """A wait of the user's may end because its time is up."""
    if limit is not None and not _depth.word and _caller():
        _tell("timers")


# What may be done so often in a row that only the beginning is told: memory is used, and
# locks. The tracer says when. It is so often, as a loop that waits must be told at last.
_OF_LOOPS = ("value:", "array:", "lock:")
_ALONE = 500_000


def _goes_on():
    """Whether this thread is still at the lines of such a loop."""
    if not _depth.alone:
        return False
    frame = _frame_of_user()
    _depth.alone = _depth.alone - 1 if frame and frame.f_lineno in _depth.lines else 0
    return _depth.alone > 0


def _note_line(is_of_loop):
    frame = _frame_of_user()
    if not is_of_loop or not _depth.lines:
        _depth.lines = set()
    if is_of_loop and frame:
        _depth.lines.add(frame.f_lineno)


def _word(kind, key, value, operation, gives=None, attempt=None):
    """Does the operation as an act. `gives`: makes the value of its result; None: there
    was no act after all. `attempt`: does the same if it need not wait, and says whether it
    has: the tracer may want that, again and again, so that a choice decides which of several
    processes goes on, and not the kernel."""
    if key is None or _depth.word:
        return operation()
    _depth.word = 1
    try:
        is_of_loop = key.startswith(_OF_LOOPS)
        if is_of_loop and _goes_on():
            return operation()
        _note_line(is_of_loop)
        _tell("begins", kind, key, value)
        result = None
        while attempt and not result and _tell("tries"):
            result = attempt()
            if not result:
                _tell("waits")
                _tell("begins", kind, key, value)
        if not result:
            result = operation()
    except BaseException:
        _tell("fails")
        raise
    finally:
        _depth.word = 0
    value = gives(result) if gives else value
    if value is None:
        _tell("fails")
    elif _tell("ends", kind, key, value):
        _depth.alone = _ALONE
    return result


# ---- objects and their names


def _frame_of_user():
    frame = sys._getframe(1)
    while frame and not _is_users_file(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _caller():
    """The user's frame, if the user's program itself has called the function; not counting
    what only passes a call on."""
    frame = sys._getframe(1)
    while frame and frame.f_globals.get("__name__") in (__name__, "multiprocessing.context"):
        frame = frame.f_back
    return frame if frame and _is_users_file(frame.f_code.co_filename) else None


def _line(frame):
    import linecache

    return linecache.getline(frame.f_code.co_filename, frame.f_lineno)


def _variable(frame):
    """What the line that makes an object assigns it to."""
    found = re.match(r"\s*(?:self\.)?(\w+)\s*(?::[^=]*)?=[^=]", _line(frame))
    return found.group(1) if found else ""


def _variables_of_ends(frame):
    """The same of a line that makes a pipe: what its two ends are called."""
    ends = re.match(r"\s*\(?\s*(?:self\.)?(\w+)\s*,\s*(?:self\.)?(\w+)\s*\)?\s*=[^=]", _line(frame))
    if ends:
        return ends.groups()
    both = re.match(r"\s*(?:self\.)?(\w+)\s*=\s*[\w.]*Pipe\(", _line(frame))
    return [f"{both.group(1)}[{end}]" if both else "" for end in (0, 1)]


def _named(cls, kind, key_of):
    """Objects of the class get a key when the user's program makes one."""
    original = cls.__init__

    def __init__(self, *arguments, **options):
        with _Making():
            original(self, *arguments, **options)
        if not _depth.making:
            _name(self, kind, key_of(self))

    cls.__init__ = __init__


def _name(object, kind, key):
    frame = _frame_of_user()
    if frame:
        object._mpdemo_key = key
        _tell("made", kind, key, _variable(frame))


def _key(object):
    return getattr(object, "_mpdemo_key", None)


def _replace(cls, name, make):
    setattr(cls, name, make(getattr(cls, name)))


# ---- the words of each module


def _synchronize(module):
    def key_of(lock):
        handle = lock._semlock
        kind = "semaphore" if isinstance(lock, module.Semaphore) else "lock"
        return f"{kind}:{getattr(handle, 'name', None) or handle.handle}"

    def methods(original):
        def _make_methods(self):
            original(self)
            acquire, release = self._semlock.acquire, self._semlock.release

            def word_acquire(*arguments, **options):
                _note_limit(_limit(arguments, options))
                waits = not arguments and not options
                return _word("lock", _key(self), "", lambda: acquire(*arguments, **options),
                             lambda is_done: "" if is_done else None,
                             (lambda: acquire(False)) if waits else None)

            def word_release():
                return _word("unlock", _key(self), "", release)

            self.acquire, self.release = word_acquire, word_release

        return _make_methods

    _replace(module.SemLock, "_make_methods", methods)
    for name in ("__enter__", "__exit__"):

        def entering(original, name=name):
            def method(self, *arguments):
                kind = "lock" if name == "__enter__" else "unlock"
                attempt = (lambda: self._semlock.acquire(False)) if kind == "lock" else None
                return _word(kind, _key(self), "", lambda: original(self, *arguments),
                             attempt=attempt)

            return method

        _replace(module.SemLock, name, entering)
    for name, kind in (("Lock", "lock"), ("RLock", "lock"), ("Semaphore", "semaphore"),
                       ("BoundedSemaphore", "semaphore")):
        if "__init__" in vars(getattr(module, name)):
            _named(getattr(module, name), kind, key_of)

    _named(module.Event, "event", lambda event: f"event:{event._flag._semlock.handle}")
    _note_limits(module.Condition, "wait")
    for name, kind in (("wait", "lock"), ("set", "unlock"), ("clear", "close")):

        def event_word(original, kind=kind):
            def method(self, *arguments, **options):
                _note_limit(_limit((True, *arguments), options))
                # Only a wait that gave up returns False.
                return _word(kind, _key(self), "", lambda: original(self, *arguments, **options),
                             lambda result: None if result is False else "")

            return method

        _replace(module.Event, name, event_word)


def _queues(module):
    def key_of(queue):
        return f"queue:{os.fstat(queue._reader.fileno()).st_ino}"

    def put(original):
        def put(self, value, *arguments, **options):
            _note_limit(_limit(arguments, options))
            return _word("put", _key(self), _shown(value),
                         lambda: original(self, value, *arguments, **options))

        return put

    def get(original):
        def get(self, *arguments, **options):
            _note_limit(_limit(arguments, options))
            return _word("get", _key(self), "", lambda: original(self, *arguments, **options),
                         _shown)

        return get

    for cls in (module.Queue, module.SimpleQueue):
        _named(cls, "queue", key_of)
        _replace(cls, "put", put)
        _replace(cls, "get", get)
    # A program that is started afresh gets the queue by its state, and its key with it.
    for cls in (module.Queue, module.SimpleQueue):

        def getstate(original):
            def __getstate__(self):
                return (_key(self), original(self))

            return __getstate__

        def setstate(original):
            def __setstate__(self, state):
                key, own = state
                original(self, own)
                if key is not None:
                    self._mpdemo_key = key_of(self)

            return __setstate__

        _replace(cls, "__getstate__", getstate)
        _replace(cls, "__setstate__", setstate)


def _connection(module):
    cls = module.Connection

    def key_of(end):
        way = ("r" if end._readable else "") + ("w" if end._writable else "")
        return f"pipe:{os.fstat(end._handle).st_ino}:{way}"

    def pipe(original):
        def Pipe(*arguments, **options):
            ends = original(*arguments, **options)
            frame = _caller()
            if not _depth.making and not _depth.word and frame:
                for end, name in zip(ends, _variables_of_ends(frame)):
                    end._mpdemo_key = key_of(end)
                    _tell("made", "pipe", end._mpdemo_key, name, str(end._handle))
            return ends

        return Pipe

    # A program that is started afresh gets each end by its descriptor.
    def rebuild(original):
        @functools.wraps(original)
        def rebuild_connection(*arguments):
            end = original(*arguments)
            end._mpdemo_key = key_of(end)
            return end

        return rebuild_connection

    def send(original):
        def send(self, value):
            return _word("send", _key(self), _shown(value), lambda: original(self, value))

        return send

    def send_bytes(original):
        def send_bytes(self, buf, offset=0, size=None):
            def operation():
                return original(self, buf, offset, size)

            if _key(self) is None or _depth.word:
                return operation()
            return _word("send", _key(self), _shown_bytes(buf, offset, size), operation)

        return send_bytes

    def recv(original):
        def method(self, *arguments, **options):
            return _word("recv", _key(self), "", lambda: original(self, *arguments, **options),
                         _shown)

        return method

    def recv_bytes_into(original):
        def recv_bytes_into(self, buf, offset=0):
            return _word("recv", _key(self), "", lambda: original(self, buf, offset),
                         lambda size: _shown_bytes(buf, offset, size))

        return recv_bytes_into

    def poll(original):
        def poll(self, timeout=0.0):
            _note_limit(timeout or None)
            return _word("look", _key(self), "", lambda: original(self, timeout), _shown)

        return poll

    def wait(original):
        def wait(object_list, timeout=None):
            if _caller() and not _depth.word:
                _tell("polls")
            return original(object_list, timeout)

        return wait

    _replace(module, "Pipe", pipe)
    _replace(module, "wait", wait)
    if hasattr(module, "rebuild_connection"):
        _replace(module, "rebuild_connection", rebuild)
    _replace(cls, "send", send)
    _replace(cls, "send_bytes", send_bytes)
    _replace(cls, "recv", recv)
    _replace(cls, "recv_bytes", recv)
    _replace(cls, "recv_bytes_into", recv_bytes_into)
    _replace(cls, "poll", poll)


def _sharedctypes(module):
    original_value = module.Value

    def making(original, kind):
        def make(*arguments, **options):
            with _Making():
                made = original(*arguments, **options)
            if not _depth.making and hasattr(made, "_lock"):
                _name(made, kind, f"{kind}:{id(made)}")
                if hasattr(made._lock, "_semlock"):
                    made._lock._mpdemo_key = _key(made)
            return made

        return make

    module.Value = making(original_value, "value")
    module.Array = making(module.Array, "array")
    value = module.Synchronized.value
    module.Synchronized.value = property(
        lambda self: _word("get", _key(self), "", lambda: value.fget(self), _shown),
        lambda self, new: _word("put", _key(self), _shown(new), lambda: value.fset(self, new)))

    def at(index):
        return "" if isinstance(index, slice) else f" at {index}"

    def getitem(original):
        def __getitem__(self, index):
            return _word("get", _key(self), "", lambda: original(self, index),
                         lambda result: _shown(result) + at(index))

        return __getitem__

    def setitem(original):
        def __setitem__(self, index, new):
            return _word("put", _key(self), _shown(new) + at(index),
                         lambda: original(self, index, new))

        return __setitem__

    _replace(module.SynchronizedArray, "__getitem__", getitem)
    _replace(module.SynchronizedArray, "__setitem__", setitem)


def _pool(module):
    def key_of(tasks):
        return f"pool:{os.fstat(tasks._reader.fileno()).st_ino}"

    def setup(original):
        # Its workers begin before it is made.
        def _setup_queues(self):
            original(self)
            if hasattr(self._inqueue, "_reader"):
                _name(self, "pool", key_of(self._inqueue))

        return _setup_queues

    def making(original):
        # The queues of a pool are its own.
        def __init__(self, *arguments, **options):
            with _Making():
                original(self, *arguments, **options)

        return __init__

    def ending(original):
        def method(self):
            return _word("close", _key(self), "", lambda: original(self))

        return method

    _note_limits(module.ApplyResult, "get")
    _note_limits(module.ApplyResult, "wait")
    _replace(module.Pool, "__init__", making)
    _replace(module.Pool, "_setup_queues", setup)
    for name in ("close", "terminate"):
        _replace(module.Pool, name, ending)

    def called(task):
        if task is None:
            return None
        function, arguments = task[2], task[3]
        if function in (module.mapstar, module.starmapstar):
            function, arguments = arguments[0][0], arguments[0][1]
            if function is module._helper_reraises_exception:
                return "a task"
        name = getattr(function, "__name__", _shown(function))
        return name + "(" + ", ".join(_shown(one) for one in arguments) + ")"

    original = module.worker

    def worker(inqueue, outqueue, *arguments, **options):
        key = key_of(inqueue)
        get, put = inqueue.get, outqueue.put
        current = ""

        def take():
            nonlocal current
            task = _word("task", key, "", get, called)
            current = called(task)
            return task

        def finish(result):
            return _word("task-ends", key, current, lambda: put(result))

        inqueue.get, outqueue.put = take, finish
        return original(inqueue, outqueue, *arguments, **options)

    module.worker = worker


# ---- the names of processes


def _name_of(process):
    """What the user's program calls a process: "worker" if it is one of a pool, nothing
    if it only has a number."""
    target = getattr(process, "_target", None)
    if "PoolWorker" in process.name or getattr(target, "__name__", "") == "_process_worker":
        return "worker"
    kind = type(process)
    is_numbered = process.name.startswith(kind.__name__ + "-")
    if is_numbered and kind.__module__.startswith("multiprocessing."):
        return ""
    name = process.name if process.name.isprintable() else repr(process.name)[1:-1]
    return name[:_LONGEST_NAME]


def _process(module):
    def naming(original):
        # How it was made may have left it without its name.
        def _bootstrap(self, *arguments, **options):
            _tell("named", _name_of(self))
            return original(self, *arguments, **options)

        return _bootstrap

    _replace(module.BaseProcess, "_bootstrap", naming)
    _note_limits(module.BaseProcess, "join")


def _launching(module):
    def naming(original):
        def _launch(self, process):
            if module.__name__ == "multiprocessing.popen_spawn_posix":
                # Its own process comes first, if there is none yet.
                from multiprocessing import resource_tracker

                resource_tracker.getfd()
            _tell("child", _name_of(process))
            return original(self, process)

        return _launch

    _replace(module.Popen, "_launch", naming)


_WORDS = {
    "multiprocessing.process": _process,
    "multiprocessing.popen_fork": _launching,
    "multiprocessing.popen_spawn_posix": _launching,
    "multiprocessing.synchronize": _synchronize,
    "multiprocessing.connection": _connection,
    "multiprocessing.queues": _queues,
    "multiprocessing.sharedctypes": _sharedctypes,
    "multiprocessing.pool": _pool,
}


class _Finder(importlib.abc.MetaPathFinder):
    """Gives a module its words as soon as it has been imported."""

    def find_spec(self, name, path, target=None):
        words = _WORDS.get(name)
        if words is None:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            words(module)

        spec.loader.exec_module = exec_module
        return spec


def install(is_users_file):
    global _is_users_file
    _is_users_file = is_users_file
    sys.meta_path.insert(0, _Finder())
