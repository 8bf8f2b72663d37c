#pragma once

#include <memory>
#include <string_view>

#include "app/cli/options.hpp"
#include "app/output/destination.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// Writes runs in one view to one place: standard output as they happen, or a
/// file that appears when it is whole. A stage drives it, or a recorded file.
class RunWriter : public record::Consumer {
 public:
  /// Throws EnvironmentError when the file cannot be written.
  RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue);
  ~RunWriter() override;

  /// What comes now is not written, but belongs to what comes later.
  void mute(bool muted) { muted_ = muted; }

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// All runs are in: the document is closed, and a file takes its name. Without
  /// this there is no file.
  void commit();
  /// No run follows, since we are told to end: a document on standard output is
  /// closed all the same, so that it can be read; a file is given up.
  void close();

 private:
  void write(std::string_view bytes);

  const lessons::Catalogue& catalogue_;
  Language language_;
  Destination destination_;
  std::unique_ptr<view::View> view_;
  bool muted_ = false;
};

/// The page of a demo, for the views, with its title and its prose in that
/// language; an empty one for nullptr.
view::Page page_of(const lessons::Demo* demo, Language language);

/// A demo of the catalogue by the names that a record has for it; nullptr when
/// it is not in there.
const lessons::Demo* find_demo(const lessons::Catalogue& catalogue, std::string_view lesson,
                               std::string_view demo);

}  // namespace app
