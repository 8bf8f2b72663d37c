"""What the sources must look like, beyond what a compiler checks.

sources.py CHECK: run in the project's directory, prints one line a problem,
"file:line: what to do". CHECKS at the end lists them.
"""

import pathlib
import re
import sys
import unicodedata

ROOMS = ("app", "core", "lessons", "tests")

# Who may include what: the first pattern that a file's path matches counts.
# A path that matches none may include anything: app and tests see all rooms.
WALLS = (
    (r"core/os/", r"core/os/"),
    (r"core/probe/", r"core/(os|probe)/"),
    (r"core/mp/", r"core/(os|probe|mp)/"),
    (r"core/record/", r"core/(os|record)/|core/probe/act\.hpp"),
    (r"core/choice/", r"core/(os|record|choice)/|core/probe/act\.hpp"),
    (r"core/stage/", r"core/(os|probe|record|choice|stage)/"),
    (r"core/tracer/", r"core/(os|record|choice|tracer)/|core/probe/act\.hpp"),
    (r"core/view/", r"core/(record|choice|view)/|core/probe/act\.hpp"),
    (r"lessons/.+/", r"core/mp/"),
    (r"lessons/", r"lessons/|core/mp/"),
)

SYSTEM_CALLS = ("fork vfork waitpid waitid close dup dup2 pipe pipe2 socketpair mmap munmap "
                "kill poll ptrace syscall").split()
# These are words of our own, too: one of the kernel's is written ::name(). Not among them:
# questions about ourselves (getpid, isatty), and read and write of what core/os has opened.
CALLS_BY_FULL_NAME = ("access clock_gettime clock_nanosleep epoll_create1 eventfd execve execvp fcntl "
                      "ftruncate getrlimit inotify_init1 killpg lseek lstat memfd_create mkdir "
                      "mount open openat prctl readlink recvmsg rename sendmsg setrlimit setsid "
                      "sigaction signal signalfd sigprocmask socket stat sysconf tcsetattr "
                      "timerfd_create unlink unshare").split()
KEYWORDS = "return co_return co_await co_yield throw else do case and or not"
LEFT_TO_DO = "|".join(("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"))  # not to find itself


def files(*suffixes, rooms=ROOMS):
    found = (path for room in rooms for path in pathlib.Path(room).rglob("*"))
    return sorted(path for path in found if path.suffix in suffixes)


def lines_of(path):
    return enumerate(path.read_text(errors="replace").split("\n"), start=1)


CPP_NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'',
    re.DOTALL)


def code_of(path):
    """The lines of a C++ file with its comments and literals blanked."""
    text = path.read_text(errors="replace")
    code = CPP_NOT_CODE.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)
    return enumerate(code.split("\n"), start=1)


def walls():
    for path in files(".cpp", ".hpp"):
        allowed = next((may for who, may in WALLS if re.match(who, str(path))), None)
        for number, line in lines_of(path) if allowed else ():
            include = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
            if include and not re.match(allowed, include[1]):
                yield path, number, (f'"{include[1]}" is not allowed here: '
                                     f"only {allowed} may be included")


def system_calls():
    call = re.compile(rf"\b({'|'.join(SYSTEM_CALLS)})\s*\((\s*\))?"
                      rf"|(?<![\w>]::)(?<=::)({'|'.join(CALLS_BY_FULL_NAME)})\(")
    for path in files(".cpp", ".hpp", rooms=("app", "core", "lessons")):
        for number, line in code_of(path) if not path.is_relative_to("core/os") else ():
            if any(found[3] or is_raw(line[:found.start()].rstrip(), found[1], found[2])
                   for found in call.finditer(line)):
                yield path, number, "a raw system call: let a type of core/os own it"


def is_raw(before, name, no_arguments):
    """Tells f(x) and ::f(x) from a.f(x), os::f(x) and the declaration int f(x);."""
    if before.endswith("::"):
        return not re.search(r"[\w>]::$", before)
    if no_arguments and "fork" not in name:
        return False  # a member: of all these calls only fork goes without arguments
    word = re.search(r"[\w.>*]*$", before.removesuffix("&"))[0]
    return word in ("", *KEYWORDS.split())


def page_width():
    for path in files(".cpp", ".c", ".py", ".sh", rooms=("lessons",)):
        # A wrong repair is no page: its second line says what is to be seen of it.
        is_page = len(path.parts) > 2 and path.parent.name != "wrong"
        for number, line in lines_of(path) if is_page else ():
            width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
            if width > 72:
                yield path, number, f"{width} columns wide: a page has room for 72"


def every_text():
    own = [path for name in (".", ".ci", "install", "install/example", "scripts", "scripts/lib",
                             "tests/install")
           for path in pathlib.Path(name).glob("*") if path.is_file()]
    return own + [path for room in ROOMS for path in pathlib.Path(room).rglob("CMakeLists.txt")] + \
        files(".cpp", ".hpp", ".py", ".cmake", ".in", ".js", ".mjs", ".css", ".html")


def trailing_space():
    for path in every_text():
        for number, line in lines_of(path):
            if line != line.rstrip():
                yield path, number, "ends in white space: remove it"


def left_to_do():
    for path in every_text():
        for number, line in lines_of(path):
            found = re.search(rf"\b({LEFT_TO_DO})\b", line)
            if found:
                yield path, number, f"{found[0]}: do it now, or open an issue and remove the note"


def repeated_words():
    """In comments and in prose: "the the", also over the end of a line."""
    comment = re.compile(r"//[^\n]*?(?<![-\w])([A-Za-z]+)(?: +|\n *///? *)\1\b(?![-:(])")
    prose = re.compile(r"(?<![-\w])([A-Za-z]+)[ \n]\1\b")
    for path in files(".cpp", ".hpp", ".md") + [pathlib.Path("README.md")]:
        text = path.read_text(errors="replace")
        for found in (prose if path.suffix == ".md" else comment).finditer(text):
            yield path, text.count("\n", 0, found.end()) + 1, f"{found[1]} {found[1]}: once is enough"


def readmes():
    """Each room has one for its next owner, and a short one."""
    inner = [path for path in pathlib.Path("core").iterdir() if any(path.glob("*.hpp"))]
    for room in [pathlib.Path(name) for name in ROOMS] + sorted(inner):
        if not (room / "README.md").exists():
            yield room / "README.md", 1, "is missing: say what the room is, and how to add to it"
    for path in files(".md", rooms=(*ROOMS, "install")):
        number = len(path.read_text().splitlines())
        if path.name == "README.md" and number > 40:
            yield path, number, "has more than 40 lines: a README is read to its end, or not at all"


def fixed_sleeps():
    for path in files(".cpp", rooms=("tests",)):
        for number, line in code_of(path):
            if re.search(r"(?<!mp::)\b(sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\(", line):
                yield path, number, "sleeps a fixed time: wait for the condition itself"


def unused_names():
    """What clang-tidy overlooks where another file of its unit uses the same name."""
    name = re.compile(r"\s*(?:using|namespace)\s+(?:[\w:]+::(\w+)\s*;|(\w+)\s*=)")
    for path in files(".cpp"):
        lines = list(code_of(path))
        for number, line in lines:
            found = name.match(line)
            word = found and (found[1] or found[2])
            if word and not any(re.search(rf"\b{word}\b", other)
                                for at, other in lines if at != number):
                yield path, number, f"nothing here uses the name {word}: remove the line"


def test_names():
    """What ctest makes of a test's name: at a semicolon it takes it apart."""
    for path in files(".cpp", rooms=("tests",)):
        for number, line in lines_of(path):
            name = re.match(r'(?:TEST_CASE|SCENARIO)\("([^"]*)"', line)
            if name and (";" in name[1] or name[1].startswith("--")):
                yield path, number, "ctest would run nothing: a test's name has no ';', nor '--' first"


CHECKS = {check.__name__: check for check in
          (walls, system_calls, page_width, trailing_space, left_to_do, repeated_words,
           readmes, fixed_sleeps, unused_names, test_names)}

if __name__ == "__main__":
    problems = list(CHECKS[sys.argv[1]]())
    for path, number, sentence in problems:
        print(f"{path}:{number}: {sentence}")
    sys.exit(1 if problems else 0)
