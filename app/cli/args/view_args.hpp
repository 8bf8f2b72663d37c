#pragma once

#include <optional>
#include <string>

#include "app/cli/args/selection_args.hpp"
#include "app/cli/options.hpp"

namespace app {

/// The options of a view, as typed. The grammar fills it, and the options of
/// each command call understood().
struct ViewArgs {
  std::optional<std::string> format;
  std::string output;
  std::string ids = "real";
  std::string time = "relative";
  std::string colour = "auto";
  bool ascii = false;
  bool plain = false;
  bool detail = false;
  std::optional<std::string> theme;
  SelectionArgs selection;

  /// `of_outcomes`: it is not a run that is shown, but the outcomes of many. Throws UsageError.
  ViewOptions understood(bool of_outcomes = false) const;
  /// Throws UsageError if a part of a run is asked for, since `what` shows no run, or all of it.
  void refuse_selection(const std::string& what) const;

 private:
  void understand_format(bool of_outcomes, ViewOptions& options) const;
};

/// What --theme says, or a setting: `where` is what the complaint about it begins
/// with. Empty: what the terminal says of itself.
std::optional<view::Ground> theme_meant(const std::string& where, const std::string& word);

}  // namespace app
