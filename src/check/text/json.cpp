#include "check/text/json.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

constexpr std::size_t max_depth = 500;
constexpr std::size_t max_values = 4000000;

// nlohmann's parser calls back without recursion of its own, so depth is bounded here before anything is nested.
class Sax : public nlohmann::json_sax<nlohmann::json> {
public:
  explicit Sax(Json& root) : root_(root) {}

  bool null() override { return put({}); }
  bool boolean(bool v) override { return put({Json::Type::Boolean, v ? 1 : 0, {}, {}, {}}); }
  bool number_integer(number_integer_t v) override { return put({Json::Type::Integer, static_cast<long>(v), {}, {}, {}}); }
  bool number_unsigned(number_unsigned_t v) override {
    if (v > static_cast<number_unsigned_t>(std::numeric_limits<long>::max())) throw Reject("an integer is too large");
    return put({Json::Type::Integer, static_cast<long>(v), {}, {}, {}});
  }
  bool number_float(number_float_t, const string_t& s) override { throw Reject("'" + s.substr(0, 40) + "': floats are not allowed"); }
  bool string(string_t& v) override { return put({Json::Type::String, 0, std::move(v), {}, {}}); }
  bool binary(binary_t&) override { throw Reject("binary values are not allowed"); }
  bool start_object(std::size_t) override { return open(Json::Type::Object); }
  bool start_array(std::size_t) override { return open(Json::Type::Array); }
  bool key(string_t& k) override {
    if (!names_.back().insert(k).second) throw Reject("the member '" + k.substr(0, 40) + "' occurs twice");
    key_ = std::move(k);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    throw Reject("not JSON (byte " + std::to_string(position) + ")");
  }

private:
  Json& place(Json v) {
    if (++count_ > max_values) throw Reject("more than 4000000 values");
    if (open_.empty()) return root_ = std::move(v);
    Json& parent = *open_.back();
    if (parent.type == Json::Type::Object) parent.names.push_back(std::move(key_));
    return parent.items.emplace_back(std::move(v));
  }
  bool put(Json v) {
    place(std::move(v));
    return true;
  }
  bool open(Json::Type t) {
    if (open_.size() >= max_depth) throw Reject("nested deeper than 500 levels");
    Json v;
    v.type = t;
    open_.push_back(&place(std::move(v)));
    names_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    names_.pop_back();
    return true;
  }

  Json& root_;
  std::vector<Json*> open_;  // a parent's vector grows only while its child is closed, so the pointers stay valid
  std::vector<std::set<std::string>> names_;
  std::string key_;
  std::size_t count_ = 0;
};

// A reference token of RFC 6901.
std::string token(const std::string& name) {
  std::string out;
  for (const char c : name) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

}  // namespace

Json parse_json(const std::string& bytes) {
  if (bytes.find('\0') != std::string::npos) throw Reject("not JSON (a zero byte)");  // the library takes it for the end
  Json root;
  Sax sax(root);
  nlohmann::json::sax_parse(bytes, &sax);
  return root;
}

std::string Node::path() const {
  std::vector<const Place*> up;
  for (const Place* p = place_.get(); p != nullptr; p = p->parent.get()) up.push_back(p);
  std::string out;
  for (auto p = up.rbegin(); p != up.rend(); ++p)
    out += "/" + ((*p)->within->type == Json::Type::Object ? token((*p)->within->names[(*p)->index]) : std::to_string((*p)->index));
  return out.empty() ? "/" : out;
}

void Node::fail(const std::string& reason) const { throw Reject(reason, path()); }

void Node::only(const std::vector<std::string_view>& names, std::string_view also) const {
  if (j_->type != Json::Type::Object) fail("an object is expected");
  for (const auto& k : j_->names)
    if (k != also && std::find(names.begin(), names.end(), k) == names.end()) fail("unknown member '" + k.substr(0, 40) + "'");
}

bool Node::has(std::string_view name) const {
  if (j_->type != Json::Type::Object) fail("an object is expected");
  return std::find(j_->names.begin(), j_->names.end(), name) != j_->names.end();
}

Node Node::at(std::string_view name) const {
  if (j_->type != Json::Type::Object) fail("an object is expected");
  for (std::size_t i = 0; i < j_->names.size(); ++i)
    if (j_->names[i] == name) return child(i);
  fail("the member '" + std::string(name) + "' is missing");
}

std::vector<std::pair<std::string, Node>> Node::members() const {
  if (j_->type != Json::Type::Object) fail("an object is expected");
  std::vector<std::pair<std::string, Node>> out;
  for (std::size_t i = 0; i < j_->names.size(); ++i) out.emplace_back(j_->names[i], child(i));
  return out;
}

std::vector<Node> Node::items() const {
  if (j_->type != Json::Type::Array) fail("an array is expected");
  std::vector<Node> out;
  for (std::size_t i = 0; i < j_->items.size(); ++i) out.push_back(child(i));
  return out;
}

const std::string& Node::text() const {
  if (j_->type != Json::Type::String) fail("a string is expected");
  return j_->text;
}

long Node::integer(long lo, long hi) const {
  if (j_->type != Json::Type::Integer) fail("an integer is expected");
  if (j_->integer < lo || j_->integer > hi) fail("an integer from " + std::to_string(lo) + " to " + std::to_string(hi) + " is expected");
  return j_->integer;
}

bool Node::boolean() const {
  if (j_->type != Json::Type::Boolean) fail("true or false is expected");
  return j_->integer != 0;
}

}  // namespace losscert::check
