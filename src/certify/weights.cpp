#include "certify/weights.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/digest.hpp"

namespace losscert::certify {

namespace {

constexpr std::size_t largest = std::size_t{16} << 20;

std::string bytes_of(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) throw InputError(path, 0, "cannot be read; give a file written by numpy.savez");
  if (size > largest) throw InputError(path, 0, "is larger than 16 MiB; that is more than 2000 weights need");
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Array {
  std::vector<std::size_t> shape;
  std::vector<double> values;  ///< by rows
};

class Archive {
public:
  explicit Archive(const std::string& path) : path_(path), bytes_(bytes_of(path)) {
    // The central directory: sizes stand there even where the entries themselves were written as a stream.
    const auto end = bytes_.rfind("PK\x05\x06");
    if (end == std::string::npos || end + 22 > bytes_.size()) fail("is no zip archive; give a file written by numpy.savez");
    std::size_t at = number(end + 16, 4);
    for (std::size_t k = number(end + 10, 2); k > 0; --k) {
      if (at + 46 > bytes_.size() || bytes_.compare(at, 4, "PK\x01\x02") != 0) fail("is a damaged zip archive; write it again");
      const std::size_t method = number(at + 10, 2), size = number(at + 24, 4), name_length = number(at + 28, 2), local = number(at + 42, 4);
      if (at + 46 + name_length > bytes_.size()) fail("is a damaged zip archive; write it again");
      std::string name = bytes_.substr(at + 46, name_length);
      if (method != 0) fail("is compressed; write it with numpy.savez, not savez_compressed");
      if (local + 30 > bytes_.size()) fail("is a damaged zip archive; write it again");
      const std::size_t data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
      if (data > bytes_.size() || size > bytes_.size() - data) fail("is a damaged zip archive; write it again");
      if (name.size() > 4 && name.compare(name.size() - 4, 4, ".npy") == 0) name.erase(name.size() - 4);
      arrays_[name] = array(name, bytes_.substr(data, size));
      at += 46 + name_length + number(at + 30, 2) + number(at + 32, 2);
    }
  }

  const std::map<std::string, Array>& arrays() const { return arrays_; }
  [[noreturn]] void fail(const std::string& what) const { throw InputError(path_, 0, what); }

private:
  std::size_t number(std::size_t at, std::size_t length) const {
    if (at + length > bytes_.size()) fail("is a damaged zip archive; write it again");
    std::size_t n = 0;
    for (std::size_t k = length; k-- > 0;) n = n << 8U | static_cast<unsigned char>(bytes_[at + k]);
    return n;
  }

  Array array(const std::string& name, const std::string& npy) const {
    const auto damaged = [&] { fail("the array '" + name + "' is damaged; write the file again"); };
    if (npy.size() < 12 || npy.compare(0, 6, "\x93NUMPY") != 0) damaged();
    const bool long_header = npy[6] > 1;
    const auto byte = [&](std::size_t k) { return static_cast<std::size_t>(static_cast<unsigned char>(npy[k])); };
    const std::size_t length = long_header ? byte(8) | byte(9) << 8U | byte(10) << 16U | byte(11) << 24U : byte(8) | byte(9) << 8U, start = long_header ? 12 : 10;
    if (length > npy.size() - start) damaged();
    const std::string header = npy.substr(start, length);
    const bool wide = header.find("'<f8'") != std::string::npos;
    if (!wide && header.find("'<f4'") == std::string::npos) fail("the array '" + name + "' does not hold floats of 32 or 64 bits; convert it with astype(float)");
    if (header.find("'fortran_order': False") == std::string::npos) fail("the array '" + name + "' is stored by columns; convert it with numpy.ascontiguousarray");
    Array a;
    std::size_t count = 1;
    auto at = header.find("'shape': (");
    if (at == std::string::npos) damaged();
    for (at += 10; at < header.size() && header[at] != ')';) {
      if (header[at] < '0' || header[at] > '9') {
        ++at;
        continue;
      }
      std::size_t n = 0;
      while (at < header.size() && header[at] >= '0' && header[at] <= '9' && n < largest) n = 10 * n + static_cast<std::size_t>(header[at++] - '0');
      a.shape.push_back(n);
      if (n > largest || (count *= n) > largest) damaged();
    }
    const std::size_t width = wide ? 8 : 4, data = start + length;
    if (npy.size() - data != count * width) damaged();
    for (std::size_t k = 0; k < count; ++k) {
      std::uint64_t bits = 0;
      for (std::size_t b = width; b-- > 0;) bits = bits << 8U | byte(data + k * width + b);
      a.values.push_back(wide ? std::bit_cast<double>(bits) : static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))));
      if (!std::isfinite(a.values.back())) fail("the array '" + name + "' has an entry that is no number (NaN or infinite)");
    }
    return a;
  }

  std::string path_, bytes_;
  std::map<std::string, Array> arrays_;
};

// All its digits: a double has at most 1074 after the point, but a number of the case language at most 1000; none that a training leaves is so small.
std::string exact(double x, const Archive& from, const std::string& name) {
  if (x != 0 && std::abs(x) < 1e-290) from.fail("the array '" + name + "' has an entry below 1e-290 in size; set it to 0");
  char text[1200];
  std::snprintf(text, sizeof text, "%.1074g", x);
  return text;
}

std::string size_text(const std::vector<std::size_t>& shape) {
  std::string s;
  for (const std::size_t n : shape) s += (s.empty() ? "" : " x ") + std::to_string(n);
  return s.empty() ? "a single number" : s;
}

}  // namespace

std::string digest_of_file(const std::string& path) { return sha256(bytes_of(path)); }

std::string point_from_npz(const std::string& path, const problem::Case& c) {
  const Archive archive(path);
  if (c.points.count("weights") > 0) throw InputError(c.file, 0, "has a point 'weights' already; rename it to certify those of a file");
  if (!c.dimensions.empty()) throw InputError(c.file, 0, "has [dimensions]; write the sizes out");
  std::string out = "[points.weights]\n";
  for (const auto& d : c.variables) {
    const auto found = archive.arrays().find(d.name);
    if (found == archive.arrays().end()) {
      std::string names;
      for (const auto& entry : archive.arrays()) names += (names.empty() ? "" : ", ") + entry.first;
      archive.fail("has no array '" + d.name + "'; it has " + (names.empty() ? "none" : names.substr(0, 200)));
    }
    const Array& a = found->second;
    std::vector<std::size_t> wanted;
    for (const auto& s : {d.rows, d.cols})
      if (!s.empty()) wanted.push_back(static_cast<std::size_t>(std::stoi(s)));
    if (a.shape != wanted) archive.fail("the array '" + d.name + "' is " + size_text(a.shape) + ", and the case wants " + size_text(wanted));
    std::string text;
    const std::size_t rows = wanted.empty() ? 1 : wanted[0], cols = wanted.size() < 2 ? 1 : wanted[1];
    for (std::size_t i = 0; i < rows; ++i) {
      std::string row;
      for (std::size_t j = 0; j < cols; ++j) row += (j > 0 ? ", " : "") + exact(a.values[i * cols + j], archive, d.name);
      text += (i > 0 ? ", " : "") + (wanted.size() == 2 ? "[" + row + "]" : row);
    }
    out += d.name + " = \"" + (wanted.empty() ? text : "[" + text + "]") + "\"\n";
  }
  return out;
}

}  // namespace losscert::certify
