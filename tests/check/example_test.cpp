// The worked example of FORMAT.md is what it says it is.
#include <fstream>
#include <sstream>

#include "check/rules/certificate.hpp"
#include "check/text/reject.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

std::string block(const std::string& text, const std::string& language) {
  const std::string open = "```" + language + "\n";
  const auto begin = text.find(open) + open.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("the worked example of the format page is accepted, and its broken twin is not") {
  std::ifstream in(FORMAT_PAGE);
  REQUIRE(in);
  std::stringstream page;
  page << in.rdbuf();
  const CaseFile c = parse_case(block(page.str(), "toml"), "example");
  std::string certificate = block(page.str(), "json");
  const Accepted a = check_certificate(c, certificate);
  CHECK(a.claim == "no-critical-point");
  CHECK(a.verdict == "proved");
  const auto at = certificate.find("\"-1\"");
  REQUIRE(at != std::string::npos);
  certificate.replace(at, 4, "\"1\"");
  try {
    check_certificate(c, certificate);
    FAIL_CHECK("accepted");
  } catch (const Reject& r) {
    CHECK(r.path == "/proof/tree/branches/!=/proof");
    CHECK_THAT(r.what(), Catch::Matchers::Contains("the factors are not shown to multiply to"));
  }
}
