// What must be right for a PROVED or REFUTED to be right. Printed in every report.
#pragma once
#include <string>
#include <vector>

namespace losscert::report {

struct Trusted {
  std::string name, why;
};

const std::vector<Trusted>& trusted_base();

}  // namespace losscert::report
