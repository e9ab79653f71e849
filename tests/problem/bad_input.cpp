// Every mistake gives one line FILE:LINE: what is wrong; what would be right. The corpus bad/*.toml says in its first line what is expected.
#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <sstream>

#include "objective/elaborate.hpp"
#include "problem/scratch.hpp"
#include "support/catch.hpp"

using namespace losscert;
using test::ScratchFile;

namespace {

// The message for a file, empty if it is accepted.
std::string message(const std::string& path) {
  try {
    objective::elaborate(problem::read_case(path));
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

bool is_one_line(const std::string& s) {
  return !s.empty() && s.size() < 600 && std::none_of(s.begin(), s.end(), [](unsigned char c) { return c < 32; });
}

std::string with_objective(const std::string& expression) {
  return "title = \"t\"\n[variables]\nu = \"scalar\"\n[objective]\nexpression = \"" + expression +
         "\"\n[[claims]]\nid = \"c\"\nkind = \"local-minimum\"\nat = { u = \"3\" }\n";
}

std::string repeated(const std::string& s, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += s;
  return out;
}

}  // namespace

TEST_CASE("each file of the corpus gives its message at its line") {
  std::set<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(BAD_CASES))
    if (entry.path().extension() == ".toml") paths.insert(entry.path().string());
  CHECK(paths.size() >= 200);
  for (const std::string& path : paths) {
    std::ifstream in(path);
    std::string first;
    std::getline(in, first);
    std::istringstream header(first);
    std::string hash, expected;
    int line = -1;
    char colon = 0;
    header >> hash >> line >> colon;
    std::getline(header >> std::ws, expected);
    REQUIRE(hash == "#");
    REQUIRE(colon == ':');
    CHECK(message(path) == path + (line > 0 ? ":" + std::to_string(line) : "") + ": " + expected);
    CHECK(is_one_line(expected));
    // What would be right: a cure after the semicolon, or a suggestion.
    CHECK(expected.find("; ") != std::string::npos);
  }
}

TEST_CASE("what is no text file") {
  CHECK(message("no/such/file.toml") == "no/such/file.toml: there is no such file; give the path of a case file");
  const std::string folder = std::filesystem::temp_directory_path().string();
  CHECK(message(folder) == folder + ": is a directory; give the path of a case file");
  CHECK(message("/dev/null") == "/dev/null: is not a regular file; give the path of a case file");
  const ScratchFile zero(std::string("title = \"t\"\n\0", 13));
  CHECK(message(zero.path()) == zero.path() + ":2: not text: byte 13 is no UTF-8; a case is a TOML file in UTF-8");
  for (const char* bytes : {"\xff\xfe", "a\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"}) {
    const ScratchFile f(bytes);
    CHECK(message(f.path()).find(":1: not text") != std::string::npos);
  }
  const ScratchFile empty("");
  CHECK(message(empty.path()) == empty.path() + ":1: the case has no 'title'; add one");
  const ScratchFile text("\xc3\xa9");
  CHECK(message(text.path()).find("TOML") != std::string::npos);
}

TEST_CASE("a file of 50 MB is refused by its size") {
  const ScratchFile f("title = \"t\"\n");
  std::filesystem::resize_file(f.path(), 50'000'000);
  const auto start = std::chrono::steady_clock::now();
  CHECK(message(f.path()) == f.path() + ": the file is larger than 1 MiB; a case is a small text file");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
}

TEST_CASE("an unreadable file") {
  const ScratchFile f("title = \"t\"\n");
  std::filesystem::permissions(f.path(), std::filesystem::perms::none);
  if (std::ifstream(f.path())) return;  // root reads everything
  CHECK(message(f.path()) == f.path() + ": cannot be read (Permission denied); give a readable case file");
}

TEST_CASE("deep nesting does not exhaust the stack") {
  const std::size_t n = 100000;
  for (const auto& [open, close] : std::vector<std::pair<std::string, std::string>>{{"(", ")"}, {"exp(", ")"}, {"[", "]"}, {"-(", ")"}, {"2^(", ")"}}) {
    const ScratchFile f(with_objective(repeated(open, n) + "u" + repeated(close, n)));
    CHECK(message(f.path()).find(":5: in '") != std::string::npos);
    CHECK(message(f.path()).find("nested more than 200 deep; give the inner parts names in [definitions]") != std::string::npos);
  }
  for (const char* tail : {"^2", "/2", "[1]"}) {
    const ScratchFile f(with_objective("u" + repeated(tail, n)));
    CHECK(message(f.path()).find("nested more than 200 deep") != std::string::npos);
  }
  const ScratchFile tables("a = " + repeated("[", n) + repeated("]", n) + "\n");
  CHECK(is_one_line(message(tables.path())));
  const ScratchFile keys("a" + repeated(".a", n) + " = 1\n");
  CHECK(message(keys.path()) == keys.path() + ":1: a key of more than 50 parts; the names of a case have no dots");
  const std::string dots = repeated(".", n);
  const ScratchFile header("# " + dots + "\nb = '''\n" + dots + "\n'''\nc = \"\\\"" + dots + "\"\n[a" + repeated(".\"\\\"\"", n) + "]\n");
  CHECK(message(header.path()) == header.path() + ":6: a key of more than 50 parts; the names of a case have no dots");
  // At the limit: accepted.
  const ScratchFile fine(with_objective(repeated("(", 200) + "u - 3" + repeated(")", 200) + "^2"));
  CHECK(message(fine.path()).empty());
}

TEST_CASE("long chains are not deep") {
  const ScratchFile sum(with_objective("u" + repeated(" + 1 - u", 30000)));
  CHECK(message(sum.path()).empty());
  const ScratchFile product(with_objective("u" + repeated("*2", 30000)));
  CHECK(message(product.path()).empty());
  const ScratchFile long_sum(with_objective("u" + repeated(" + exp(u)", 110000)));
  CHECK(message(long_sum.path()) == long_sum.path() + ":5: the expression has more than 200000 nodes when its definitions are put in; make it smaller");
}

TEST_CASE("random damage gives one line or a case, never anything else") {
  const std::string whole = with_objective("(u - 3)^2 + exp(u)*log(1 + u^2)/2");
  std::mt19937 random(7);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole;
    for (int k = std::uniform_int_distribution<int>(1, 4)(random); k > 0; --k) {
      const std::size_t at = std::uniform_int_distribution<std::size_t>(0, text.size() - 1)(random);
      const char c = "()[]{}\"=,.;^*/+-01u_ \n#&<>!"[std::uniform_int_distribution<int>(0, 26)(random)];
      switch (std::uniform_int_distribution<int>(0, 2)(random)) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        default:
          text.erase(at, 1);
      }
    }
    const ScratchFile f(text);
    const std::string m = message(f.path());
    if (m.empty())
      ++accepted;
    else
      ++refused;
    if (!m.empty() && !is_one_line(m)) FAIL(m);
  }
  CHECK(accepted > 50);
  CHECK(refused > 1000);
}
