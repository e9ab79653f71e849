// losscert-bench-networks LOSSCERT FOLDER [SAMPLES] [HIDDEN...]: tanh networks with weight decay, trained here, written as cases with the trained point; `losscert certify` on each, against Hessian and
// Cholesky factorisation of the same objective in plain doubles. Prints one row a network; FOLDER keeps the cases.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "certify/descend.hpp"
#include "certify/claim.hpp"
#include "graph/build.hpp"

using namespace losscert;

namespace {

double processor_seconds(int who) {
  rusage u{};
  getrusage(who, &u);
  return static_cast<double>(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + 1e-6 * static_cast<double>(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

constexpr int inputs = 8;

// A teacher's values with noise, from a generator of its own so that they are the same everywhere.
std::string network(int hidden, int samples) {
  const certify::Point numbers = certify::random_start(static_cast<std::size_t>(samples * (inputs + 1) + inputs), 3, static_cast<std::uint64_t>(samples), 1);
  std::ostringstream x, y;
  x.precision(4), y.precision(4);
  std::size_t k = inputs;
  for (int s = 0; s < samples; ++s) {
    double z = 0;
    x << (s > 0 ? ",\n  [" : "\n  [");
    for (int i = 0; i < inputs; ++i, ++k) {
      x << (i > 0 ? ", \"" : "\"") << std::fixed << static_cast<double>(numbers[k]) << '"';
      z += static_cast<double>(numbers[k] * numbers[static_cast<std::size_t>(i)]);
    }
    x << "]";
    y << (s > 0 ? ", [\"" : "[\"") << std::fixed << std::sin(z) + 0.1 * static_cast<double>(numbers[k++]) << "\"]";
  }
  return "title = \"A trained tanh network\"\n\n[network]\ninputs = " + std::to_string(inputs) + "\nlayers = [\n  { units = " + std::to_string(hidden) +
         ", activation = \"tanh\", weights = \"W\", bias = \"b\" },\n  { units = 1, activation = \"identity\", weights = \"V\" },\n]\n\n[data]\nx = [" + x.str() + "]\ny = [" + y.str() +
         "]\n\n[loss]\nkind = \"squared\"\nreduction = \"mean\"\n\n[regulariser]\nexpression = \"1e-2*(normsq(W) + normsq(b) + normsq(V))\"\n";
}

std::string rounded(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", x);
  return text;
}

std::string point(const certify::Point& at, int hidden) {
  std::ostringstream out;
  std::size_t k = 0;
  out << "\n[points.trained]\nW = \"[";
  for (int j = 0; j < hidden; ++j) {
    out << (j > 0 ? ", [" : "[");
    for (int i = 0; i < inputs; ++i) out << (i > 0 ? ", " : "") << rounded(static_cast<double>(at[k++]));
    out << "]";
  }
  out << "]\"\nb = \"[";
  for (int j = 0; j < hidden; ++j) out << (j > 0 ? ", " : "") << rounded(static_cast<double>(at[k++]));
  out << "]\"\nV = \"[[";
  for (int j = 0; j < hidden; ++j) out << (j > 0 ? ", " : "") << rounded(static_cast<double>(at[k++]));
  out << "]]\"\n";
  return out.str();
}

int run(int argc, char** argv) {
  const std::string program = argv[1], folder = argv[2];
  const int samples = argc > 3 ? std::stoi(argv[3]) : 100;
  std::vector<int> sizes{5, 10, 20, 40};
  if (argc > 4) sizes.clear();
  for (int k = 4; k < argc; ++k) sizes.push_back(std::stoi(argv[k]));
  std::printf("weights  samples  doubles [s]  certify with check [s]  ratio  status\n");
  for (const int hidden : sizes) {
    const std::string file = folder + "/tanh-" + std::to_string(hidden) + "-" + std::to_string(samples) + ".toml", text = network(hidden, samples);
    std::ofstream(file) << text;
    const problem::Case c = problem::read_case_for_points(file);
    graph::Builder b(c, {});
    const auto root = b.objective();
    const graph::Function f{b.take(), root};
    const std::size_t n = f.graph.variables();
    const certify::Point trained = certify::descend(f, certify::random_start(n, 1, 0, 0.5));
    std::ofstream(file) << text << point(trained, hidden);
    const std::vector<double> x(trained.begin(), trained.end());
    double before = processor_seconds(RUSAGE_SELF);
    int repeated = 0;
    bool definite = true;
    for (; repeated < 3 || processor_seconds(RUSAGE_SELF) - before < 0.2; ++repeated) definite = Eigen::LLT<Eigen::MatrixXd>(hessian(graph::Evaluation<double>(f, x))).info() == Eigen::Success && definite;
    const double plain = (processor_seconds(RUSAGE_SELF) - before) / repeated;
    before = processor_seconds(RUSAGE_CHILDREN);
    const pid_t child = fork();
    if (child == 0) {
      execl(program.c_str(), program.c_str(), "certify", file.c_str(), "--out", (folder + "/reports").c_str(), static_cast<char*>(nullptr));
      _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    const double certified = processor_seconds(RUSAGE_CHILDREN) - before;
    std::printf("%7zu  %7d  %11.4f  %22.3f  %5.1f  %d%s\n", n, samples, plain, certified, certified / plain, WIFEXITED(status) ? WEXITSTATUS(status) : -1, definite ? "" : " (not definite in doubles)");
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: losscert-bench-networks LOSSCERT FOLDER [SAMPLES] [HIDDEN...]\n";
    return 2;
  }
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
