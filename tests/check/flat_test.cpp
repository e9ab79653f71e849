// Rules fibrewise (in a ball) and leading-form.
#include "bench.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

std::string minimum(const std::string& function, const std::string& more, const std::string& m, const std::string& model = "{}") {
  return judge(with_claim("kind = \"local-minimum\"\nfunction = \"" + function + "\"\n" + more), "c", "'model':" + model + ",'proof':{'minimum':" + m + "}");
}
const std::string over = "over = [\"x\", \"y\"]\n", origin = over + "at = { x = \"0\", y = \"0\" }\n", strict = "strict = true\n";
const std::string interval = "{'rule':'interval'}", zero = "{'rule':'zero'}";
const std::string gradient = "'gradient':{'x':{'rule':'zero'},'y':{'rule':'zero'}}";

std::string zeros(int n) {
  std::string s;
  for (int i = 0; i < n; ++i) s += (i > 0 ? "," : "") + zero;
  return "'lower':[" + s + "]";
}
std::string faces(const std::string& proof = "{'rule':'interval'}") { return "'faces':{'x':{'+':" + proof + ",'-':" + proof + "},'y':{'+':" + proof + ",'-':" + proof + "}}"; }

// At the origin, nothing flat.
std::string form(int x, int y, int order, const std::string& lower, const std::string& f = faces(), const std::string& more = "") {
  return "{'rule':'leading-form'," + more + "'manifold':{'x':'0','y':'0'},'constant':{},'weights':{'x':" + std::to_string(x) + ",'y':" + std::to_string(y) + "},'order':" + std::to_string(order) + "," + lower + "," + f + "}";
}

}  // namespace

TEST_CASE("a leading form, nothing flat") {
  CHECK(minimum("x^2 + y^4 - x^2*y", origin + strict, form(2, 1, 4, zeros(3))) == "ok");
  CHECK(minimum("x^4 + y^4 + x^5*y", origin + strict, form(1, 1, 4, zeros(3))) == "ok");
  CHECK(minimum("x^2 + y^6 + relu(x)^9", origin + strict, form(3, 1, 6, zeros(5))) == "ok");
  // weights that do not fit: the form misses y, or something comes before it
  CHECK(has(minimum("x^2 + y^4", origin, form(1, 1, 2, zeros(1))), "needed: {+}"));
  CHECK(has(minimum("x^2 + y^4", origin, form(1, 1, 4, zeros(3))), "not shown to be 0"));
  // (x - y^2)(x - 2y^2) is negative between two parabolas, though its parts are squares
  CHECK(has(minimum("(x - y^2)*(x - 2*y^2)", origin, form(2, 1, 4, zeros(3))), "needed: {+}"));
  CHECK(has(minimum("x^2 + y^3", origin, form(3, 2, 6, zeros(5))), "needed: {+}"));
  CHECK(has(minimum("x^2*y^2 + x^6", origin, form(1, 1, 4, zeros(3))), "needed: {+}"));
  CHECK(has(minimum("x^2 + y^4", origin, form(2, 1, 4, zeros(2))), "one proof for each order"));
  CHECK(has(minimum("x^2 + y^4 + relu(y)^4", origin, form(2, 1, 4, zeros(3))), "not shown to be C^4"));
  CHECK(has(minimum("x^2 + y^4", origin, form(0, 1, 4, zeros(3))), "an integer from 1 to 4"));
  CHECK(has(minimum("x^2 + y^4", origin, form(5, 1, 4, zeros(3))), "an integer from 1 to 4"));
  CHECK(has(minimum("x^2 + y^2", origin, form(1, 1, 25, zeros(24))), "an integer from 1 to 24"));
  CHECK(has(minimum("x^2 + y^2", origin, form(1, 1, 2, zeros(1), "'faces':{'x':{'+':{'rule':'interval'},'-':{'rule':'interval'}}}")), "two proofs for each variable"));
  CHECK(has(minimum("x^2 + y^2", origin, form(1, 1, 2, zeros(1), "'faces':{'x':{'+':{'rule':'interval'}},'y':{'+':{'rule':'interval'},'-':{'rule':'interval'}}}")), "'-' is missing"));
  CHECK(has(minimum("x + y^2", origin, "{'rule':'leading-form','manifold':{'x':'0','y':'0'},'constant':{},'weights':{'x':2,'y':1},'order':2," + zeros(1) + ",'faces':{'x':{'+':" + interval + ",'-':" + interval + "},'y':{'+':" + interval + ",'-':" + interval + "}}}"),
            "needed: {+}"));  // each face, both ends
  CHECK(has(minimum("x^2 + y^2", origin, "{'rule':'leading-form','manifold':{'x':'0','y':'0'},'constant':{},'weights':{'x':1},'order':2," + zeros(1) + "," + faces() + "}"), "one weight for each variable"));
  CHECK(has(minimum("x^2 + y^2", origin, "{'rule':'leading-form','manifold':{'x':'0','y':'1'},'constant':{},'weights':{'x':1,'y':1},'order':2," + zeros(1) + "," + faces() + "}"), "pass through the point"));
  CHECK(has(minimum("x^2 + y^2", origin, form(1, 1, 2, zeros(1), faces(), "'neighbourhood':'1',")), "a neighbourhood is needed exactly"));
  CHECK(has(minimum("x^2 + y^2", origin, "{'rule':'leading-form','flat':['x','y'],'manifold':{},'neighbourhood':'1','constant':{'x':" + zero + ",'y':" + zero + "},'weights':{},'order':1,'lower':[],'faces':{}}"), "some variable must not be flat"));
  // a piece of a relu
  const std::string piece = "'pieces':[{'argument':'1 + y','proof':" + interval + "}],";
  CHECK(minimum("relu(1 + y)*x^2 + y^4", origin + strict, form(2, 1, 4, zeros(3), faces(), piece)) == "ok");
}

TEST_CASE("a leading form along flat directions") {
  const auto flat = [](const std::string& manifold, const std::string& constant, int order, const std::string& more = "'neighbourhood':'1/2',") {
    return "{'rule':'leading-form','flat':['y'],'manifold':{'x':'" + manifold + "'}," + more + "'constant':{'y':" + constant + "},'weights':{'x':1},'order':" + std::to_string(order) + "," + zeros(order - 1) +
           ",'faces':{'x':{'+':" + interval + ",'-':" + interval + "}}}";
  };
  CHECK(minimum("x^4*(1 + y)", origin, flat("0", zero, 4)) == "ok");
  CHECK(minimum("(x - y^2)^4", origin, flat("y^2", zero, 4)) == "ok");
  CHECK(has(minimum("x^4*(1 + y)", origin + strict, flat("0", zero, 4)), "the claim is strict"));
  CHECK(has(minimum("x^4*y^2", origin, flat("0", zero, 4)), "needed: {+}"));              // degenerate at the point
  CHECK(has(minimum("x^4 + y^3", origin, flat("0", zero, 4)), "not shown to be 0"));      // not constant along the manifold
  CHECK(has(minimum("x^4 - y^2*x^2", origin, flat("0", zero, 4)), "not shown to be 0"));  // lower orders vanish at the point only
  CHECK(has(minimum("x^4 - y*x", origin, flat("0", zero, 4)), "not shown to be 0"));
  CHECK(has(minimum("x^4*(1 + y)", origin, flat("0", zero, 4, "")), "a neighbourhood is needed"));
  CHECK(has(minimum("x^4*(1 + y)", origin, flat("0", zero, 4, "'neighbourhood':'-1',")), "must be positive"));
  CHECK(has(minimum("x^4*(1 + y)", origin, "{'rule':'leading-form','flat':['y'],'manifold':{'x':'0'},'neighbourhood':'1','constant':{},'weights':{'x':1},'order':4," + zeros(3) + ",'faces':{'x':{'+':" + interval + ",'-':" + interval + "}}}"),
            "one proof for each flat variable"));
  // y free: at each of its values
  const std::string at = over + "at = { x = \"0\" }\n", above = at + "where = [\"y > 0\"]\n";
  const std::string side = "{'rule':'assumption'}";
  const std::string by_hypothesis = "{'rule':'leading-form','flat':['y'],'manifold':{'x':'0'},'constant':{'y':" + zero + "},'weights':{'x':1},'order':4," + zeros(3) + ",'faces':{'x':{'+':" + side + ",'-':" + side + "}}}";
  CHECK(minimum("x^4*y", above, by_hypothesis, "{'y':'1'}") == "ok");
  CHECK(has(minimum("x^4*y", at + "where = [\"y >= 0\"]\n", by_hypothesis, "{'y':'1'}"), "needed: {+}"));
  // what holds at the point holds beside it only if it is strict
  const std::string f = "x^2 - relu(-y)^5";
  const auto beside = [&](const std::string& where) {
    return minimum(f, at + "where = [\"" + where + "\"]\n",
                   "{'rule':'leading-form','flat':['y'],'manifold':{'x':'0'},'constant':{'y':{'rule':'pieces','pieces':[{'argument':'-y','proof':{'rule':'assumption'}}],'proof':{'rule':'zero'}}},'weights':{'x':1},'order':2," + zeros(1) +
                       ",'faces':{'x':{'+':" + interval + ",'-':" + interval + "}}}",
                   "{'y':'1'}");
  };
  CHECK(beside("y > 0") == "ok");
  CHECK(has(beside("y >= 0"), "nothing is assumed"));
}

TEST_CASE("the displacements of a leading form are free") {
  // with x > 0 known of the displacement, x^3 would be positive
  const std::string cubic = form(1, 1, 3, zeros(2), faces("{'rule':'assumption'}"));
  const std::string by_case = "{'rule':'cases','on':'x','branches':{'>':" + cubic + ",'<=':" + cubic + "}}";
  CHECK(has(minimum("x^3 + y^2", origin, by_case), "a hypothesis speaks of 'x'"));
  CHECK(has(minimum("x^2 + y^2", over + "at = { x = \"0\" }\nwhere = [\"y == 0\"]\n", form(1, 1, 2, zeros(1)), "{'y':'0'}"), "pass through the point"));
  const std::string free = "{'rule':'leading-form','manifold':{'x':'0','y':'0'},'constant':{},'weights':{'x':1,'y':1},'order':2," + zeros(1) + "," + faces() + "}";
  CHECK(has(minimum("x^2 + y^2", over + "at = { x = \"y\" }\n", free), "pass through the point"));
}

TEST_CASE("fibrewise in a ball") {
  const auto ball = [](const std::string& manifold, const std::string& radius, const std::string& modulus = "0", const std::string& more = "") {
    return "{'rule':'fibrewise'," + more + "'flat':['y'],'manifold':{'x':'" + manifold + "'},'radius':'" + radius + "','modulus':'" + modulus + "'," + gradient + "}";
  };
  CHECK(minimum("x^2*(1 + y)", origin, ball("0", "1/2")) == "ok");
  CHECK(minimum("x^2*(1 + y)", origin, ball("0", "1/2", "1/2")) == "ok");
  CHECK(has(minimum("x^2*(1 + y)", origin, ball("0", "1/2", "2")), "not shown to be positive definite"));
  CHECK(has(minimum("x^2*(1 + y)", origin, ball("0", "2")), "not shown to be positive definite"));
  CHECK(has(minimum("x^2*(1 + y)", origin + strict, ball("0", "1/2")), "the claim is strict"));
  CHECK(has(minimum("x^2*(1 + y)", origin, ball("0", "0")), "must be positive"));
  CHECK(has(minimum("x^2*(1 + y)", origin, ball("0", "1/2", "-1")), "modulus >= 0"));
  CHECK(has(minimum("x^2*(1 + y)", origin, ball("0", "1/2", "0", "'minors':[" + interval + "],")), "either minors"));
  CHECK(has(minimum("x^2*(1 + y)", origin, "{'rule':'fibrewise','flat':['y'],'manifold':{'x':'0'},'radius':'1/2'," + gradient + "}"), "either minors"));
  CHECK(has(minimum("x^2*(1 + y)", origin, ball("0", "1/2", "0", "'neighbourhood':'1',")), "a neighbourhood is needed exactly"));
  CHECK(minimum("(x - y^2)^2", origin, ball("y^2", "1/2")) == "ok");
  CHECK(has(minimum("(x - 2*y)^2", origin, ball("2*y", "1/2")), "the manifold is not shown to stay in the box"));
  CHECK(has(minimum("(x - p*y)^2", origin, ball("p*y", "1/2")), "the manifold is not shown to stay in the box"));
  CHECK(has(minimum("x^2", over + "at = { x = \"0\" }\n", ball("0", "1/2")), "the point must be a constant"));
  CHECK(has(minimum("x^2", over + "at = { x = \"0\", y = \"p\" }\n", ball("0", "1/2")), "the point must be a constant"));
  CHECK(has(minimum("x^2*(1 + y) + 0*log(1 + 2*y)", origin, ball("0", "1/2")), "not shown to be defined on the box"));
  CHECK(has(minimum("x^2*relu(1 + y)", origin, ball("0", "1", "0", "'pieces':[{'argument':'1 + y','proof':" + interval + "}],")), "does not keep its sign"));
  CHECK(minimum("x^2*relu(1 + y)", origin, ball("0", "1/2", "0", "'pieces':[{'argument':'1 + y','proof':" + interval + "}],")) == "ok");
  CHECK(minimum("x^2", origin, ball("0*(1 + y)^(1/2)", "1/2")) == "ok");
  CHECK(has(minimum("x^2", origin, ball("0*(1 + y)^(1/2)", "1")), "not shown to be C^1 over the box"));
  CHECK(minimum("(x - 2^(1/2))^2*(1 + y)", over + "at = { x = \"2^(1/2)\", y = \"0\" }\n", ball("2^(1/2)", "1/2")) == "ok");
}
