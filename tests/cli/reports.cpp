// Reports: the members that the schema promises, the same from run to run, no control codes anywhere.
#include <regex>

#include "losscert.hpp"
#include "support/catch.hpp"
#include "support/digest.hpp"

using namespace cli;
using nlohmann::json;

namespace {

std::string long_case() { return small_case(open_claim() + unexpected_claim()); }

std::string without_times(const std::string& markdown) { return markdown.substr(0, markdown.find("## Times")); }

}  // namespace

TEST_CASE("report.json holds what the schema says") {
  const Scratch s;
  s.write("case.toml", long_case());
  s.losscert({"run", "case.toml"});
  const json report = s.report("local/case");
  CHECK(report.at("format") == "losscert-report");
  CHECK(report.at("case").at("digest") == losscert::sha256(long_case()));
  REQUIRE(report.at("claims").size() == 3);
  for (const auto& c : report.at("claims")) {
    INFO(c.dump());
    for (const char* member : {"id", "kind", "statement", "verdict", "reason", "expected", "certificate"}) CHECK(c.at(member).is_string());
    CHECK(c.at("checked").is_boolean());
    CHECK((c.at("verdict") == "UNDECIDED") == !c.at("reason").get<std::string>().empty());
    CHECK(c.at("checked") == (c.at("verdict") != "UNDECIDED"));
    CHECK(c.at("evidence").is_object());
    CHECK(c.at("as_written").get<std::string>().rfind("[[claims]]", 0) == 0);
    if (c.at("checked") == true) {
      const std::string certificate = s.read("losscert-reports/local/case/" + c.at("certificate").get<std::string>());
      CHECK(losscert::sha256(certificate) == c.at("certificate_digest"));
      CHECK(json::parse(certificate).at("case") == report.at("case").at("digest"));
    }
  }
  CHECK(report.at("claims").at(0).at("standing") == "as expected");
  CHECK(report.at("claims").at(1).at("standing") == "undecided");
  CHECK(report.at("claims").at(2).at("standing") == "otherwise");
}

TEST_CASE("reports do not change from run to run, whatever the number of processes") {
  const Scratch s;
  s.write("case.toml", long_case());
  const Output first = s.losscert({"run", "case.toml", "--jobs", "1"});
  json one = s.report("local/case");
  const std::string markdown = s.read("losscert-reports/local/case/report.md"), certificate = s.read("losscert-reports/local/case/minimum.json");
  const Output second = s.losscert({"run", "case.toml", "--jobs", "4"});
  json two = s.report("local/case");
  CHECK(rows(first.out) == rows(second.out));
  REQUIRE(one.erase("times") == 1);
  REQUIRE(two.erase("times") == 1);
  CHECK(one == two);
  CHECK(without_times(markdown) == without_times(s.read("losscert-reports/local/case/report.md")));
  CHECK(certificate == s.read("losscert-reports/local/case/minimum.json"));
  CHECK(markdown.find("## Times") != std::string::npos);
}

TEST_CASE("certificates do not depend on where the program lies in memory, nor on the number of processes") {
  const Scratch s;
  std::vector<std::string> cases;
  for (const char* name : {"examples/quadratic", "examples/abstract-activation", "kawaguchi-kaelbling/example-2", "kawaguchi-kaelbling/example-3-range", "kawaguchi-kaelbling/example-4-network",
                           "kawaguchi-kaelbling/example-5", "ding-li-sun/lemma-4", "ding-li-sun/theorem-5-softplus", "ding-li-sun/phase-transition-exp", "ding-li-sun/phase-transition-softplus", "ding-li-sun/corollary-1-h1-exp",
                           "ding-li-sun/theorem-3-class"})
    cases.emplace_back(name);
  for (const char* name : {"peano", "monkey-saddle", "degenerate", "functions", "better-network", "better-points", "product-of-squares", "identities", "limits", "circle"})
    cases.push_back(std::string(LOSSCERT_TEST_CASES) + "/" + name + ".toml");
  const auto run = [&](const std::string& jobs, const std::string& out) {
    std::vector<std::string> words = {"run"};
    words.insert(words.end(), cases.begin(), cases.end());
    words.insert(words.end(), {"--jobs", jobs, "--out", out});
    return s.losscert(words);
  };
  CHECK(rows(run("1", "one").out).size() == rows(run("2", "two").out).size());
  std::size_t compared = 0;
  for (const auto& entry : fs::recursive_directory_iterator(s / "one")) {
    const std::string file = fs::relative(entry.path(), s / "one").string();
    if (!entry.is_regular_file() || file.find("/report.") != std::string::npos) continue;
    INFO(file);
    CHECK(s.read("one/" + file) == s.read("two/" + file));
    ++compared;
  }
  CHECK(compared > 350);
}

TEST_CASE("no control codes go into pipes or files") {
  const Scratch s;
  s.write("case.toml", long_case());
  const Output o = s.losscert({"run", "case.toml"});
  for (const std::string& text : {o.out, o.err, s.read("losscert-reports/local/case/report.md"), s.read("losscert-reports/local/case/report.json")})
    CHECK(text.find('\033') == std::string::npos);
  CHECK(o.out.find('\r') == std::string::npos);
}

TEST_CASE("only the wanted formats are written") {
  const Scratch s;
  s.write("case.toml", small_case());
  REQUIRE(s.losscert({"run", "case.toml", "--format", "json", "--out", "j"}).status == 0);
  CHECK(fs::exists(s / "j/local/case/report.json"));
  CHECK_FALSE(fs::exists(s / "j/local/case/report.md"));
  REQUIRE(s.losscert({"run", "case.toml", "--format", "md", "--out", "m"}).status == 0);
  CHECK_FALSE(fs::exists(s / "m/local/case/report.json"));
  CHECK(fs::exists(s / "m/local/case/report.md"));
}

TEST_CASE("the HTML report stands by itself, and shows what the case says as text only") {
  const Scratch s;
  const std::string hostile = R"toml(title = "<script>alert(1)</script> & `x` \"\\input{/etc/passwd}"
[source]
paper = "</title><img src=x onerror=alert(2)>"
statement = "a'b"
quote = "</blockquote><style>body{display:none}</style>"
note = "<iframe src='https://example.org'>"
[variables]
u = "scalar"
[objective]
expression = "(u - 3)^2"
[[claims]]
id = "minimum"
says = "<b onmouseover=alert(3)>"
kind = "local-minimum"
at = { u = "3" }
printed = "</pre><script>alert(4)</script>"
note = "<svg/onload=alert(5)>"
)toml";
  s.write("hostile.toml", hostile);
  REQUIRE(s.losscert({"run", "hostile.toml", "--format", "html,tex,md"}).status == 0);
  const std::string html = s.read("losscert-reports/local/hostile/report.html");
  for (const char* tag : {"<script", "<img", "<iframe", "<b ", "<svg/", "body{display", "src=", "http://example", "https://", "javascript:"}) {
    INFO(tag);
    const auto found = html.find(tag);
    // The style sheet of the quote, and addresses, are there as text; no tag is.
    const bool text = found != std::string::npos && tag[0] != '<' && (html.find("&lt;style&gt;body{display") != std::string::npos || html.find("src=&#39;https://") != std::string::npos || html.find("&lt;img src=") != std::string::npos);
    CHECK((found == std::string::npos || text));
  }
  for (const char* part : {"<!DOCTYPE html>", "Content-Security-Policy", "<math>", "<svg xmlns", "<details>", "prefers-color-scheme: dark", "@media print", "href=\"#minimum\"", "id=\"minimum\"", "&lt;script&gt;alert(1)&lt;/script&gt;"}) {
    INFO(part);
    CHECK(html.find(part) != std::string::npos);
  }
  const std::string index = s.read("losscert-reports/index.html");
  CHECK(index.find("<script") == std::string::npos);
  CHECK(index.find("href=\"local/hostile/report.html\"") != std::string::npos);
  const std::string tex = s.read("losscert-reports/local/hostile/report.tex");
  CHECK(tex.find("\\input{/etc") == std::string::npos);
  CHECK(tex.find("\\end{document}") != std::string::npos);
  CHECK(s.read("losscert-reports/local/hostile/report-appendix.tex").find("\\documentclass") == std::string::npos);
  CHECK(s.read("losscert-reports/local/hostile/report.md").find("\\<script") != std::string::npos);
}

TEST_CASE("the reason of a proof names what decides, with its sign") {
  const Scratch s;
  s.write("case.toml", R"toml(title = "One regularised residual"
assumptions = ["lambda > 0"]
[parameters]
lambda = "scalar"
[variables]
a = "scalar"
b = "scalar"
[definitions]
"Loss(q)" = "(q + a*exp(b))^2 + lambda*a^2"
[objective]
expression = "Loss(1)"
[[claims]]
id = "identity"
kind = "always"
statement = ["a*diff(L, a) - diff(L, b) == 2*lambda*a^2"]
[[claims]]
id = "no-critical-point"
kind = "no-critical-point"
)toml");
  REQUIRE(s.losscert({"run", "case.toml"}).status == 0);
  const json report = s.report("local/case");
  const auto reason = [&](std::size_t k) { return report.at("claims").at(k).at("proof").at("reason").get<std::string>(); };
  // Both sides as they are written.
  CHECK(reason(0).find("`a*diff(L, a) - diff(L, b) == 2*lambda*a^2`: both sides") == 0);
  CHECK(reason(1).find("2*a^2*lambda") != std::string::npos);
  CHECK(reason(1).find("`lambda > 0`") != std::string::npos);
  for (std::size_t k : {0U, 1U}) {
    CHECK(reason(k).find("0 == 0") == std::string::npos);
    CHECK(reason(k).find("0 = 0") == std::string::npos);
  }
  const std::string markdown = s.read("losscert-reports/local/case/report.md");
  CHECK(markdown.find("a*dL/da - dL/db = 2*lambda*a^2") != std::string::npos);
  CHECK(markdown.find("`L = Loss(1)`") != std::string::npos);
}

TEST_CASE("a run replaces the report of the run before, with all its files") {
  const Scratch s;
  s.write("case.toml", small_case(unexpected_claim()));
  s.losscert({"run", "case.toml"});
  CHECK(fs::exists(s / "losscert-reports/local/case/unexpected.json"));
  s.write("case.toml", small_case());
  s.losscert({"run", "case.toml"});
  CHECK_FALSE(fs::exists(s / "losscert-reports/local/case/unexpected.json"));
  CHECK(fs::exists(s / "losscert-reports/local/case/minimum.json"));
}

TEST_CASE("a claim named like the report does not overwrite it") {
  const Scratch s;
  std::string text = small_case();
  text.replace(text.find("\"minimum\""), 9, "\"report\"");
  s.write("case.toml", text);
  CHECK(s.losscert({"run", "case.toml"}).status == 0);
  const json report = s.report("local/case");
  CHECK(report.at("claims").at(0).at("certificate") != "report.json");
  CHECK(fs::exists(s / ("losscert-reports/local/case/" + report.at("claims").at(0).at("certificate").get<std::string>())));
}

TEST_CASE("instances have files of their own with plain names") {
  const Scratch s;
  s.write("case.toml", R"toml(title = "Two sizes"
[dimensions]
d = [1, 2]
[variables]
w = "vector d"
[objective]
expression = "normsq(w)"
[[claims]]
id = "at-least-zero"
kind = "lower-bound"
value = "0"
)toml");
  CHECK(s.losscert({"run", "case.toml"}).status == 0);
  for (const char* name : {"at-least-zero_d-1.json", "at-least-zero_d-2.json"}) CHECK(fs::exists(s / ("losscert-reports/local/case/" + std::string(name))));
}
