#include "app/program.hpp"
#include "lessons/catalogue.hpp"

int main(int argc, char** argv) {
  return app::run({argv, argv + argc}, lessons::catalogue());
}
