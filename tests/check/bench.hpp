// Certificates by hand: JSON with single quotes, judged against a case given as text.
#pragma once
#include <string>

namespace losscert::check {

/// "ok", or "PATH: reason". `members`: everything but format, version, case, claim; roots and dimensions default to {}, verdict to proved with an empty model.
std::string judge(const std::string& case_text, const std::string& claim, const std::string& members);

/// members for a proof and an empty model
std::string proof(const std::string& p);

/// A case over scalar variables x, y, z and parameters p, q with one claim "c"; `claim`: the lines of the claim, `head`: lines before the first table.
std::string with_claim(const std::string& claim, const std::string& head = "", const std::string& tables = "");

/// A claim `always` with the one relation, proved by one sign proof. The verdict as above.
std::string judge_sign(const std::string& relation, const std::string& where, const std::string& sign_proof, const std::string& model = "{}");

bool has(const std::string& text, const std::string& part);

}  // namespace losscert::check
