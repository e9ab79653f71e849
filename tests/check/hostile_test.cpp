// Certificates and cases that ask for more than anybody should: each ends soon, with one line that says so, whatever memory and time there is.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "bench.hpp"
#include "check/text/case_file.hpp"
#include "check/text/work.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// 63001 terms with coefficients of 190000 bits: 1.5 gigabytes, from half a kilobyte.
const std::string wide = "((x+1)^250*(y+1)^250)*((3^1000)^120)";
// Fractions of thousands of bits, a million products of them.
const std::string fractions = "((1+x*7/3)^1000)*((1+x*11/13)^1000)*(1+x*(1/17))^1000";
// 90601 monomials of 200 factors each: 150 megabytes.
std::string long_monomials() {
  std::string e;
  for (int i = 1; i <= 200; ++i) e += "w[" + std::to_string(i) + "]*";
  return e + "((1+x)^300*(1+y)^300)";
}
const std::string too_much = "more work than the checker does";

std::string always(const std::string& statement) {
  std::string text = with_claim("kind = \"always\"\nstatement = \"" + statement + "\"", "", "[definitions]\nbig = \"(1+x)^300*(1+y)^300\"\n");
  return text.insert(text.find("[objective]"), "w = \"vector 200\"\n");
}

std::string root_tree(const std::string& lo, long n, long k, int depth) {  // below the n-th of 2^k parts of [0, 1]
  if (depth == 0) return "{'exclude':0}";
  const std::string middle = std::to_string(2 * n + 1) + "/" + std::to_string(1L << (k + 1));
  return "{'split':0,'at':'" + middle + "','left':" + root_tree(lo, 2 * n, k + 1, depth - 1) + ",'right':" + root_tree(middle, 2 * n + 1, k + 1, depth - 1) + "}";
}

struct Scratch {
  std::filesystem::path folder;
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "losscert-check-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove_all(folder); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
  std::string read(const std::string& name) const {
    std::ifstream in(folder / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

struct Ended {
  int status;  // 1000 + number for a signal
  std::string out, err;
};

// losscert-check as a user starts it; `signal` is sent to it after half a second.
Ended run(const Scratch& s, const std::vector<std::string>& arguments, int signal = 0) {
  const pid_t pid = fork();
  if (pid == 0) {
    if (chdir(s.folder.c_str()) != 0 || freopen("out", "w", stdout) == nullptr || freopen("err", "w", stderr) == nullptr) _exit(127);
    std::vector<char*> argv{const_cast<char*>(CHECKER_PROGRAM)};
    for (const auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
  }
  if (signal != 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    kill(pid, signal);
  }
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), s.read("out"), s.read("err")};
}

std::string certificate(const std::string& case_text, const std::string& sign_proof) {
  std::string text = "{'format':'losscert-certificate','version':1,'case':'" + parse_case(case_text, "c").digest +
                     "','claim':'c','dimensions':{},'verdict':'proved','roots':{},'model':{},'proof':{'proofs':[" + sign_proof + "]}}";
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

std::string square_of(const std::string& base) { return "{'rule':'square','base':'" + base + "'}"; }

}  // namespace

TEST_CASE("expressions of a certificate that would take gigabytes or minutes") {
  const std::string terms = "{'rule':'sum','terms':[{'expr':'" + wide + "','proof':{'rule':'interval'}},{'expr':'x^2','proof':{'rule':'zero'}}]}";
  CHECK(has(judge(always("x^2 >= 0"), "c", proof("{'proofs':[" + terms + "]}")), "/: " + too_much));
  CHECK(has(judge(always("x^2 >= 0"), "c", proof("{'proofs':[" + square_of(fractions) + "]}")), "/: " + too_much));
  CHECK(has(judge(always("x^2 >= 0"), "c", proof("{'proofs':[" + square_of(long_monomials()) + "]}")), "/: " + too_much));
}

TEST_CASE("expressions of a case that would take gigabytes or minutes") {
  for (const auto& e : {wide, fractions}) CHECK(has(judge(always(e + " >= 0"), "c", proof("{'proofs':[{'rule':'interval'}]}")), "case: " + too_much));
  std::string sum = "big";  // each name copies 90601 terms
  for (int i = 0; i < 1000; ++i) sum += "+big";
  CHECK(has(judge(always(sum + " >= 0"), "c", proof("{'proofs':[{'rule':'interval'}]}")), "case: " + too_much));
}

TEST_CASE("a tree of thousands of leaves at the highest precision") {
  const std::string text = with_claim("kind = \"always\"\nstatement = \"r >= 0\"", "", "[roots.r]\nvariable = \"x\"\nequation = \"exp(x)+sin(x)*arctan(x)-2\"\nin = [\"0\", \"1\"]\n");
  const std::string members = "'model':{},'precision':4096,'proof':{'proofs':[{'rule':'interval'}]},'roots':{'r':{'tree':{'split':0,'at':'1/2','left':" + root_tree("0", 0, 1, 14) +
                              ",'right':{'unique':true}}}}";
  CHECK(has(judge(text, "c", members), "/: " + too_much));
}

TEST_CASE("what the evidence uses up is not laid to the case") {
  std::string sum = "r";
  for (int i = 0; i < 35; ++i) sum += "+big";
  const std::string text = with_claim("kind = \"always\"\nstatement = \"" + sum + " >= 0\"", "",
                                      "[definitions]\nbig = \"(1+x)^150*(1+y)^150\"\n[roots.r]\nvariable = \"x\"\nequation = \"x-3/4\"\nin = [\"0\", \"1\"]\n");
  const auto with_tree = [&](const std::string& tree) { return judge(text, "c", "'model':{},'proof':{'proofs':[{'rule':'zero'}]},'roots':{'r':{'tree':" + tree + "}}"); };
  CHECK(has(with_tree("{'split':0,'at':'1/2','left':{'exclude':0},'right':{'unique':true}}"), "/proof/proofs/0: not shown to be 0"));
  CHECK(work_done() > 5000000);
  CHECK(has(with_tree("{'split':0,'at':'1/2','left':" + root_tree("0", 0, 1, 16) + ",'right':{'unique':true}}"), "/: " + too_much));
}

TEST_CASE("a text counts each time that it is read") {
  std::string one = "p^2-2*p+2";
  for (int i = 0; i < 20000; ++i) one += "+1-1";
  const std::string domain = "'domain':[{'expr':'" + one + "','proof':{'rule':'sum','terms':[{'expr':'(p-1)^2','proof':{'rule':'square','base':'p-1'}},{'expr':'1','proof':{'rule':'interval'}}]}}]";
  const auto with_terms = [&](int n) {
    std::string terms = "{'expr':'0','proof':{'rule':'zero'}}";
    for (int i = 0; i < n; ++i) terms += ",{'expr':'0*log(p^2-2*p+2)','proof':{'rule':'zero'}}";
    CHECK(judge(with_claim("kind = \"always\"\nstatement = \"0 == 0\""), "c", "'model':{}," + domain + ",'proof':{'proofs':[{'rule':'sum','terms':[" + terms + "]}]}") == "ok");
    return work_done();
  };
  const auto once = with_terms(1);
  CHECK(once > 40000);
  CHECK(with_terms(2) > 2 * once - 1000);
}

TEST_CASE("no rule goes on after a number or an exponent beyond its bound") {
  // in a limit, what is not shown of one group of terms is tried for the next: a bound is no such thing
  CHECK(has(judge_sign("x^2 >= 0", "", square_of("(2^1000)^201")), "/: a number has more than 200000 bits"));
  CHECK(has(judge_sign("x^2 >= 0", "", square_of("((x^1000)^1000)*x")), "/: an exponent exceeds 1000000"));
}

TEST_CASE("the count depends on nothing but the certificate") {
  const auto once = [] {
    CHECK(judge_sign("x^2 + 2*x*y + y^2 >= 0", "", square_of("x+y")) == "ok");
    return work_done();
  };
  const auto first = once();
  CHECK(first > 0);
  CHECK(once() == first);
  CHECK(has(judge_sign("x^2 >= 0", "", square_of(wide)), too_much));
  CHECK(once() == first);
}

TEST_CASE("the program answers with a line, also where memory or time end within a library") {
  const Scratch s;
  const std::string plain = always("x^2 >= 0"), hostile = always(wide + " >= 0");
  s.write("plain.toml", plain);
  s.write("hostile.toml", hostile);
  s.write("good.json", certificate(plain, square_of("x")));
  s.write("wide.json", certificate(plain, square_of(wide)));
  s.write("fractions.json", certificate(plain, square_of(fractions)));
  s.write("long.json", certificate(plain, square_of(long_monomials())));
  s.write("hostile.json", certificate(hostile, "{'rule':'interval'}"));

  Ended e = run(s, {"plain.toml", "wide.json", "good.json"});
  CHECK(e.status == 1);
  CHECK(e.out == "rejected plain.toml c: /: more work than the checker does (work limit)\nok plain.toml c proved\n");

  e = run(s, {"hostile.toml", "hostile.json"});
  CHECK(e.status == 2);
  CHECK(e.out == "rejected hostile.toml c: the case is unusable: more work than the checker does (work limit)\n");
  e = run(s, {"--describe", "hostile.toml"});
  CHECK(e.status == 2);
  CHECK(e.err == "hostile.toml: more work than the checker does (work limit)\n");

#ifndef __SANITIZE_ADDRESS__
  e = run(s, {"--memory-limit", "100", "plain.toml", "long.json"});
  CHECK(e.status == 1);
  CHECK(has(e.out, "rejected plain.toml c: out of memory"));
#endif
  e = run(s, {"plain.toml", "fractions.json", "good.json"}, SIGXCPU);
  CHECK(e.status == 1);
  CHECK(e.out == "rejected plain.toml c: more processor time than the limit\nrejected plain.toml ?: not looked at: one before it stopped the program\n");
  e = run(s, {"plain.toml", "good.json", "fractions.json"}, SIGABRT);
  CHECK(e.status == 1);
  CHECK(e.out == "ok plain.toml c proved\nrejected plain.toml c: out of memory, or a failure, inside an arithmetic library\n");

  e = run(s, {"--memory-limit", "0", "--time-limit", "0", "plain.toml", "good.json"});
  CHECK(e.status == 0);
  CHECK(e.out == "ok plain.toml c proved\n");
  CHECK(run(s, {"--memory-limit", "much", "plain.toml", "good.json"}).status == 2);
  CHECK(run(s, {"--time-limit", "1"}).status == 2);
}
