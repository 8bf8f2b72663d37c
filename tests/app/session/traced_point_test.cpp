#include <signal.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "app/language/explanations.hpp"
#include "app/language/wording.hpp"
#include "app/session/choices.hpp"
#include "core/record/act_text.hpp"
#include "core/view/model/words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/english_left.hpp"

// A point of a traced program in words. Nothing here forks.

namespace {

using choice::Standing;

choice::Role role(int number, Standing standing, probe::Kind kind, const std::string& object = "") {
  choice::Role role;
  role.number = number;
  role.pid = 39 + number;
  role.name = number == 1 ? "parent" : "child-" + std::to_string(number - 1);
  role.standing = standing;
  role.next.kind = kind;
  record::set_object(role.next, object);
  role.may_act = standing == Standing::ready;
  return role;
}

}  // namespace

TEST_CASE("A process of a program that is held can be chosen, and all others say why not") {
  using Lines = std::vector<std::string>;
  choice::Point point;
  point.roles = {
      role(1, Standing::blocked, probe::Kind::recv, "pipe-1"),
      role(2, Standing::ready, probe::Kind::fork), role(3, Standing::asleep, probe::Kind::sleep),
      role(4, Standing::busy, probe::Kind::wait), role(5, Standing::ready, probe::Kind::exit)};
  point.roles[2].until = os::Stamp(std::chrono::milliseconds(1500));
  point.proposed = choice::first_in_time(point);
  const app::Choices choices(point, true);
  CHECK(choices.proposed() == "child-1 41");
  CHECK(choices.proposed_number() == 1);
  CHECK(choices.others() == Lines{"  parent 40 waits for pipe-1",
                                  "  child-2 42 sleeps for 1.5 s more", "  child-3 43 is computing",
                                  "2 child-4 44 is about to exit with 0"});
}

TEST_CASE("Where no process is held, none can be chosen") {
  choice::Point point;
  point.roles = {role(1, Standing::blocked, probe::Kind::wait, "any child")};
  CHECK_FALSE(choice::anyone_may_act(point));
}

TEST_CASE("What a process is about to do with a file or a signal is said in words") {
  using probe::Kind;
  const std::regex call("[a-z]+\\(\\)");
  for (const app::Language language :
       {app::Language::english, app::Language::traditional_chinese}) {
    const app::Wording& words = app::wording(language);
    for (const Kind kind : {Kind::open, Kind::look, Kind::read, Kind::write, Kind::seek,
                            Kind::unlink, Kind::rename, Kind::handle}) {
      CAPTURE(probe::name_of(kind));
      probe::Act act;
      act.kind = kind;
      if (kind == Kind::handle)
        act.signal = SIGUSR1;
      else
        act.object = probe::ObjectRef::called("notes");
      const std::string said = app::intent_of(act, false, words);
      CHECK_THAT(said, ContainsSubstring(kind == Kind::handle ? "SIGUSR1" : "notes"));
      CHECK_FALSE(app::explanation_of(act, language).empty());
      if (language == app::Language::english) continue;
      CHECK(said != view::filled(words.to_act, probe::name_of(kind), "notes"));
      // Calls have one name in every language.
      const std::string told =
          std::regex_replace(std::string(app::explanation_of(act, language)), call, "");
      CHECK(support::english_left(told) == "");
    }
  }
}
