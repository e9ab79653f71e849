// A program of somebody else's that links the installed library: prints the objective of a case.
#include <iostream>

#include "objective/elaborate.hpp"
#include "problem/case.hpp"

int main(int, char* argv[]) {
  const auto instances = losscert::objective::elaborate(losscert::problem::read_case(argv[1]));
  std::cout << losscert::symbolic::to_text(instances.front().objective) << '\n';
}
