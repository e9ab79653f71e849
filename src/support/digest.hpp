// SHA-256 of bytes, as cases, certificates and reports name it. A digest guards against mix-ups; it proves nothing.
#pragma once
#include <openssl/evp.h>

#include <stdexcept>
#include <string>

namespace losscert {

/// "sha256:<64 hexadecimal digits>"
inline std::string sha256(const std::string& bytes) {
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash, &size, EVP_sha256(), nullptr) != 1) throw std::runtime_error("SHA-256 is not available");
  static const char* digits = "0123456789abcdef";
  std::string hex = "sha256:";
  for (unsigned i = 0; i < size; ++i) {
    hex += digits[hash[i] >> 4U];
    hex += digits[hash[i] & 15U];
  }
  return hex;
}

}  // namespace losscert
