#include "certify.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "objective/elaborate.hpp"
#include "prove/claim/prove.hpp"
#include "prove/proof/lemma.hpp"

namespace losscert::test {

namespace {

/// Ids of claims whose [[claims]] line has "# undecided is acceptable" right before it.
std::map<std::string, bool> acceptable(const std::string& file) {
  std::map<std::string, bool> r;
  std::ifstream in(file);
  bool pending = false, current = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("# undecided is acceptable", 0) == 0) pending = true;
    else if (line.rfind("[[claims]]", 0) == 0) {
      current = pending;
      pending = false;
    } else if (line.rfind("id", 0) == 0 && line.find('"') != std::string::npos) {
      const auto a = line.find('"'), b = line.find('"', a + 1);
      if (current) r[line.substr(a + 1, b - a - 1)] = true;
    }
  }
  return r;
}

/// The search in a process of its own, killed after four times its processor time: not every step of the libraries looks at the clock.
prove::Outcome prove_in_child(const claim::Instance& instance, const claim::Claim& claim, const std::vector<std::string>& lemmas, std::chrono::seconds limit, const std::string& file) {
  const pid_t child = fork();
  if (child == 0) {
    prove::Options options;
    options.patience = limit;
    const auto outcome = prove::prove(instance, claim, options, lemmas);
    std::ofstream(file) << nlohmann::json{{"verdict", static_cast<int>(outcome.verdict)}, {"reason", outcome.reason}, {"certificate", outcome.certificate}}.dump();
    _exit(0);
  }
  prove::Outcome outcome;
  outcome.reason = "the search gave no result within the time limit";
  int status = 0;
  const auto last = std::chrono::steady_clock::now() + 4 * limit + std::chrono::seconds(5);
  pid_t ended = 0;
  while ((ended = waitpid(child, &status, WNOHANG)) == 0 && std::chrono::steady_clock::now() < last) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  if (ended == 0) {
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return outcome;
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    outcome.reason = "the search crashed";
    return outcome;
  }
  std::ifstream in(file);
  const auto j = nlohmann::json::parse(in);
  outcome.verdict = static_cast<Verdict>(j.at("verdict").get<int>());
  outcome.reason = j.at("reason");
  outcome.certificate = j.at("certificate");
  return outcome;
}

}  // namespace

CheckerRun run_checker(const std::string& case_file, const std::vector<std::string>& certificates) {
  std::string command = std::string("'") + LOSSCERT_CHECK + "' '" + case_file + "'";
  for (const auto& c : certificates) command += " '" + c + "'";
  CheckerRun run;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return run;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) run.output.append(buffer.data(), n);
  const int status = pclose(pipe);
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return run;
}

std::vector<Judged> certify(const std::string& case_file, const std::string& directory) {
  std::filesystem::create_directories(directory);
  const auto c = problem::read_case(case_file);
  const auto may_be_open = acceptable(case_file);
  std::map<std::string, std::vector<std::string>> named;
  for (const auto& claim : c.claims) named[claim.id] = claim.lemmas;
  std::vector<Judged> all;
  for (const auto& instance : objective::elaborate(c)) {
    std::map<std::string, nlohmann::json> proved;
    for (const auto& claim : instance.claims) {
      Judged j;
      j.id = claim::instance_id(claim, instance);
      j.expect_proved = claim.expect_proved;
      j.undecided_is_acceptable = may_be_open.count(claim.id) > 0;
      // What may stay open is not waited for as long as what must be found.
      std::vector<std::string> lemmas;
      for (const auto& id : named.at(claim.id))
        if (proved.count(id) > 0) lemmas.push_back(id);
      auto outcome = prove_in_child(instance, claim, lemmas, std::chrono::seconds(j.undecided_is_acceptable ? 2 : 60), directory + "/outcome.json");
      j.found = outcome.verdict;
      j.reason = outcome.reason;
      if (outcome.verdict != Verdict::Undecided) {
        auto& certificate = outcome.certificate;
        certificate["format"] = "losscert-certificate";
        certificate["version"] = 1;
        certificate["case"] = c.digest;
        certificate["claim"] = claim.id;
        certificate["dimensions"] = nlohmann::json::object();
        for (const auto& [name, value] : instance.dimensions) certificate["dimensions"][name] = value;
        certificate = prove::proof::with_lemmas(std::move(certificate), proved);
        j.certificate = directory + "/" + j.id + ".json";
        std::ofstream(j.certificate) << certificate.dump(1) << '\n';
        const auto run = run_checker(case_file, {j.certificate});
        j.checked = run.status == 0;
        if (!j.checked) j.reason = run.output;
        if (j.checked && j.found == Verdict::Proved) proved[claim.id] = certificate;
      }
      all.push_back(std::move(j));
    }
  }
  return all;
}

}  // namespace losscert::test
