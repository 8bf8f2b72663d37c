#include "core/view/model/standstill_lines.hpp"

#include <fmt/format.h>

#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"

namespace view {

std::string standstill_lines(const Standstill& standstill, const Roster& roster,
                             const LineHead& head, const Mention& mention, const Mention& brief,
                             Language language) {
  const Standstill::Picture picture = standstill.picture(roster, mention, language);
  if (picture.rows.empty()) return {};
  std::string drawn = fmt::format("\n{}\n", picture.head(language));
  for (const auto& [pid, what] : picture.rows)
    drawn += "  " + head(*roster.find(pid), pid) + "  " + what + "\n";
  if (picture.circle.empty()) return drawn;
  drawn += fmt::format("  {}", words(language).the_circle);
  for (const auto& [pid, object] : picture.circle) {
    drawn += brief(pid) + " -> ";
    if (!object.empty()) drawn += harmless(object) + " -> ";
  }
  return drawn + brief(picture.circle.front().pid) + "\n";
}

std::string standstill_lines(const Standstill& standstill, const StepReader& reader) {
  const Mention label = [&](pid_t pid) { return reader.label_of(pid); };
  const Mention brief = [&](pid_t pid) { return reader.mention(pid); };
  const LineHead head = [&](const Roster::Member&, pid_t pid) { return label(pid); };
  return standstill_lines(standstill, reader.roster(), head, label, brief, reader.language());
}

}  // namespace view
