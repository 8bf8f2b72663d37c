#include "tests/app/mpdemo.hpp"

// A disk that fills up while a file is being written: a small file system of our
// own, in a mount namespace.

namespace {

using namespace tests;

/// What a shell prints that has run mpdemo where 16 KiB are free and "run" is an old file.
/// Empty: this machine lets nobody mount.
std::optional<Finished> on_small_disk(const Folder& folder, const Arguments& arguments) {
  constexpr const char* kScript =
      "mount -t tmpfs -o size=16k none \"$1\" && cd \"$1\" || exit 77; echo old >run; shift; "
      "\"$0\" \"$@\"; echo \"status $?\"; cat run; ls -A";
  Arguments all = {"--mount", "sh", "-c", kScript, kMpdemo, folder.path()};
  if (::geteuid() != 0) all.insert(all.begin(), "--map-root-user");
  const Finished finished = support::run("unshare", together(all, arguments));
  if (finished.output.empty()) return std::nullopt;
  return finished;
}

}  // namespace

TEST_CASE("On a disk that fills up the old file stays, and a sentence says what to do") {
  const support::NothingLeft nothing_left;
  for (const auto& arguments :
       {Arguments{"pool", "default", "--auto", "--tasks", "100", "--speed", "100", "--format",
                  "jsonl", "-o", "run"},
        {"pool", "default", "--seed", "1", "--tasks", "30", "--format", "html", "-o", "run"},
        {"trace", "--format", "jsonl", "-o", "run", "--", "sh", "-c",
         "i=0; while [ $i -lt 150 ]; do echo $i; i=$((i+1)); done >&2"}}) {
    CAPTURE(arguments);
    const Folder folder;
    const auto finished = on_small_disk(folder, arguments);
    if (!finished) return;
    CHECK(finished->output == "status 3\nold\nrun\n");
    CHECK_THAT(finished->error, ContainsSubstring("mpdemo: cannot write run: No space left on "
                                                  "device; make room there"));
  }
}
