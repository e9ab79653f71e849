// Every case of the project end to end: what comes out is what the case expects, or, where the case allows it, UNDECIDED.
// A false claim that comes out PROVED and checked is the one failure that must never happen.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "certify.hpp"
#include "problem/case.hpp"
#include "support/catch.hpp"

using namespace losscert;

namespace {

std::vector<std::string> case_files(const std::string& root) {
  std::vector<std::string> files;
  for (const auto& e : std::filesystem::recursive_directory_iterator(root))
    if (e.path().extension() == ".toml") files.push_back(e.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

// `slow`: the cases of time class "slow", otherwise the others. `part` of `parts`: every so many files.
void judge(const std::string& root, bool slow, std::size_t part = 0, std::size_t parts = 1) {
  std::size_t number = 0;
  int proved = 0, refuted = 0, open = 0, refused = 0;
  for (const auto& file : case_files(root)) {
    if ((problem::read_case(file).time_class == "slow") != slow || number++ % parts != part) continue;
    const auto directory = std::filesystem::path(CERTIFICATES) / std::filesystem::relative(file, root).replace_extension();
    const auto start = std::chrono::steady_clock::now();
    for (const auto& j : test::certify(file, directory.string())) {
      INFO(file << " " << j.id << " found " << to_string(j.found) << " checked " << j.checked << ": " << j.reason);
      if (j.found == Verdict::Undecided || !j.checked) {
        ++open;
        refused += j.found != Verdict::Undecided;
        CHECK(j.undecided_is_acceptable);
        continue;
      }
      CHECK((j.found == Verdict::Proved) == j.expect_proved);
      ++(j.found == Verdict::Proved ? proved : refuted);
    }
    std::cout << std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start).count() << " s: " << file << std::endl;
  }
  std::cout << root << ": PROVED " << proved << ", REFUTED " << refuted << ", UNDECIDED " << open << " (of these refused by the checker: " << refused << ")" << std::endl;
  CHECK(proved > 0);
  CHECK(refuted > 0);
}

}  // namespace

// Two halves, so that they may run side by side.
TEST_CASE("cases that are shipped come out as they say: first half", "[cases-1]") { judge(CASES, false, 0, 2); }
TEST_CASE("cases that are shipped come out as they say: second half", "[cases-2]") { judge(CASES, false, 1, 2); }
TEST_CASE("text-book functions are classified rightly or left open: first half", "[text-book-1]") { judge(TEST_CASES, false, 0, 2); }
TEST_CASE("text-book functions are classified rightly or left open: second half", "[text-book-2]") { judge(TEST_CASES, false, 1, 2); }
TEST_CASE("slow cases come out as they say", "[.campaign]") { judge(CASES, true); }
