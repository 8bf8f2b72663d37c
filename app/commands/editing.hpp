#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/cli/options.hpp"
#include "app/session/subject.hpp"
#include "core/tracer/signal_relay.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {

class TriedFile;

/// The command line of the reader's editor, with the cursor on that line: $VISUAL, $EDITOR,
/// or one that is installed. Empty: there is none.
std::vector<std::string> editor_at(
    const std::string& file, int line,
    const view::Environment& environment = view::process_environment);

/// Opens the program's source in the reader's editor, and builds `tried` again; nullptr: it
/// is a program that the reader builds. The terminal must be as it was before the session.
Edited edit_program(const EditPlace& place, TriedFile* tried, tracer::SignalRelay& relay,
                    const ViewOptions& view);

/// Writes a text into a file of that name in the working folder, never over a file: then it
/// is `stem-2.py` and so on. Returns the name. Throws EnvironmentError.
std::string copy_here(const std::string& file, std::string_view text);

/// What is in a file; "" if it cannot be read.
std::string text_of_file(const std::string& path);

/// Opens a file in the editor. Returns a sentence if that was not possible.
Edited edit_file(const std::string& file, int line, const ViewOptions& view);

}  // namespace app
