// losscert-check CASE CERTIFICATE...: verifies certificates against the statement that the case makes.
#include <flint/flint.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <new>

#include "check/meaning/describe.hpp"
#include "check/rules/certificate.hpp"
#include "check/rules/spot_check.hpp"
#include "check/system_limits.hpp"
#include "check/text/bytes.hpp"
#include "check/text/reject.hpp"

namespace {

using namespace losscert::check;

constexpr const char* usage =
    "usage: losscert-check [LIMITS] CASE CERTIFICATE...\n"
    "       losscert-check [LIMITS] --describe CASE\n"
    "       losscert-check --help | --version\n"
    "\n"
    "Verifies each certificate (src/check/FORMAT.md) against the claim of the case file that it names, and prints one line for each:\n"
    "  ok CASE CLAIM VERDICT            the certificate proves (refutes) the claim as the case states it\n"
    "  rejected CASE CLAIM: reason      it does not\n"
    "--describe prints every claim of the case as the checker reads it.\n"
    "LIMITS: --memory-limit MEBIBYTES (4096), --time-limit SECONDS of processor time for each certificate (600); 0 for none. The work that a certificate may ask for is\n"
    "counted besides, and ends it long before.\n"
    "Exit status: 0 if every certificate was accepted, 1 if one was rejected, 2 for unusable arguments or an unusable case.\n";

std::string one_line(std::string s) {
  for (char& c : s)
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  return s.size() > 600 ? s.substr(0, 600) + " ..." : s;
}

std::string rejected(const std::string& file, const std::string& name, const std::string& reason) {
  std::string line = "rejected ";
  for (const auto& part : {file, std::string(" "), name, std::string(": "), reason}) line += part;
  return one_line(line);
}

// The options at the front are taken off; false where they are unusable.
bool read_limits(std::vector<std::string>& args, SystemLimits& limits) {
  while (args.size() >= 2 && (args[0] == "--memory-limit" || args[0] == "--time-limit")) {
    const std::string& n = args[1];
    if (n.empty() || n.size() > 9 || n.find_first_not_of("0123456789") != std::string::npos) return false;
    (args[0] == "--time-limit" ? limits.seconds : limits.mebibytes) = std::stol(n);
    args.erase(args.begin(), args.begin() + 2);
  }
  return true;
}

// Prints the line on one certificate and returns the status that it gives.
int judge(const CaseFile& c, const std::string& file, const std::string& certificate, std::string_view rest) {
  constexpr int output = 1;
  std::string name = "?";
  std::string reason;
  int status = 1;
  try {
    begin_guarded(rejected(file, name, ""), rest, output, 1);
    const std::string bytes = read_bytes(certificate, std::size_t{64} << 20);
    name = claimed_name(bytes);
    begin_guarded(rejected(file, name, ""), rest, output, 1);
    const Accepted a = check_certificate(c, bytes);
    std::cout << one_line("ok " + file + " " + a.claim + " " + a.verdict) << std::endl;
    return 0;
  } catch (const Reject& e) {
    reason = (e.path.empty() ? "" : e.path + ": ") + e.what();
  } catch (const CaseError& e) {
    reason = "the case is unusable: " + std::string(e.what());
    status = 2;
  } catch (const Contradicted& e) {
    reason = e.what();
  } catch (const std::bad_alloc&) {
    reason = "out of memory";
  } catch (const std::exception& e) {
    reason = std::string("unexpected: ") + e.what();
  }
  std::cout << rejected(file, name, reason) << std::endl;
  return status;
}

int run(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() == 1 && args[0] == "--help") return std::cout << usage, 0;
  if (args.size() == 1 && args[0] == "--version")
    return std::cout << "losscert-check " LOSSCERT_VERSION ", certificate format 1, FLINT " << FLINT_VERSION << '\n', 0;
  SystemLimits limits;
  if (!read_limits(args, limits)) return std::cerr << usage, 2;
  const bool describing = args.size() == 2 && args[0] == "--describe";
  if (!describing && (args.size() < 2 || args[0].rfind("--", 0) == 0)) return std::cerr << usage, 2;
  const std::string& file = args[describing ? 1 : 0];
  set_limits(limits);
  begin_guarded(one_line(file + ": "), "", 2, 2);
  CaseFile c;
  try {
    c = read_case(file);
    if (describing) return describe(c, std::cout), 0;
  } catch (const CaseError& e) {
    return std::cerr << one_line(file + (e.line > 0 ? ":" + std::to_string(e.line) : "") + ": " + e.what()) << '\n', 2;
  } catch (const std::bad_alloc&) {
    return std::cerr << one_line(file + ": out of memory") << '\n', 2;
  } catch (const std::runtime_error& e) {  // Reject, LimitReached
    return std::cerr << one_line(file + ": " + e.what()) << '\n', 2;
  }
  int status = 0;
  const std::string not_reached = rejected(file, "?", "not looked at: one before it stopped the program") + "\n";
  std::string rest;
  for (std::size_t i = 2; i < args.size(); ++i) rest += not_reached;
  for (std::size_t i = 1; i < args.size(); ++i) status = std::max(status, judge(c, file, args[i], std::string_view(rest).substr((i - 1) * not_reached.size())));
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
