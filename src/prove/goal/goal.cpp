#include "prove/goal/goal.hpp"

#include <cstring>

namespace losscert::prove {

int Scope::times(const char* name) const {
  int n = 0;
  for (const Frame* f = active; f; f = f->outer) n += std::strcmp(f->name, name) == 0;
  return n;
}

}  // namespace losscert::prove
