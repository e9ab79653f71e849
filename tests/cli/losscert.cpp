#include "losscert.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace cli {
namespace {

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void redirect(const fs::path& file, int descriptor) { dup2(open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), descriptor); }

}  // namespace

Scratch::Scratch() : program_(LOSSCERT_PROGRAM) {
  static std::atomic<int> count{0};
  folder_ = fs::temp_directory_path() / ("losscert-cli-" + std::to_string(getpid()) + "-" + std::to_string(++count));
  fs::create_directories(folder_);
}

Scratch::~Scratch() {
  std::error_code error;
  fs::remove_all(folder_, error);
}

void Scratch::write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name, std::ios::binary) << text; }

std::string Scratch::read(const std::string& name) const { return content(folder_ / name); }

nlohmann::json Scratch::report(const std::string& name) const { return nlohmann::json::parse(read("losscert-reports/" + name + "/report.json")); }

void Scratch::use_checker(const std::string& script) {
  const fs::path bin = folder_ / "bin";
  fs::create_directories(bin);
  program_ = bin / "losscert";
  if (!fs::exists(program_)) fs::copy_file(LOSSCERT_PROGRAM, program_);
  write("bin/losscert-check", "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'losscert-check of a test'; exit 0; fi\n" + script + "\n");
  fs::permissions(bin / "losscert-check", fs::perms::owner_all);
}

pid_t Scratch::start(const std::vector<std::string>& arguments) const {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  if (chdir(folder_.c_str()) != 0) _exit(126);
  redirect(folder_ / ".out", STDOUT_FILENO);
  redirect(folder_ / ".err", STDERR_FILENO);
  std::vector<std::string> words = {program_.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (auto& w : words) pointers.push_back(w.data());
  pointers.push_back(nullptr);
  execv(pointers[0], pointers.data());
  _exit(127);
}

Output Scratch::finish(pid_t pid) const {
  int status = 0;
  rusage usage{};
  wait4(pid, &status, 0, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), read(".out"), read(".err"), seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

Output Scratch::losscert(const std::vector<std::string>& arguments) const { return finish(start(arguments)); }

std::vector<std::string> rows(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string small_case(const std::string& extra) {
  return R"(title = "A strict minimum of one squared residual"
[variables]
u = "scalar"
[objective]
expression = "(u - 3)^2"
[[claims]]
id = "minimum"
kind = "local-minimum"
strict = true
at = { u = "3" }
)" + extra;
}

std::string unexpected_claim() {
  return R"([[claims]]
id = "unexpected"
kind = "critical-point"
at = { u = "3" }
expect = "refuted"
)";
}

std::string open_claim() {
  return R"([[claims]]
id = "open"
kind = "always"
statement = "sin(3*u) == 3*sin(u) - 4*sin(u)^3"
)";
}

}  // namespace cli
