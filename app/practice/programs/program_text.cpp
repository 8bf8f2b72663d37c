#include "app/practice/programs/program_text.hpp"

#include <fmt/format.h>

namespace app::practice {

void ProgramText::line(std::string_view c, std::string_view python) {
  body_.push_back(indentation() + std::string(is_c() ? c : python));
}

void ProgramText::only_c(std::string_view c) {
  if (is_c()) line(c, {});
}

void ProgramText::only_python(std::string_view python) {
  if (!is_c()) line({}, python);
}

void ProgramText::open(std::string_view c, std::string_view python) {
  line(fmt::format("{} {{", c), fmt::format("{}:", python));
  ++depth_;
}

void ProgramText::close() {
  --depth_;
  only_c("}");
}

void ProgramText::otherwise() {
  --depth_;
  line("} else {", "else:");
  ++depth_;
}

void ProgramText::before_main(std::string_view c, std::string_view python) {
  before_.emplace_back(is_c() ? c : python);
}

void ProgramText::needs(std::string_view header, std::string_view module) {
  if (!header.empty()) headers_.emplace(header);
  if (!module.empty()) modules_.emplace(module);
}

void ProgramText::print(std::string_view word) {
  needs("stdio.h", "");
  prints_ = true;
  line(fmt::format("printf(\"{}\\n\");", word), fmt::format("print(\"{}\", flush=True)", word));
}

void ProgramText::print_unfinished(std::string_view word) {
  needs("stdio.h", "");
  prints_ = true;
  line(fmt::format("printf(\"{}\");", word), fmt::format("print(\"{}\", end=\"\")", word));
}

void ProgramText::print_number(std::string_view expression) {
  needs("stdio.h", "");
  prints_ = true;
  line(fmt::format("printf(\"%d\\n\", {});", expression),
       fmt::format("print({}, flush=True)", expression));
}

void ProgramText::fork() {
  needs("unistd.h", "os");
  line("fork();", "os.fork()");
}

void ProgramText::open_child() {
  needs("unistd.h", "os");
  open("if (fork() == 0)", "if os.fork() == 0");
}

void ProgramText::open_child(std::string_view name) {
  needs("unistd.h", "os");
  line(fmt::format("pid_t {} = fork();", name), fmt::format("{} = os.fork()", name));
  open(fmt::format("if ({} == 0)", name), fmt::format("if {} == 0", name));
}

void ProgramText::end_child(int status) {
  needs("", "os");
  line(fmt::format("return {};", status), fmt::format("os._exit({})", status));
  close();
}

void ProgramText::wait() {
  needs("sys/wait.h", "os");
  line("wait(NULL);", "os.wait()");
}

void ProgramText::wait_for(std::string_view name) {
  needs("sys/wait.h", "os");
  line(fmt::format("waitpid({}, NULL, 0);", name), fmt::format("os.waitpid({}, 0)", name));
}

void ProgramText::wait_and_print_status(bool is_first) {
  needs("sys/wait.h", "os");
  if (is_first) only_c("int status;");
  line("wait(&status);", "_, status = os.wait()");
  needs("stdio.h", "");
  prints_ = true;
  line("printf(\"%d\\n\", WEXITSTATUS(status));",
       "print(os.waitstatus_to_exitcode(status), flush=True)");
}

ProgramText::Pipe ProgramText::make_pipe() {
  needs("unistd.h", "os");
  only_c("int ends[2];");
  line("if (pipe(ends) < 0) return 1;", "reader, writer = os.pipe()");
  return is_c() ? Pipe{"ends[0]", "ends[1]"} : Pipe{"reader", "writer"};
}

std::vector<ProgramText::Pipe> ProgramText::make_pipes(std::string_view a, std::string_view b) {
  needs("unistd.h", "os");
  only_c(fmt::format("int {}[2], {}[2];", a, b));
  line(fmt::format("if (pipe({}) < 0 || pipe({}) < 0) return 1;", a, b),
       fmt::format("{}, {} = os.pipe(), os.pipe()", a, b));
  const auto ends = [](std::string_view name) {
    return Pipe{fmt::format("{}[0]", name), fmt::format("{}[1]", name)};
  };
  return {ends(a), ends(b)};
}

void ProgramText::write(const std::string& end, std::string_view bytes) {
  line(fmt::format("write({}, \"{}\", {});", end, bytes, bytes.size()),
       fmt::format("os.write({}, b\"{}\")", end, bytes));
}

void ProgramText::declare_byte() {
  only_c("char c;");
}

void ProgramText::read(const std::string& end) {
  line(fmt::format("read({}, &c, 1);", end), fmt::format("os.read({}, 1)", end));
}

void ProgramText::read_and_print(const std::string& end) {
  needs("stdio.h", "");
  prints_ = true;
  line(fmt::format("read({}, &c, 1);", end), fmt::format("c = os.read({}, 1)", end));
  line("printf(\"%c\\n\", c);", "print(c.decode(), flush=True)");
}

void ProgramText::read_all_and_print(const std::string& end) {
  needs("stdio.h", "");
  prints_ = true;
  open(fmt::format("while (read({}, &c, 1) == 1)", end),
       fmt::format("while c := os.read({}, 1)", end));
  line("printf(\"%c\\n\", c);", "print(c.decode(), flush=True)");
  close();
}

std::string ProgramText::close_call(const std::string& end) const {
  return is_c() ? fmt::format("close({});", end) : fmt::format("os.close({})", end);
}

void ProgramText::close_end(const std::string& end) {
  const std::string call = close_call(end);
  line(call, call);
}

std::vector<std::string> ProgramText::make_locks(const std::vector<int>& values) {
  needs("semaphore.h", "from multiprocessing import Semaphore");
  needs("sys/mman.h", "");
  std::vector<std::string> names;
  const bool is_one = values.size() == 1;
  only_c(fmt::format("sem_t *lock = mmap(NULL, {}sizeof *lock, PROT_READ | PROT_WRITE,",
                     is_one ? "" : fmt::format("{} * ", values.size())));
  only_c("                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);");
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    const std::string python = is_one ? "lock" : name;
    const std::string c = is_one ? "lock" : fmt::format("&lock[{}]", i);
    line(fmt::format("sem_init({}, 1, {});", c, values[i]),
         fmt::format("{} = Semaphore({})", python, values[i]));
    names.push_back(is_c() ? c : python);
  }
  return names;
}

void ProgramText::acquire(const std::string& lock) {
  line(fmt::format("sem_wait({});", lock), fmt::format("{}.acquire()", lock));
}

void ProgramText::release(const std::string& lock) {
  line(fmt::format("sem_post({});", lock), fmt::format("{}.release()", lock));
}

void ProgramText::send(std::string_view name, std::string_view signal) {
  needs("signal.h", "signal");
  line(fmt::format("kill({}, {});", name, signal),
       fmt::format("os.kill({}, signal.{})", name, signal));
}

void ProgramText::handle(std::string_view signal, std::string_view handler) {
  needs("signal.h", "signal");
  line(fmt::format("signal({}, {});", signal, handler),
       fmt::format("signal.signal(signal.{}, {})", signal, handler));
}

void ProgramText::ignore(std::string_view signal) {
  needs("signal.h", "signal");
  line(fmt::format("signal({}, SIG_IGN);", signal),
       fmt::format("signal.signal(signal.{}, signal.SIG_IGN)", signal));
}

void ProgramText::define_handler(std::string_view name, std::string_view word) {
  needs("unistd.h", "");
  before_main(fmt::format("static void {}(int number) {{", name),
              fmt::format("def {}(number, frame):", name));
  if (is_c()) before_main("  (void)number;", "");
  // printf() is not for handlers.
  before_main(fmt::format("  write(1, \"{}\\n\", {});", word, word.size() + 1),
              fmt::format("    print(\"{}\", flush=True)", word));
  if (is_c()) before_main("}", "");
}

void ProgramText::block(std::string_view signal) {
  needs("signal.h", "signal");
  only_c("sigset_t set;");
  only_c("sigemptyset(&set);");
  only_c(fmt::format("sigaddset(&set, {});", signal));
  line("sigprocmask(SIG_BLOCK, &set, NULL);",
       fmt::format("signal.pthread_sigmask(signal.SIG_BLOCK, [signal.{}])", signal));
}

void ProgramText::wait_for_signal(std::string_view signal) {
  needs("signal.h", "signal");
  only_c("int number;");
  line("sigwait(&set, &number);", fmt::format("signal.sigwait([signal.{}])", signal));
}

void ProgramText::pause() {
  needs("unistd.h", "signal");
  line("pause();", "signal.pause()");
}

std::string ProgramText::indentation() const {
  const std::size_t levels = depth_ + (is_c() ? 1 : 0);
  return std::string(levels * (is_c() ? 2 : 4), ' ');
}

std::vector<std::string> ProgramText::head() const {
  std::vector<std::string> lines;
  if (is_c()) {
    for (const auto& header : headers_) lines.push_back(fmt::format("#include <{}>", header));
  } else {
    for (const auto& module : modules_) {
      if (!module.starts_with("from ")) lines.push_back("import " + module);
    }
    for (const auto& module : modules_) {
      if (module.starts_with("from ")) lines.push_back(module);
    }
  }
  lines.emplace_back();
  lines.insert(lines.end(), before_.begin(), before_.end());
  if (!before_.empty()) lines.emplace_back();
  if (is_c()) lines.emplace_back("int main(void) {");
  // So that each line is written as soon as it is printed, wherever it goes.
  if (is_c() && prints_) lines.emplace_back("  setlinebuf(stdout);");
  return lines;
}

std::size_t ProgramText::line_at(std::size_t place) const {
  return head().size() + place;
}

std::vector<std::string> ProgramText::lines() const {
  std::vector<std::string> lines = head();
  lines.insert(lines.end(), body_.begin(), body_.end());
  if (is_c()) {
    lines.emplace_back("  return 0;");
    lines.emplace_back("}");
  }
  return lines;
}

}  // namespace app::practice
