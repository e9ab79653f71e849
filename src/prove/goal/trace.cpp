#include "prove/goal/trace.hpp"

namespace losscert::prove {

int Trace::open(Attempted entry) {
  if (entries_.size() >= most_) {
    ++dropped_;
    open_.push_back(-1);
    return -1;
  }
  entry.parent = -1;
  for (auto it = open_.rbegin(); it != open_.rend() && entry.parent < 0; ++it) entry.parent = *it;
  entries_.push_back(std::move(entry));
  open_.push_back(static_cast<int>(entries_.size()) - 1);
  return open_.back();
}

void Trace::close(int entry, bool succeeded, double seconds) {
  open_.pop_back();
  if (entry < 0) return;
  entries_[static_cast<std::size_t>(entry)].succeeded = succeeded;
  entries_[static_cast<std::size_t>(entry)].seconds = seconds;
}

void Trace::remark(std::string text) {
  if (!open_.empty() && open_.back() >= 0) entries_[static_cast<std::size_t>(open_.back())].remark = std::move(text);
}

std::vector<std::string> Trace::at_work() const {
  std::vector<std::string> names;
  for (const int k : open_)
    if (k >= 0) names.emplace_back(entries_[static_cast<std::size_t>(k)].strategy);
  return names;
}

}  // namespace losscert::prove
