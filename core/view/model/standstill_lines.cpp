#include "core/view/model/standstill_lines.hpp"

#include <fmt/format.h>

#include "core/view/model/words.hpp"

namespace view {

std::string standstill_lines(const Standstill& standstill, const Roster& roster,
                             const LineHead& head, const Mention& mention, const Mention& brief,
                             Language language) {
  const choice::WaitGraph graph = standstill.graph(roster);
  if (graph.waits().empty()) return {};
  const choice::WaitWords& said = words(language).waits;
  std::string drawn = fmt::format("\n{}\n", graph.heading(said, true));
  for (const choice::Wait& wait : graph.waits()) {
    drawn += fmt::format("  {}  {}\n", head(*roster.find(wait.pid), wait.pid),
                         description(wait, said, mention));
  }
  const std::vector<pid_t> circle = graph.circle();
  if (circle.empty()) return drawn;
  drawn += fmt::format("  {}", said.circle);
  for (const pid_t pid : circle) {
    drawn += brief(pid) + " -> ";
    const std::string& object = graph.find(pid)->object;
    if (!object.empty()) drawn += object + " -> ";
  }
  return drawn + brief(circle.front()) + "\n";
}

std::string standstill_lines(const Standstill& standstill, const StepReader& reader) {
  const Mention label = [&](pid_t pid) { return reader.label_of(pid); };
  const Mention brief = [&](pid_t pid) { return reader.mention(pid); };
  const LineHead head = [&](const Roster::Member&, pid_t pid) { return label(pid); };
  return standstill_lines(standstill, reader.roster(), head, label, brief, reader.language());
}

}  // namespace view
