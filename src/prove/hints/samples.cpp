#include "prove/hints/samples.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace losscert::prove {

Sample Samples::operator[](std::size_t k) const {
  Sample s;
  if (k < size())
    for (std::size_t j = 0; j < matrix_->names.size(); ++j) if (!std::isnan(matrix_->rows[j][k])) s.emplace_hint(s.end(), matrix_->names[j], matrix_->rows[j][k]);
  return s;
}

std::vector<Sample> Samples::first(std::size_t most) const {
  std::vector<Sample> out;
  for (std::size_t k = 0; k < std::min(most, size()); ++k) out.push_back((*this)[k]);
  return out;
}

const double* Samples::row(const std::string& name) const {
  if (!matrix_) return nullptr;
  const auto at = std::lower_bound(matrix_->names.begin(), matrix_->names.end(), name);
  return at == matrix_->names.end() || *at != name ? nullptr : matrix_->rows[static_cast<std::size_t>(at - matrix_->names.begin())].data();
}

void Samples::set_row(const std::string& name, std::vector<double> values) {
  if (values.size() != size()) throw std::invalid_argument("a row that does not fit the samples");
  if (!matrix_) return;
  auto copy = std::make_shared<Matrix>(*matrix_);
  const auto at = std::lower_bound(copy->names.begin(), copy->names.end(), name);
  const auto row = copy->rows.begin() + (at - copy->names.begin());
  if (at != copy->names.end() && *at == name) {
    *row = std::move(values);
  } else {
    copy->rows.insert(row, std::move(values));
    copy->names.insert(at, name);
  }
  matrix_ = std::move(copy);
}

Samples Samples::of(std::vector<std::string> names, std::vector<std::vector<double>> values, std::size_t points) {
  auto m = std::make_shared<Matrix>();
  m->points = points;
  m->names = std::move(names);
  m->rows = std::move(values);
  const bool fits = m->names.size() == m->rows.size() && std::is_sorted(m->names.begin(), m->names.end()) &&
                    std::all_of(m->rows.begin(), m->rows.end(), [&](const auto& r) { return r.size() == m->points; });
  if (!fits) throw std::invalid_argument("rows that do not fit their names");
  Samples s;
  s.matrix_ = std::move(m);
  return s;
}

Samples Samples::chosen(const std::vector<std::size_t>& numbers) const {
  if (!matrix_) return {};
  auto m = std::make_shared<Matrix>();
  m->names = matrix_->names;
  m->points = numbers.size();
  for (const auto& row : matrix_->rows) {
    std::vector<double> values;
    values.reserve(numbers.size());
    for (const std::size_t k : numbers) values.push_back(row[k]);
    m->rows.push_back(std::move(values));
  }
  Samples s;
  s.matrix_ = std::move(m);
  return s;
}

}  // namespace losscert::prove
