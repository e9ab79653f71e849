// losscert certify and find: files in, a table out; bad input in one line.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "losscert.hpp"
#include "support/catch.hpp"
#include "support/digest.hpp"

using namespace cli;

namespace {

// Two inputs, two units, one output: 8 weights, 6 samples.
const std::string samples = "1, 0, 0.8\n-1, 0.5, -0.6\n0.25, 1, 0.5\n2, -1, 0.9\n-0.5, -1.5, -0.9\n1e-1, 2.5e-1, 0\n";

std::string network(const std::string& data) {
  return "title = \"Eight weights\"\n[network]\ninputs = 2\nlayers = [\n{ units = 2, activation = \"tanh\", weights = \"W\", bias = \"b\" },\n{ units = 1, activation = \"identity\", weights = \"V\" },\n]\n[data]\n" + data +
         "\n[loss]\nkind = \"squared\"\nreduction = \"mean\"\n[regulariser]\nexpression = \"1e-2*(normsq(W) + normsq(b) + normsq(V))\"\n";
}

std::string with_file(const std::string& bytes = samples) { return network("file = \"train.csv\"\ndigest = \"" + losscert::sha256(bytes) + "\"\n"); }

std::string number(std::size_t n, std::size_t bytes) {
  std::string out;
  for (; bytes > 0; --bytes, n >>= 8U) out += static_cast<char>(n & 255U);
  return out;
}

// As numpy.save writes it.
std::string npy(const std::string& shape, const std::vector<double>& values, const std::string& type = "<f8") {
  std::string header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", out = "\x93NUMPY";
  while ((10 + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  out += number(1, 1) + number(0, 1) + number(header.size(), 2) + header;
  for (const double x : values) out += number(std::bit_cast<std::uint64_t>(x), 8);
  return out;
}

// As numpy.savez writes it, but for checksums, which nobody reads.
std::string npz(const std::vector<std::pair<std::string, std::string>>& arrays, std::size_t method = 0) {
  std::string out, directory;
  for (const auto& [name, bytes] : arrays) {
    const std::string file = name + ".npy", sizes = number(0, 4) + number(bytes.size(), 4) + number(bytes.size(), 4) + number(file.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + number(0, 2) + number(method, 2) + number(0, 4) + sizes + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(out.size(), 4) + file;
    out += "PK\x03\x04" + number(20, 2) + number(0, 2) + number(method, 2) + number(0, 4) + sizes + file + bytes;
  }
  const std::size_t start = out.size();
  return out + directory + "PK\x05\x06" + number(0, 4) + number(arrays.size(), 2) + number(arrays.size(), 2) + number(directory.size(), 4) + number(start, 4) + number(0, 2);
}

bool is_one_line(const std::string& text) { return std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n'; }

void check_refused(const Output& o, const std::string& what) {
  INFO(o.out << o.err);
  CHECK(o.status == 2);
  CHECK(is_one_line(o.err));
  CHECK(o.err.find(what) != std::string::npos);
}

}  // namespace

TEST_CASE("find certifies minima of a network with its data in a file, and certify the weights of one") {
  const Scratch s;
  s.write("train.csv", samples);
  s.write("net.toml", with_file());
  const Output found = s.losscert({"find", "net.toml", "--starts", "3", "--jobs", "1"});
  INFO(found.out << found.err);
  CHECK(found.status == 0);
  CHECK(found.out.find("minimum-1") != std::string::npos);
  CHECK(found.out.find("strict minimum within") != std::string::npos);
  CHECK(found.out.find("UNDECIDED") == std::string::npos);
  CHECK(s.losscert({"find", "net.toml", "--starts", "3", "--jobs", "1"}).out == found.out);
  // the case that it wrote, with the claims, on its own
  const std::string written = s.read("losscert-reports/local/net/case.toml");
  s.write("found.toml", written);
  const Output again = s.losscert({"certify", "found.toml"});
  CHECK(again.status == 0);
  CHECK(again.out.find("UNDECIDED") == std::string::npos);
  // weights far from any minimum
  s.write("early.npz", npz({{"W", npy("2, 2", {1, 2, -0.5, 0.25})}, {"b", npy("2,", {0, 0.5})}, {"V", npy("1, 2", {1, 1})}}));
  const Output early = s.losscert({"certify", "net.toml", "--weights", "early.npz"});
  INFO(early.out << early.err);
  CHECK(early.status == 0);
  CHECK(early.out.find("no critical point within") != std::string::npos);
  CHECK(s.read("losscert-reports/local/net/case.toml").find("early.npz, sha256:") != std::string::npos);
}

TEST_CASE("claims about balls belong to certify") {
  Scratch s;
  const std::string claim = "[[claims]]\nid = \"c\"\nkind = \"critical-point-within\"\nnear = { u = \"2.9\" }\nradius = \"1/2\"\nindex = 0\n";
  s.write("case.toml", "title = \"t\"\n[variables]\nu = \"scalar\"\n[objective]\nexpression = \"(u - 3)^2\"\n" + claim);
  check_refused(s.losscert({"run", "case.toml"}), "losscert certify");
  const Output good = s.losscert({"certify", "case.toml"});
  CHECK(good.status == 0);
  CHECK(good.out.find("PROVED") != std::string::npos);
  s.write("false.toml", "title = \"t\"\n[variables]\nu = \"scalar\"\n[objective]\nexpression = \"(u - 3)^2\"\n" + claim + "expect = \"refuted\"\n");
  CHECK(s.losscert({"certify", "false.toml"}).status == 1);
  s.write("open.toml", "title = \"t\"\n[variables]\nu = \"scalar\"\nv = \"scalar\"\n[objective]\nexpression = \"(u - v)^2\"\n[points.p]\nu = \"1\"\nv = \"1\"\n");
  const Output open = s.losscert({"certify", "open.toml"});
  CHECK(open.status == 3);
  CHECK(open.out.find("singular") != std::string::npos);
  s.use_checker("echo \"rejected $1 c: for no reason\"; exit 1");
  CHECK(s.losscert({"certify", "case.toml"}).status == 3);
}

TEST_CASE("bad files for certify get one line") {
  const Scratch s;
  s.write("train.csv", samples);
  s.write("net.toml", with_file());
  const auto with_weights = [&](const std::string& bytes) {
    s.write("w.npz", bytes);
    return s.losscert({"certify", "net.toml", "--weights", "w.npz"});
  };
  const auto v = npy("1, 2", {1, 1}), b = npy("2,", {0, 0});
  check_refused(s.losscert({"certify", "net.toml"}), "has no points");
  check_refused(s.losscert({"certify", "net.toml", "trained"}), "has no point");
  check_refused(s.losscert({"certify", "net.toml", "--weights", "none.npz"}), "cannot be read");
  check_refused(with_weights("no archive"), "no zip archive");
  check_refused(with_weights(npz({{"W", npy("2, 2", {1, 2, 3, 4})}, {"b", b}})), "has no array 'V'; it has W, b");
  check_refused(with_weights(npz({{"W", npy("4,", {1, 2, 3, 4})}, {"b", b}, {"V", v}})), "is 4, and the case wants 2 x 2");
  check_refused(with_weights(npz({{"W", npy("2, 2", {1, 2, 3, std::numeric_limits<double>::quiet_NaN()})}, {"b", b}, {"V", v}})), "no number (NaN or infinite)");
  check_refused(with_weights(npz({{"W", npy("2, 2", {1, 2, 3})}, {"b", b}, {"V", v}})), "damaged");
  check_refused(with_weights(npz({{"W", npy("2, 2", {1, 2, 3, 4}, "<i8")}, {"b", b}, {"V", v}})), "floats");
  check_refused(with_weights(npz({{"W", npy("99999999999, 99999999999", {1})}, {"b", b}, {"V", v}})), "damaged");
  check_refused(with_weights(npz({{"W", npy("2, 2", {1, 2, 3, 4})}}, 8)), "savez_compressed");
  s.write("net.toml", network("file = \"train.csv\"\n"));
  check_refused(s.losscert({"certify", "net.toml"}), "write digest = \"" + losscert::sha256(samples) + "\"");
  s.write("net.toml", with_file("other"));
  check_refused(s.losscert({"certify", "net.toml"}), "another digest");
  s.write("net.toml", network("file = \"../train.csv\"\ndigest = \"\"\n"));
  check_refused(s.losscert({"certify", "net.toml"}), "beside the case");
  s.write("net.toml", network("file = \"none.csv\"\ndigest = \"\"\n"));
  check_refused(s.losscert({"certify", "net.toml"}), "cannot be read");
  for (const std::string bad : {"1, 2, 3\n1, 2\n", "1, 2, x\n", "1, 2\n", "1, nan, 2\n", "", "1,,2\n", "a,b,c\n1,2,3\n"}) {
    INFO(bad);
    s.write("train.csv", bad);
    s.write("net.toml", with_file(bad));
    const Output o = s.losscert({"certify", "net.toml"});
    CHECK(o.status == 2);
    CHECK(is_one_line(o.err));
  }
}
