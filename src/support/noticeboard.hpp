// What this process is at, written where its parent can read it whatever the end was: a crash and a kill included.
#pragma once
#include <atomic>
#include <cstring>
#include <string>
#include <vector>

namespace losscert {

/// Names of nested activities. It lies in memory that parent and child share, all zero at first; so it is plain bytes, and what was being written when the child ended does no harm.
class Noticeboard {
public:
  void enter(const char* name) {
    const unsigned depth = depth_.load(std::memory_order_relaxed);
    std::strncpy(names_[place(depth)], name, kLength - 1);  // the last byte stays 0
    depth_.store(depth + 1, std::memory_order_release);
  }
  void leave() {
    if (const unsigned depth = depth_.load(std::memory_order_relaxed); depth > 0) depth_.store(depth - 1, std::memory_order_release);
  }
  /// Outermost first. Of a very deep nesting the outer ones and the innermost.
  std::vector<std::string> read() const {
    const unsigned depth = depth_.load(std::memory_order_acquire);
    std::vector<std::string> names;
    for (unsigned k = 0; k < depth && k < kMost; ++k) names.emplace_back(names_[k], strnlen(names_[k], kLength - 1));
    return names;
  }

  /// The board of this process: one that nobody reads until another is put up.
  static Noticeboard& mine() { return *current(); }
  static void put_up(Noticeboard* board) { current() = board; }

private:
  static constexpr unsigned kMost = 24, kLength = 48;
  static unsigned place(unsigned depth) { return depth < kMost ? depth : kMost - 1; }
  static Noticeboard*& current() {
    static Noticeboard unread;
    static Noticeboard* board = &unread;
    return board;
  }

  std::atomic<unsigned> depth_{0};
  char names_[kMost][kLength] = {};
};

}  // namespace losscert
