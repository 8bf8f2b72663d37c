#include "app/output/run_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <iostream>

#include "tests/app/mpdemo.hpp"

// The document of an interrupted run.

namespace {

using namespace tests;

/// A view whose document has to be closed.
class Document : public view::View {
 public:
  std::string begin(const record::Run&, const view::SourceListing&) override { return "<run>"; }
  std::string event(const record::Event&) override { return "."; }
  std::string end(const record::End&) override { return "</run>"; }
  std::string finish() override { return "</document>"; }
};

const view::Format kDocument = {
    "document", "for this test",
    [](const view::Style&) -> std::unique_ptr<view::View> { return std::make_unique<Document>(); }};

/// While it lives, standard output is a file.
class OutputTo {
 public:
  explicit OutputTo(const std::string& path) : before_(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)) {
    std::cout.flush();
    os::make_standard(os::open(path.c_str(), O_WRONLY | O_CREAT), STDOUT_FILENO);
  }
  OutputTo(const OutputTo&) = delete;
  OutputTo& operator=(const OutputTo&) = delete;
  ~OutputTo() { os::make_standard(before_, STDOUT_FILENO); }

 private:
  os::Fd before_;
};

void begin_and_close(const app::ViewOptions& options) {
  const lessons::Catalogue nothing;
  app::RunWriter writer(options, nothing);
  const auto run = support::fork_parent_first();
  writer.begin(run.run);
  writer.event(run.events.front());
  writer.close();
}

}  // namespace

TEST_CASE("A document on standard output is closed when its run is interrupted") {
  const Folder folder;
  app::ViewOptions options;
  options.format = &kDocument;
  {
    const OutputTo file(folder / "screen");
    begin_and_close(options);
  }
  CHECK(contents_of(folder / "screen") == "<run>.</document>");
}

TEST_CASE("A file is given up when its run is interrupted") {
  const Folder folder;
  app::ViewOptions options;
  options.format = &kDocument;
  options.output = folder / "run";
  begin_and_close(options);
  CHECK(folder.names().empty());
}
