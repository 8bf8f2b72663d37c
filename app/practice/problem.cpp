#include "app/practice/problem.hpp"

namespace app::practice {

std::set<int> Problem::answer() const {
  if (options.empty()) return {processes};
  std::set<int> right;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].is_right) right.insert(static_cast<int>(i) + 1);
  }
  return right;
}

std::optional<Shown> run_against(const Problem& problem, const std::set<int>& given) {
  const std::string source = problem.draft.source();
  const auto shown = [&](const std::optional<Way>& way) -> std::optional<Shown> {
    if (!way) return std::nullopt;
    return Shown{source, *way};
  };
  switch (problem.draft.asks) {
    case Asks::processes:
      return shown(problem.run);
    case Asks::ending: {
      const bool said_never =
          !given.empty() &&
          problem.options[static_cast<std::size_t>(*given.begin()) - 1].ending == Ending::never;
      return shown(problem.hang && !(said_never && problem.run) ? problem.hang : problem.run);
    }
    case Asks::close:
      // How it hangs with what the reader has added.
      for (const int number : given) {
        const Option& option = problem.options[static_cast<std::size_t>(number) - 1];
        if (option.way) return Shown{option.mended, *option.way, number};
      }
      return shown(problem.hang);
    case Asks::outputs:
      break;
  }
  std::optional<Shown> any;
  for (const int number : problem.answer()) {
    const Option& option = problem.options[static_cast<std::size_t>(number) - 1];
    if (!option.way) continue;
    const Shown one{source, *option.way, number};
    if (!given.contains(number)) return one;
    if (!any) any = one;
  }
  return any;
}

}  // namespace app::practice
