#include <fcntl.h>
#include <sys/stat.h>

#include "core/os/descriptors/output_file.hpp"
#include "tests/app/replay/stepped_replay.hpp"

// A run is shown while it is being written; the test is its writer.

namespace {

using namespace tests;

/// The lines of a record, each with its newline.
std::vector<std::string> record_lines(const std::string& record) {
  std::vector<std::string> lines = lines_of(record);
  for (auto& line : lines) line += '\n';
  return lines;
}

/// The only writer of a file, until it closes it.
class Writer {
 public:
  explicit Writer(const std::string& path)
      : file_(os::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC)) {}
  void write(std::string_view bytes) { os::write_all(file_.get(), bytes); }
  void close() { file_.reset(); }

 private:
  os::Fd file_;
};

Arguments follow(const std::string& file, const Arguments& more = {}) {
  Arguments arguments = {"replay", file, "--follow"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace

TEST_CASE("What is appended to a record is shown at once, line by line") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_two();
  for (const char* format : {"text", "jsonl", "lanes", "raw"}) {
    CAPTURE(format);
    Writer writer(folder / "run");
    Program program(kMpdemo, follow(folder / "run", {"--format", format}));
    for (const auto& line : record_lines(record)) {
      // In pieces, as a buffer that is full cuts them.
      writer.write(std::string_view(line).substr(0, line.size() / 2));
      writer.write(std::string_view(line).substr(line.size() / 2));
      if (format == std::string("jsonl"))
        program.expect(line);
      else if (times("reached the end\"", line) > 0)
        program.expect("has reached");
    }
    writer.close();
    CHECK(program.wait() == exited(0));
    CHECK(program.error().empty());
    CHECK(program.output() == mpdemo({"replay", folder / "run", "--format", format}).output);
  }
}

TEST_CASE("A record that nobody writes any more is shown to its end, and that is all") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_two();
  write_file(folder / "run", record);
  const Finished finished = mpdemo(follow(folder / "run", {"--format", "jsonl"}));
  CHECK(finished.status == exited(0));
  CHECK(finished.output == record);
}

TEST_CASE("A record that is whole is waited with for as long as its writer is there") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_basic();
  Writer writer(folder / "run");
  writer.write(record);
  Program program(kMpdemo, follow(folder / "run", {"--format", "jsonl"}));
  program.expect("\"type\":\"end\"");
  // Another run may follow, and does.
  writer.write(record);
  program.expect("\"type\":\"end\"");
  writer.close();
  CHECK(program.wait() == exited(0));
  CHECK(program.output() == record + record);
}

TEST_CASE("A writer that dies in the middle of a run is told as a record that is cut") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto lines = record_lines(record_of_basic());
  Options writes;
  writes.input = To::pipe;
  writes.output = Stream(folder / "run");
  Program writer("cat", {}, writes);
  Program program(kMpdemo, follow(folder / "run"));
  writer.send_keys(lines[0] + lines[1] + lines[2]);
  program.expect("and I am alone");
  writer.send_signal(SIGKILL);
  CHECK(writer.wait() == os::ExitStatus::killed(SIGKILL));
  CHECK(program.wait() == exited(1));
  CHECK(is_one_sentence(program.error()));
  CHECK_THAT(program.error(), ContainsSubstring("line 3: the record ends in the middle of a run"));
  // The same when it was gone before.
  const Finished late = mpdemo(follow(folder / "run"));
  CHECK(late.status == exited(1));
  CHECK(late.output == program.output());
  CHECK(late.error == program.error());
}

TEST_CASE("A run of mpdemo itself is shown while it is written, and to its end by a signal") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options writes;
  writes.output = Stream(folder / "run");
  Program writer(kFixture, {"bad", "--demo", "hang", "--auto", "--format", "jsonl"}, writes);
  Program program(kMpdemo, follow(folder / "run"));
  program.expect("waits for");
  writer.send_signal(SIGTERM);
  CHECK(writer.wait() == os::ExitStatus::killed(SIGTERM));
  CHECK(program.wait() == exited(0));
  CHECK_THAT(program.output(), ContainsSubstring("SIGTERM"));
}

TEST_CASE("A pipe is followed to the end of what comes") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const auto lines = record_lines(record_of_basic());
  Program program(kMpdemo, follow(folder / "pipe", {"--format", "jsonl"}));
  Writer writer(folder / "pipe");
  for (const auto& line : lines) {
    writer.write(line);
    program.expect(line);
  }
  writer.close();
  CHECK(program.wait() == exited(0));

  Options options;
  options.input = To::pipe;
  Program cut(kMpdemo, follow("-"), options);
  cut.send_keys(lines[0] + lines[1]);
  cut.expect("starts");
  cut.send_signal(SIGTERM);
  CHECK(cut.wait() == os::ExitStatus::killed(SIGTERM));
}

TEST_CASE("A growing file is followed as standard input, too") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_basic();
  const auto middle = record.find('\n', record.size() / 2) + 1;
  Writer writer(folder / "run");
  writer.write(record.substr(0, middle));
  Options options;
  options.input = Stream(folder / "run");
  Program program(kMpdemo, {"replay", "--follow", "--format", "jsonl"}, options);
  program.expect(record.substr(0, middle));
  writer.write(record.substr(middle));
  writer.close();
  CHECK(program.wait() == exited(0));
  CHECK(program.output() == record);
}

TEST_CASE("A record that becomes shorter is told in a sentence") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto lines = record_lines(record_of_basic());
  Writer writer(folder / "run");
  writer.write(lines[0] + lines[1]);
  Program program(kMpdemo, follow(folder / "run"));
  program.expect("starts");
  std::filesystem::resize_file(folder / "run", 1);
  CHECK(program.wait() == exited(1));
  CHECK(is_one_sentence(program.error()));
  CHECK_THAT(program.error(), ContainsSubstring("has become shorter"));
}

TEST_CASE("A file for what is followed appears when the run is whole") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_basic();
  Writer writer(folder / "run");
  writer.write(record);
  Program program(kMpdemo, follow(folder / "run", {"--format", "jsonl", "-o", folder / "copy"}));
  CHECK(folder.names() == std::vector<std::string>{"run"});
  writer.close();
  CHECK(program.wait() == exited(0));
  CHECK(contents_of(folder / "copy") == record);
}

TEST_CASE("On a terminal a run is followed in lanes, and Ctrl-C ends it") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto lines = record_lines(record_of_basic());
  Writer writer(folder / "run");
  writer.write(lines[0] + lines[1]);
  Program program(kMpdemo, follow(folder / "run", {"--color", "never"}), support::on_terminal());
  program.expect("● parent 1");
  program.send_keys("\x03");
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(os::same_modes(program.modes(), program.modes_before()));
}

TEST_CASE("Other signals end what follows a file, too") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto lines = record_lines(record_of_basic());
  Writer writer(folder / "run");
  writer.write(lines[0] + lines[1]);
  for (const int signal : {SIGTERM, SIGHUP, SIGQUIT, SIGKILL}) {
    Program program(kMpdemo, follow(folder / "run", {"--format", "jsonl"}));
    program.expect(lines[1]);
    CHECK(end_with(signal, program) == os::ExitStatus::killed(signal));
  }
}
