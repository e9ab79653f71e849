// Every case of the repository is read and elaborated; whether its claims hold is for the end-to-end tests.
#include <filesystem>

#include "objective/elaborate.hpp"
#include "support/catch.hpp"

using namespace losscert;

TEST_CASE("every case of the repository elaborates") {
  int read = 0;
  for (const char* folder : {"cases", "tests/cases"}) {
    const std::filesystem::path path = std::filesystem::path(SOURCE_FOLDER) / folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.path().extension() != ".toml") continue;
      INFO(entry.path().string());
      const problem::Case c = problem::read_case(entry.path().string());
      const auto instances = objective::elaborate(c);
      std::size_t expected = 1;
      for (const auto& d : c.dimensions) expected *= d.second.size();
      CHECK(instances.size() == expected);
      for (const auto& i : instances) {
        CHECK(i.claims.size() == c.claims.size());
        CHECK(symbolic::is_exact(i.objective));
      }
      ++read;
    }
  }
  CHECK(read >= 15);
}
