// Exit statuses: 0 as expected and checked, 1 otherwise, 2 bad usage or input, 3 undecided; 1 wins over 3, 2 over all.
#include <algorithm>

#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;

namespace {

Output run(const std::string& text) {
  const Scratch s;
  s.write("case.toml", text);
  return s.losscert({"run", "case.toml"});
}

bool is_one_line(const std::string& text) { return std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n'; }

}  // namespace

TEST_CASE("the status follows from the claims") {
  const Output good = run(small_case());
  CHECK(good.status == 0);
  CHECK(good.out.find("PROVED") != std::string::npos);
  CHECK(good.out.find("1 proved, 0 refuted, 0 undecided") != std::string::npos);
  CHECK(run(small_case(unexpected_claim())).status == 1);
  CHECK(run(small_case(open_claim())).status == 3);
  CHECK(run(small_case(open_claim() + unexpected_claim())).status == 1);
}

TEST_CASE("what is wrong with the input is told in one line") {
  const Scratch s;
  s.write("unknown-key.toml", small_case("surprise = 1\n"));
  s.write("unbalanced.toml", small_case("[definitions]\nE = \"(u\"\n"));
  s.write("not-toml.toml", "title = ");
  s.write("binary.toml", std::string("\x7f" "ELF\0\0\xff", 7));
  s.write("good.toml", small_case());
  for (const char* file : {"unknown-key.toml", "unbalanced.toml", "not-toml.toml", "binary.toml", "missing.toml", "no-such/case", ""}) {
    INFO(file);
    const Output o = s.losscert({"run", "good.toml", file});
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK(is_one_line(o.err));
    CHECK_FALSE(fs::exists(s / "losscert-reports"));
  }
}

TEST_CASE("what is wrong with the command line is told in one line") {
  const Scratch s;
  s.write("good.toml", small_case());
  const std::vector<std::vector<std::string>> lines = {
      {},
      {"surprise"},
      {"run"},
      {"run", "good.toml", "--surprise"},
      {"run", "good.toml", "--jobs", "0"},
      {"run", "good.toml", "--jobs", "many"},
      {"run", "good.toml", "--time-limit", "0"},
      {"run", "good.toml", "--time-limit", "-1"},
      {"run", "good.toml", "--precision", "0"},
      {"run", "good.toml", "--precision", "256:128"},
      {"run", "good.toml", "--precision", "128:"},
      {"run", "good.toml", "--format", "pdf"},
      {"run", "good.toml", "--format", ""},
      {"run", "good.toml", "good.toml"},
      {"list", "no-such-paper"},
      {"show"},
      {"show", "missing.toml"},
      {"check", "good.toml"},
      {"errata", "--from", "nowhere"},
  };
  for (const auto& line : lines) {
    INFO(::Catch::Detail::stringify(line));
    const Output o = s.losscert(line);
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK(is_one_line(o.err));
  }
}

TEST_CASE("help and version are no errors") {
  const Scratch s;
  for (const char* flag : {"--help", "--version"}) {
    const Output o = s.losscert({flag});
    CHECK(o.status == 0);
    CHECK_FALSE(o.out.empty());
    CHECK(o.err.empty());
  }
}

TEST_CASE("a folder that cannot be written to is found before anything is searched") {
  const Scratch s;
  s.write("good.toml", small_case());
  s.write("a-file", "");
  for (const char* out : {"a-file", "a-file/below", "/proc/losscert"}) {
    INFO(out);
    const Output o = s.losscert({"run", "good.toml", "--out", out});
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK(is_one_line(o.err));
  }
}

TEST_CASE("a folder that holds something else is left alone") {
  const Scratch s;
  s.write("good.toml", small_case());
  fs::create_directories(s / "losscert-reports/local/good");
  s.write("losscert-reports/local/good/thesis.tex", "years of work");
  CHECK(s.losscert({"run", "good.toml"}).status == 2);
  CHECK(s.read("losscert-reports/local/good/thesis.tex") == "years of work");
}
