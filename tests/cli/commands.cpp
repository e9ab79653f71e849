// list, names of cases, show, check, errata.
#include <algorithm>

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

TEST_CASE("list shows the statement, the time class, and the verdicts of the case as it stands") {
  Scratch s;
  fs::create_directories(s / "cases/paper");
  for (const char* name : {"theorem-5", "theorem-5-exp", "phase-transition-exp", "lemma-2.1-deep", "corollary"}) s.write(std::string("cases/paper/") + name + ".toml", small_case(unexpected_claim() + open_claim()));
  setenv("LOSSCERT_CASES", (s / "cases").c_str(), 1);
  const Output fresh = s.losscert({"list"});
  s.losscert({"run", "paper/theorem-5-exp", "--out", "elsewhere"});
  s.losscert({"run", "paper/theorem-5"});
  s.losscert({"run", "paper/corollary"});
  s.write("cases/paper/corollary.toml", small_case());
  const Output here = s.losscert({"list"});
  const Output from = s.losscert({"list", "paper/theorem-5-exp", "--from", "elsewhere"});
  const Output none = s.losscert({"list", "paper/theorem-5", "--from", "nowhere"});
  unsetenv("LOSSCERT_CASES");
  CHECK(fresh.out.find("paper/lemma-2.1-deep        lemma-2.1         3 claims  fast  -  ") != std::string::npos);
  CHECK(fresh.out.find("paper/phase-transition-exp  phase-transition  3 claims  fast  -  ") != std::string::npos);
  CHECK(fresh.out.find("paper/theorem-5-exp         theorem-5         3 claims  fast  -  ") != std::string::npos);
  CHECK(fresh.out.find("paper/corollary             corollary         3 claims  fast  -  ") != std::string::npos);
  CHECK(here.out.find("paper/theorem-5-exp         theorem-5         3 claims  fast  2 proved, 1 undecided  ") != std::string::npos);
  CHECK(here.out.find("paper/corollary             corollary          1 claim  fast  -  ") != std::string::npos);
  CHECK(from.out.find("2 proved, 1 undecided") != std::string::npos);
  CHECK(none.out.find("proved") == std::string::npos);
  CHECK(none.out.find("paper/theorem-5-exp") != std::string::npos);
}

TEST_CASE("a case is named by its paper, its statement, itself, or its file") {
  Scratch s;
  fs::create_directories(s / "cases/paper");
  fs::create_directories(s / "cases/other");
  for (const char* name : {"paper/theorem-5", "paper/theorem-5-exp", "paper/theorem-50", "other/lemma-1-a", "other/lemma-1-b"}) s.write(std::string("cases/") + name + ".toml", small_case());
  setenv("LOSSCERT_CASES", (s / "cases").c_str(), 1);
  const auto ran = [&](const std::vector<std::string>& words) {
    std::vector<std::string> line = {"run"};
    line.insert(line.end(), words.begin(), words.end());
    fs::remove_all(s / "losscert-reports");
    CHECK(s.losscert(line).status == 0);
    std::vector<std::string> names;
    for (const auto& paper : fs::directory_iterator(s / "losscert-reports"))
      if (paper.is_directory())
        for (const auto& c : fs::directory_iterator(paper.path())) names.push_back(paper.path().filename().string() + "/" + c.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(ran({"paper/theorem-5"}) == Names{"paper/theorem-5", "paper/theorem-5-exp"});
  CHECK(ran({"paper/theorem-5.toml"}) == Names{"paper/theorem-5"});
  CHECK(ran({"paper/theorem-5-exp", "other"}) == Names{"other/lemma-1-a", "other/lemma-1-b", "paper/theorem-5-exp"});
  CHECK(ran({"--all"}).size() == 5);
  const Output exact = s.losscert({"show", "paper/theorem-5"}), several = s.losscert({"show", "other/lemma-1"});
  const Output typo = s.losscert({"run", "paper/theorm-5-exp"}), bare = s.losscert({"run", "lemma-1"}), paper = s.losscert({"list", "papers"});
  const Output both = s.losscert({"run", "paper", "--all"}), twice = s.losscert({"run", "paper/theorem-5", "paper/theorem-5-exp"});
  unsetenv("LOSSCERT_CASES");
  CHECK(exact.status == 0);
  CHECK(several.status == 2);
  CHECK(several.err.find("other/lemma-1-a to other/lemma-1-b") != std::string::npos);
  CHECK(typo.status == 2);
  CHECK(typo.err.find("the nearest is paper/theorem-5-exp\n") != std::string::npos);
  CHECK(bare.err.find("the nearest is other/lemma-1\n") != std::string::npos);
  CHECK(paper.err.find("the nearest is paper\n") != std::string::npos);
  CHECK(both.status == 2);
  CHECK(twice.status == 2);
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
  const bool wrote = fs::exists(s / "losscert-reports");
  s.losscert({"run", "paper"});
  const Output from = s.losscert({"errata", "--from", "losscert-reports"});
  s.write("losscert-reports/paper/case/as-printed.json", "{}");
  const Output forged = s.losscert({"errata", "--from", "losscert-reports"});
  unsetenv("LOSSCERT_CASES");
  CHECK(run.status == 0);
  CHECK_FALSE(wrote);
  for (const Output& o : {run, from}) {
    CHECK(o.out.rfind("paper/case as-printed (", 0) == 0);
    CHECK(o.out.find("L(3) = 1") != std::string::npos);
    CHECK(o.out.find("PROVED The value at u = 3 is 0.") != std::string::npos);
    CHECK(o.out.find("1 printed statement refuted\n") != std::string::npos);
  }
  CHECK(from.status == 0);
  CHECK(forged.status == 3);
  CHECK(forged.out == "0 printed statements refuted\n");
}
