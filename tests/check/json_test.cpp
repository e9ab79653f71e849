#include "check/text/json.hpp"
#include "check/text/reject.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

TEST_CASE("hostile JSON is rejected") {
  for (const char* t : {"", "{", "[1,]", "{\"a\":1,\"a\":1}", "{\"a\":{\"b\":1,\"b\":2}}", "1.5", "1e3", "{\"a\":1.0}", "99999999999999999999",
                        "-99999999999999999999", "{'a':1}", "nul", "[1] 2", "\"\xff\"", "\"\\ud800\"", "// x\n1", "NaN"}) {
    INFO(t);
    CHECK_THROWS_AS(parse_json(t), Reject);
  }
  CHECK_THROWS_AS(parse_json(std::string("1\0", 2)), Reject);
}

TEST_CASE("depth is limited to 500 levels") {
  const auto nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  CHECK_NOTHROW(parse_json(nested(500)));
  CHECK_THROWS_AS(parse_json(nested(501)), Reject);
  CHECK_THROWS_AS(parse_json(std::string(5000000, '[')), Reject);
}

TEST_CASE("members are found by name, and the pointer names the place") {
  const Json j = parse_json("{\"a\":{\"b/c\":[1,\"x\"]},\"d\":true}");
  const Node n(j);
  CHECK(n.at("a").at("b/c").items()[1].path() == "/a/b~1c/1");
  CHECK(n.at("a").at("b/c").items()[0].integer(0, 5) == 1);
  CHECK(n.at("d").boolean());
  CHECK_THROWS_AS(n.only({"a"}), Reject);
  CHECK_THROWS_AS(n.at("e"), Reject);
  CHECK_THROWS_AS(n.at("a").at("b/c").items()[0].integer(2, 5), Reject);
  CHECK_THROWS_AS(n.at("a").at("b/c").items()[0].text(), Reject);
  CHECK_THROWS_AS(n.at("a").items(), Reject);
  CHECK_THROWS_AS(n.at("d").members(), Reject);
}
