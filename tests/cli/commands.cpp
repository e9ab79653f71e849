// list, show, check, errata.
#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;

namespace {

// A printed statement that fails, and its correction.
std::string slip() {
  return R"([[claims]]
id = "as-printed"
says = "The value at u = 3 is 1."
kind = "value"
at = { u = "3" }
value = "1"
expect = "refuted"
printed = "L(3) = 1"
correction = "corrected"
[[claims]]
id = "corrected"
says = "The value at u = 3 is 0."
kind = "value"
at = { u = "3" }
value = "0"
)";
}

}  // namespace

TEST_CASE("list names the cases, and those of one paper") {
  Scratch s;
  fs::create_directories(s / "cases/paper-b");
  fs::create_directories(s / "cases/paper-a");
  for (const char* name : {"cases/paper-b/example-10.toml", "cases/paper-b/example-9.toml", "cases/paper-a/one.toml"}) s.write(name, small_case());
  setenv("LOSSCERT_CASES", (s / "cases").c_str(), 1);
  const Output all = s.losscert({"list"});
  const Output one = s.losscert({"list", "paper-b"});
  const Output run = s.losscert({"run", "paper-b/example-9"});
  const Output paper = s.losscert({"run", "paper-b", "--out", "both"});
  const Output outside = s.losscert({"run", "paper-b/../paper-a/one"});
  s.write("cases/paper-a/broken.toml", "title = ");
  const Output broken = s.losscert({"list"});
  unsetenv("LOSSCERT_CASES");
  CHECK(all.status == 0);
  CHECK(all.out.find("paper-a/one") < all.out.find("paper-b/example-9"));
  CHECK(all.out.find("paper-b/example-9") < all.out.find("paper-b/example-10"));
  CHECK(one.out.find("paper-a") == std::string::npos);
  CHECK(run.status == 0);
  CHECK(fs::exists(s / "losscert-reports/paper-b/example-9/report.json"));
  CHECK(paper.status == 0);
  CHECK(fs::exists(s / "both/paper-b/example-10/report.json"));
  CHECK(outside.status == 2);
  CHECK(broken.status == 2);
  CHECK(broken.out.find("paper-a/one") != std::string::npos);
}

TEST_CASE("show prints the objective, the gradient and the Hessian") {
  const Scratch s;
  s.write("case.toml", small_case());
  const Output plain = s.losscert({"show", "case.toml"});
  CHECK(plain.status == 0);
  CHECK(plain.out.find("dL/du = ") != std::string::npos);
  CHECK(plain.out.find("d2L/du du = 2\n") != std::string::npos);
  const Output latex = s.losscert({"show", "case.toml", "--latex"});
  CHECK(latex.status == 0);
  CHECK(latex.out.find("\\frac{\\partial L}{\\partial u} = ") != std::string::npos);
}

TEST_CASE("check is the checker") {
  const Scratch s;
  s.write("case.toml", small_case(unexpected_claim()));
  s.losscert({"run", "case.toml"});
  const std::string folder = "losscert-reports/local/case/";
  const Output good = s.losscert({"check", "case.toml", folder + "minimum.json", folder + "unexpected.json"});
  CHECK(good.status == 0);
  CHECK(good.out == "ok case.toml minimum proved\nok case.toml unexpected proved\n");
  auto certificate = nlohmann::json::parse(s.read(folder + "minimum.json"));
  certificate["claim"] = "unexpected";
  s.write("mixed-up.json", certificate.dump());
  CHECK(s.losscert({"check", "case.toml", "mixed-up.json"}).status == 1);
  s.write("case.toml", small_case());
  CHECK(s.losscert({"check", "case.toml", folder + "minimum.json"}).status == 1);
}

TEST_CASE("errata lists what is printed and refuted, with the correction") {
  Scratch s;
  fs::create_directories(s / "cases/paper");
  s.write("cases/paper/case.toml", small_case(slip()));
  setenv("LOSSCERT_CASES", (s / "cases").c_str(), 1);
  const Output run = s.losscert({"errata"});
  const Output from = s.losscert({"errata", "--from", "losscert-reports"});
  s.write("losscert-reports/paper/case/as-printed.json", "{}");
  const Output forged = s.losscert({"errata", "--from", "losscert-reports"});
  unsetenv("LOSSCERT_CASES");
  CHECK(run.status == 0);
  for (const Output& o : {run, from}) {
    CHECK(o.out.find("L(3) = 1") != std::string::npos);
    CHECK(o.out.find("PROVED The value at u = 3 is 0.") != std::string::npos);
    CHECK(o.out.find("1 printed statement refuted\n") != std::string::npos);
  }
  CHECK(from.status == 0);
  CHECK(forged.status == 3);
  CHECK(forged.out == "0 printed statements refuted\n");
}
