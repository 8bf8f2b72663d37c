#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/record/outcome_report.hpp"
#include "core/view/view.hpp"

namespace view {

/// The wording of a report of outcomes, for columns and for sentences.
/// Everything is harmless for a terminal, on one line, and without a full stop
/// if it may be continued.

/// "process/no-join: 2 possible outcomes (all 6 schedules tried); 200 free runs",
/// "trace/a.out: 2 outcomes seen in 60 runs" if possible ones were not searched.
std::string heading_of(const record::OutcomeReport& report, Language language);

/// Remarks on the origin of the numbers, if necessary: whole sentences.
std::vector<std::string> remarks_on(const record::OutcomeReport& report, Language language);

/// Why not all is proved, see choice::Doubt, in that language: "an act could not be done again
/// (3 times)". What is no such clause stays as it is.
std::string doubt_told(const std::string& reason, Language language);

/// How often it was seen and how many schedules lead there: "seen 191 times
/// (95.5 %); 5 of 6 schedules lead there", "never seen, though 1 of 6 ...", "seen
/// in 46 of 60 runs (76.7 %)".
std::string summary_of(const record::OutcomeRow& row, const record::OutcomeReport& report,
                       Language language);

/// Why no schedule is known to lead to an outcome that was seen.
std::string_view why_unexplained(const record::OutcomeReport& report, Language language);

/// "then: deadlock — parent waits for child-1"; empty when it ended well.
std::string ending_of(const record::OutcomeRow& row, const Style& style);

/// For each possible outcome that is shown the command that repeats it: "Outcome 2 again:
/// mpdemo process --demo no-join --schedule 0.1", and where a bad one is lost: "  after its
/// choice 1 of 2 no run ends well".
std::vector<std::string> commands_of(const record::OutcomeReport& report, Language language);

/// "mpdemo process --demo no-join --schedule 0.1".
std::string repeating(const record::OutcomeRow& row, const record::OutcomeReport& report);
/// "after its choice 1 of 2 no run ends well"; "": there is no such choice.
std::string turning_point_of(const record::OutcomeRow& row, Language language);

/// "and 10 more, 7 of them never seen: --format jsonl has them all", if only
/// the first `shown` rows are shown; else empty.
std::string rest_of(const record::OutcomeReport& report, std::size_t shown, Language language);

/// How many first lines all outcomes have in common; 0 if there is only one
/// outcome.
std::size_t common_beginning(const std::vector<record::OutcomeRow>& rows);

}  // namespace view
