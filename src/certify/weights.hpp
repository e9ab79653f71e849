// Weights from a file that numpy.savez writes (.npz): a zip archive, not compressed, of arrays (.npy) of 32 or 64 bit floats. Every float is a dyadic number and becomes the same number, exactly.
#pragma once
#include <string>

#include "problem/case.hpp"

namespace losscert::certify {

/// The table [points.weights] with the file's numbers: an array for each variable of the case, by its name. Throws InputError.
std::string point_from_npz(const std::string& path, const problem::Case& c);
std::string digest_of_file(const std::string& path);

}  // namespace losscert::certify
