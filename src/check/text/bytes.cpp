#include "check/text/bytes.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>

#include "check/text/reject.hpp"

namespace losscert::check {

std::string read_bytes(const std::string& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw CaseError("cannot be read");
  std::string bytes;
  std::array<char, 65536> chunk{};
  while (in.read(chunk.data(), chunk.size()) || in.gcount() > 0) {
    bytes.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit) throw CaseError("is larger than " + std::to_string(limit >> 20) + " MiB");
  }
  if (in.bad()) throw CaseError("cannot be read");
  return bytes;
}

std::string sha256(const std::string& bytes) {
  std::array<unsigned char, 32> d{};
  if (EVP_Digest(bytes.data(), bytes.size(), d.data(), nullptr, EVP_sha256(), nullptr) != 1) throw CaseError("SHA-256 is not available");
  std::string s = "sha256:";
  for (const unsigned char b : d) s += "0123456789abcdef"[b >> 4], s += "0123456789abcdef"[b & 15];
  return s;
}

}  // namespace losscert::check
