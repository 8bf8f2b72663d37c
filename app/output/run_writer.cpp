#include "app/output/run_writer.hpp"

#include <algorithm>

#include "app/cli/errors.hpp"

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

view::Page page_of(const lessons::Demo* demo, Language language) {
  if (!demo) return {};
  view::Page page{in(language, demo->title()), demo->page.file(), demo->page.source()};
  for (const auto prose : demo->page.paragraphs()) {
    const auto translated = translation(language, lessons::paragraph_of(prose));
    if (!translated) continue;
    const auto end = page.source.substr(
        0, static_cast<std::size_t>(prose.data() - page.source.data()) + prose.size());
    page.notes.push_back(
        {static_cast<int>(std::count(end.begin(), end.end(), '\n')) + 1, *translated});
  }
  return page;
}

RunWriter::RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue)
    : catalogue_(catalogue),
      language_(options.language),
      destination_(options),
      view_(options.format->make(destination_.style())) {}

RunWriter::~RunWriter() = default;

void RunWriter::begin(const record::Run& run) {
  const lessons::Demo* demo = find_demo(catalogue_, run.lesson, run.demo);
  write(view_->begin(run, page_of(demo, language_)));
}

void RunWriter::event(const record::Event& event) {
  write(view_->event(event));
}

void RunWriter::end(const record::End& end) {
  write(view_->end(end));
}

void RunWriter::commit() {
  write(view_->finish());
  destination_.commit();
}

void RunWriter::close() {
  if (!destination_.is_standard_output()) return;
  try {
    write(view_->finish());
  } catch (const NobodyReads&) {
    // Whoever left does not miss it, and what ends us is something else.
  }
}

void RunWriter::write(std::string_view bytes) {
  if (!muted_) destination_.write(bytes);
}

}  // namespace app
