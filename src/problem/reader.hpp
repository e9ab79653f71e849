// The parts of read_case, one file each.
#pragma once
#include "problem/case.hpp"
#include "problem/document.hpp"

namespace losscert::problem {

/// [functions]
void read_functions(const Node& root, Case& c);
/// [network], [data], [loss], [regulariser]; appends the weights and biases to c.variables.
void read_network(const Node& root, Case& c);
/// [data] with a `file`: the samples, into `net`.
void read_data_file(const Fields& d, Case& c, Network& net);
/// [[claims]]; needs c.points and c.paths.
void read_claims(const Node& root, Case& c);
/// Names: declared once, known where used, called with the right number of arguments; definitions without cycles. Throws InputError.
void validate(const Case& c, const std::vector<std::pair<std::string, int>>& names);

/// An integer from 1 to 1000, or the name of a dimension, from an integer or a string.
std::string size_of(const Case& c, const Node& n, const std::string& what);
/// Top-level tables of names, as in [points]: null if absent.
const Node* find_table(const std::string& file, const Node& root, const std::string& key);

}  // namespace losscert::problem
