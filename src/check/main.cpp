// losscert-check CASE CERTIFICATE...: verifies certificates against the statement that the case makes.
#include <flint/flint.h>

#include <exception>
#include <iostream>
#include <new>

#include "check/meaning/describe.hpp"
#include "check/rules/certificate.hpp"
#include "check/text/bytes.hpp"
#include "check/text/reject.hpp"

namespace {

using namespace losscert::check;

constexpr const char* usage =
    "usage: losscert-check CASE CERTIFICATE...\n"
    "       losscert-check --describe CASE\n"
    "       losscert-check --help | --version\n"
    "\n"
    "Verifies each certificate (src/check/FORMAT.md) against the claim of the case file that it names, and prints one line for each:\n"
    "  ok CASE CLAIM VERDICT            the certificate proves (refutes) the claim as the case states it\n"
    "  rejected CASE CLAIM: reason      it does not\n"
    "--describe prints every claim of the case as the checker reads it.\n"
    "Exit status: 0 if every certificate was accepted, 1 if one was rejected, 2 for unusable arguments or an unreadable case.\n";

std::string one_line(std::string s) {
  for (char& c : s)
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  return s.size() > 600 ? s.substr(0, 600) + " ..." : s;
}

int run(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 1 && args[0] == "--help") return std::cout << usage, 0;
  if (args.size() == 1 && args[0] == "--version")
    return std::cout << "losscert-check " LOSSCERT_VERSION ", certificate format 1, FLINT " << FLINT_VERSION << '\n', 0;
  const bool describing = args.size() == 2 && args[0] == "--describe";
  if (!describing && (args.size() < 2 || args[0].rfind("--", 0) == 0)) return std::cerr << usage, 2;
  const std::string& file = args[describing ? 1 : 0];
  CaseFile c;
  try {
    c = read_case(file);
    if (describing) return describe(c, std::cout), 0;
  } catch (const CaseError& e) {
    return std::cerr << one_line(file + (e.line > 0 ? ":" + std::to_string(e.line) : "") + ": " + e.what()) << '\n', 2;
  } catch (const std::runtime_error& e) {  // Reject, LimitReached
    return std::cerr << one_line(file + ": " + e.what()) << '\n', 2;
  }
  int status = 0;
  for (std::size_t i = 1; i < args.size(); ++i) {
    std::string name = "?";
    std::string reason;
    try {
      const std::string bytes = read_bytes(args[i], std::size_t{64} << 20);
      name = claimed_name(bytes);
      const Accepted a = check_certificate(c, bytes);
      std::cout << one_line("ok " + file + " " + a.claim + " " + a.verdict) << std::endl;
      continue;
    } catch (const Reject& e) {
      reason = (e.path.empty() ? "" : e.path + ": ") + e.what();
    } catch (const CaseError& e) {
      reason = "the case is unusable: " + std::string(e.what());
    } catch (const std::bad_alloc&) {
      reason = "out of memory";
    } catch (const std::exception& e) {
      reason = std::string("unexpected: ") + e.what();
    }
    status = 1;
    std::string line = "rejected ";
    for (const auto& part : {file, std::string(" "), name, std::string(": "), reason}) line += part;
    std::cout << one_line(line) << std::endl;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int status = run(argc, argv);
    std::cout.flush();
    return std::cout ? status : 2;  // a result that could not be written is no result
  } catch (const std::exception& e) {
    std::cerr << "losscert-check: " << e.what() << '\n';
    return 2;
  }
}
