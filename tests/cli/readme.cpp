// README.md shows what the program prints: its TOML blocks become files, and the commands in its console blocks are run.
#include <fstream>
#include <sstream>

#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;

namespace {

struct Block {
  std::string language, text;
};

std::vector<Block> blocks_of(const std::string& file) {
  std::ifstream stream(file);
  std::vector<Block> blocks;
  std::string line;
  bool inside = false;
  while (std::getline(stream, line)) {
    if (line.rfind("```", 0) == 0) {
      if (!inside) blocks.push_back({line.substr(3), ""});
      inside = !inside;
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string w; stream >> w;) words.push_back(w);
  return words;
}

}  // namespace

TEST_CASE("the README's transcript is what the program prints") {
  const Scratch s;
  int commands = 0;
  for (const auto& block : blocks_of(LOSSCERT_README)) {
    // "# NAME.toml" in the first line names the file.
    if (block.language == "toml") s.write(words_of(block.text).at(1), block.text);
    if (block.language != "console") continue;
    std::istringstream lines(block.text);
    std::string expected, line;
    Output last;
    const auto compare = [&] {
      if (commands > 0) CHECK(rows(last.out + last.err) == rows(expected));
      expected.clear();
    };
    while (std::getline(lines, line)) {
      if (line.rfind("$ losscert ", 0) != 0) {
        expected += line + "\n";
        continue;
      }
      compare();
      auto words = words_of(line);
      words.erase(words.begin(), words.begin() + 2);
      last = s.losscert(words);
      ++commands;
    }
    compare();
  }
  CHECK(commands > 0);
}
