#include "bench.hpp"

#include <algorithm>

#include "check/rules/certificate.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

std::string judge(const std::string& case_text, const std::string& claim, const std::string& members) {
  const CaseFile c = parse_case(case_text, "bench");
  std::string text = "{'format':'losscert-certificate','version':1,'claim':'" + claim + "'," + members;
  if (members.find("'dimensions'") == std::string::npos) text += ",'dimensions':{}";
  if (members.find("'roots'") == std::string::npos) text += ",'roots':{}";
  if (members.find("'verdict'") == std::string::npos) text += ",'verdict':'proved'";
  if (members.find("'case'") == std::string::npos) text += ",'case':'" + c.digest + "'";
  text += "}";
  std::replace(text.begin(), text.end(), '\'', '"');
  try {
    check_certificate(c, text);
    return "ok";
  } catch (const Reject& r) {
    return r.path + ": " + r.what();
  } catch (const CaseError& e) {
    return std::string("case: ") + e.what();
  }
}

std::string proof(const std::string& p) { return "'model':{},'proof':" + p; }

std::string with_claim(const std::string& claim, const std::string& head, const std::string& tables) {
  return "title = \"t\"\n" + head +
         "\n[parameters]\np = \"scalar\"\nq = \"scalar\"\n[variables]\nx = \"scalar\"\ny = \"scalar\"\nz = \"scalar\"\n[objective]\nexpression = \"x^2\"\n" +
         tables + "\n[[claims]]\nid = \"c\"\n" + claim + "\n";
}

std::string judge_sign(const std::string& relation, const std::string& where, const std::string& sign_proof, const std::string& model) {
  return judge(with_claim("kind = \"always\"\nstatement = \"" + relation + "\"\nwhere = [" + where + "]"), "c",
               "'model':" + model + ",'proof':{'proofs':[" + sign_proof + "]}");
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace losscert::check
