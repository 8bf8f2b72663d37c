#pragma once

#include <memory>
#include <string_view>

#include "app/cli/options.hpp"
#include "app/output/destination.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// Writes runs in one view to one destination: standard output as they happen,
/// or a file that appears when it is complete. It is the consumer of a live or
/// recorded run.
class RunWriter : public record::Consumer {
 public:
  /// Throws EnvironmentError when the file cannot be written.
  RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue);
  ~RunWriter() override;

  /// What comes now is not written, but the view still needs it.
  void mute(bool muted) { muted_ = muted; }

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// All runs have been written: closes the document; a file gets its name.
  /// Without this call there is no file.
  void commit();
  /// We are told to end: closes a document on standard output, so that it can
  /// be read; drops a file.
  void close();

 private:
  /// Throws std::runtime_error if the part of the run that was asked for is empty.
  void check_selection() const;
  void write(std::string_view bytes);

  const lessons::Catalogue& catalogue_;
  Language language_;
  Destination destination_;
  std::unique_ptr<view::View> view_;
  bool muted_ = false;
};

/// The source of a demo for the views, with its title and its prose in that
/// language; an empty one for nullptr.
view::SourceListing source_listing_of(const lessons::Demo* demo, Language language);

/// A demo of the catalogue by its names in a record; nullptr: not found.
const lessons::Demo* find_demo(const lessons::Catalogue& catalogue, std::string_view lesson,
                               std::string_view demo);

}  // namespace app
