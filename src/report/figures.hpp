// The evidence in numbers, read off a certificate: radius, modulus, directions, orders, enclosures.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "interval/enclosure.hpp"
#include "report/result.hpp"

namespace losscert::report {

/// Enclosures of the roots, by the name of their symbols, as the certificate's root evidence (FORMAT.md, section 4) has them.
interval::Box root_enclosures(const claim::Instance& instance, const nlohmann::json& certificate);

/// The members of "evidence" in SCHEMA.md; only for a claim whose certificate the checker accepted.
nlohmann::ordered_json figures(const ClaimResult& r);

/// A few words for a table: "strict, radius 1/8", "descent curve of order 3".
std::string in_short(const ClaimResult& r);

}  // namespace losscert::report
