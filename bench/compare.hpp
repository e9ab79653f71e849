// This program against another build of it, for instance that of an earlier commit: the same cases, one after the other on the same machine, as ratios of processor times.
#pragma once
#include <filesystem>
#include <string>

namespace losscert::bench {

/// Runs every paper of `cases` with checks under both, prints processor times and their ratio a paper and in all, the claims that took longest under either, and those that came out differently.
/// Reports go to `folder`.
void compare(const std::string& program, const std::string& other, const std::filesystem::path& cases, const std::filesystem::path& folder);

}  // namespace losscert::bench
