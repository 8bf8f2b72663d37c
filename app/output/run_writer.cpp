#include "app/output/run_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/cli/errors.hpp"
#include "app/language/wording.hpp"
#include "app/output/log.hpp"
#include "core/view/model/words.hpp"

namespace app {

const lessons::Demo* find_demo(const lessons::Catalogue& catalogue, std::string_view lesson,
                               std::string_view demo) {
  for (const auto& known : catalogue) {
    if (known.name != lesson) continue;
    for (const auto& candidate : known.demos) {
      if (candidate.name == demo) return &candidate;
    }
  }
  return nullptr;
}

view::SourceListing source_listing_of(const lessons::Demo* demo, Language language) {
  if (!demo) return {};
  view::SourceListing listing{in(language, demo->title()), demo->page.file(), demo->page.source()};
  for (const auto prose : demo->page.paragraphs()) {
    const auto translated = translation(language, lessons::paragraph_of(prose));
    if (!translated) continue;
    const auto end = listing.source.substr(
        0, static_cast<std::size_t>(prose.data() - listing.source.data()) + prose.size());
    listing.notes.push_back(
        {static_cast<int>(std::count(end.begin(), end.end(), '\n')) + 1, *translated});
  }
  return listing;
}

RunWriter::RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue)
    : catalogue_(catalogue),
      language_(options.language),
      destination_(options),
      view_(options.format->make(destination_.style())) {}

RunWriter::~RunWriter() = default;

void RunWriter::begin(const record::Run& run) {
  const lessons::Demo* demo = find_demo(catalogue_, run.lesson, run.demo);
  write(view_->begin(run, source_listing_of(demo, language_)));
}

void RunWriter::event(const record::Event& event) {
  write(view_->event(event));
}

void RunWriter::end(const record::End& end) {
  write(view_->end(end));
}

void RunWriter::commit() {
  write(view_->finish());
  check_selection();
  destination_.commit();
  if (view_->is_too_large()) report("mpdemo: " + std::string(wording(language_).too_large) + "\n");
}

void RunWriter::check_selection() const {
  const view::Selection* selection = destination_.style().selection;
  if (!selection || selection->found.shown > 0 || selection->found.events == 0) return;
  const auto& names = selection->found.names;
  throw std::runtime_error(view::filled(wording(language_).nothing_selected,
                                        selection->found.events,
                                        fmt::format("{}", fmt::join(names, ", "))));
}

void RunWriter::close() {
  if (!destination_.is_standard_output()) return;
  try {
    write(view_->finish());
  } catch (const NobodyReads&) {
    // A reader that has left does not miss it, and something else ends us.
  }
}

void RunWriter::write(std::string_view bytes) {
  if (!muted_) destination_.write(bytes);
}

}  // namespace app
