#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// What is wrong with a file of answers, as the end of a sentence.
struct ReportProblem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The answers of a class: who answered what. The command report fills it, file by file, and
/// its tables show it.
class ClassReport {
 public:
  enum class Result { right, wrong, skipped };

  /// A question of a quiz, or an exercise of check.
  struct Question {
    std::string about;  ///< "fork/basic", or the exercise
    std::string text;   ///< empty: of an exercise
    std::string right;  ///< the right answer; empty: nobody's run has shown it
    std::size_t asked = 0;
    std::size_t wrong = 0;
    std::map<std::string, std::size_t> instead = {};  ///< wrong answers, and how many gave them
  };
  struct Answer {
    std::string given;  ///< as text; empty: none
    Result result = Result::skipped;
  };
  struct Person {
    std::string name;
    std::string when;                            ///< RFC 3339; empty: not said
    std::string version;                         ///< of mpdemo
    std::map<std::size_t, Answer> answers = {};  ///< by the number of the question

    std::size_t right() const;
  };

  /// Adds what is in a file. `name`: whose it is if it does not say. Throws ReportProblem, and
  /// then has nothing of it.
  void add(std::string_view bytes, const std::string& name);

  bool empty() const { return people_.empty(); }
  const std::vector<Person>& people() const { return people_; }
  const std::vector<Question>& questions() const { return questions_; }
  /// The numbers of the questions, those first that most got wrong.
  std::vector<std::size_t> hardest_first() const;

 private:
  struct Given;

  static std::vector<Given> quiz_in(std::string_view bytes, Person& person);
  static std::vector<Given> checks_in(std::string_view bytes, const std::string& name);
  void take(const Given& given);

  std::vector<Person> people_;
  std::vector<Question> questions_;
};

}  // namespace app
