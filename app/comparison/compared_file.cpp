#include "app/comparison/compared_file.hpp"

#include <fmt/core.h>

#include <utility>

#include "app/cli/errors.hpp"
#include "app/output/whole_file.hpp"
#include "core/record/outcome_reader.hpp"
#include "core/record/record_reader.hpp"
#include "core/view/model/stable_ids.hpp"

namespace app {

ComparedFile read_compared(const std::string& path) {
  const std::string bytes = whole_file(path);
  try {
    if (record::is_outcome_report(bytes)) return record::read_outcomes(bytes);
    KeptRuns kept;
    view::StableIds stable(kept);
    record::RecordReader reader(stable);
    reader.feed(bytes);
    reader.finish();
    return std::move(kept.runs);
  } catch (const record::RecordError& error) {
    throw UsageError(
        fmt::format("{}: {}. diff compares what --format jsonl writes: recorded runs, or reports "
                    "of --outcomes.",
                    path, error.what()));
  }
}

}  // namespace app
