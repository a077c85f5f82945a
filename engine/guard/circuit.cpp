#include "guard/circuit.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace juece {
namespace {

using Node = Guard::Node;
using Kind = Node::Kind;
using Comparison = Node::Comparison;

std::string Quote(const std::string& text) {
  std::string quoted(1, '"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted.push_back('\\');
    }
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

std::string LiteralText(const GuardValue& value) {
  if (const auto* number = std::get_if<Decimal>(&value)) {
    return number->text();
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return Quote(*text);
  }
  if (const auto* date = std::get_if<Date>(&value)) {
    return fmt::format("@\"{}\"", date->ToString());
  }
  const auto* days = std::get_if<GuardDays>(&value);
  return days == nullptr ? "" : fmt::format("@\"{}P{}D\"", days->days < 0 ? "-" : "", std::abs(days->days));
}

// Of a value that is no boolean.
std::string TermText(const Node& node) {
  switch (node.kind) {
    case Kind::kLiteral:
      return LiteralText(node.value);
    case Kind::kFact:
      return node.name;
    case Kind::kNegate:
      return fmt::format("-{}", TermText(node.children[0]));
    default:
      break;
  }
  std::string text = fmt::format("({}", TermText(node.children[0]));
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    text += fmt::format(" {} {}", node.ops[i - 1], TermText(node.children[i]));
  }
  return text + ')';
}

bool ReadsFacts(const Node& node) {
  bool reads = node.kind == Kind::kFact;
  for (const Node& child : node.children) {
    reads = reads || ReadsFacts(child);
  }
  return reads;
}

// One side of a comparison: its canonical text, and its value where that needs no facts.
struct Term {
  std::string text;
  GuardValue constant;
  [[nodiscard]] bool Known() const { return constant.index() != 0; }
};

Term TermOf(const Node& node) {
  Term term{TermText(node), ReadsFacts(node) ? GuardValue() : EvaluateNode(node, {})};
  if (term.Known()) {
    term.text = LiteralText(term.constant);  // 2 + 3 is 5
  }
  return term;
}

// Nothing lies between two neighbouring days.
bool Adjacent(const GuardValue& a, const GuardValue& b) {
  if (const auto* date = std::get_if<Date>(&a)) {
    return std::get<Date>(b) - *date == 1;
  }
  const auto* days = std::get_if<GuardDays>(&a);
  return days != nullptr && std::get<GuardDays>(b).days - days->days == 1;
}

}  // namespace

int Circuit::Push(Gate gate) {
  gates_.push_back(gate);
  return static_cast<int>(gates_.size()) - 1;
}

int Circuit::Constant(bool value) { return Push({value ? Op::kTrue : Op::kFalse, 0, 0}); }

int Circuit::AtomGate(Atom atom) {
  std::size_t index = 0;
  while (index < atoms_.size() && atoms_[index].name != atom.name) {
    ++index;
  }
  if (index == atoms_.size()) {
    atoms_.push_back(std::move(atom));
  }
  return Push({Op::kAtom, static_cast<int>(index), 0});
}

int Circuit::Add(const Node& node) {
  switch (node.kind) {
    case Kind::kLiteral:
      return Constant(std::get<bool>(node.value));
    case Kind::kFact:
      return AtomGate({node.name, ""});
    case Kind::kNot:
      return Not(Add(node.children[0]));
    case Kind::kIn:
      return AddIn(node);
    case Kind::kCompare:
      return AddCompare(node.comparison, node.children[0], node.children[1]);
    default:
      break;
  }
  int result = Add(node.children[0]);
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const int next = Add(node.children[i]);
    result = node.kind == Kind::kAnd ? And(result, next) : Or(result, next);
  }
  return result;
}

int Circuit::AddIn(const Node& node) {
  const Node& subject = node.children[0];
  const bool boolean = subject.type == FactType::kBoolean;
  const int subject_gate = boolean ? Add(subject) : 0;  // once, however many tests read it
  int result = Constant(false);
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const Node& test = node.children[i];
    int one = 0;
    if (test.kind == Kind::kInterval) {
      const int low = AddCompare(test.open_low ? Comparison::kGreater : Comparison::kGreaterOrEqual, subject, test.children[0]);
      const int high = AddCompare(test.open_high ? Comparison::kLess : Comparison::kLessOrEqual, subject, test.children[1]);
      one = And(low, high);
    } else {
      one = boolean ? Not(Xor(subject_gate, Add(test))) : AddCompare(Comparison::kEqual, subject, test);
    }
    result = Or(result, one);
  }
  return result;
}

int Circuit::AddCompare(Comparison comparison, const Node& left, const Node& right) {
  const bool negated =
      comparison == Comparison::kNotEqual || comparison == Comparison::kLessOrEqual || comparison == Comparison::kGreaterOrEqual;
  const bool equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  if (left.type == FactType::kBoolean) {
    const int first_gate = Add(left);  // in this order, so that atoms are numbered as they are read
    const int differ = Xor(first_gate, Add(right));
    return negated ? differ : Not(differ);
  }
  // a > b and a <= b are said with b < a.
  const bool swapped = comparison == Comparison::kGreater || comparison == Comparison::kLessOrEqual;
  Term first = TermOf(swapped ? right : left);
  Term second = TermOf(swapped ? left : right);
  if (first.Known() && second.Known()) {
    return Constant((equality ? first.constant == second.constant : first.constant < second.constant) != negated);
  }
  if (equality && second.text < first.text) {
    std::swap(first, second);
  }
  Atom atom{fmt::format("({} {} {})", first.text, equality ? "=" : "<", second.text), ""};
  if (first.Known() != second.Known()) {
    atom.term = first.Known() ? second.text : first.text;
    atom.constant = first.Known() ? first.constant : second.constant;
    atom.side = equality ? Atom::Side::kAt : first.Known() ? Atom::Side::kAbove : Atom::Side::kBelow;
  }
  const int gate = AtomGate(std::move(atom));
  return negated ? Not(gate) : gate;
}

int Circuit::Order() {
  std::map<std::string, std::vector<std::size_t>> terms;
  for (std::size_t i = 0; i < atoms_.size(); ++i) {
    if (atoms_[i].side != Atom::Side::kNone) {
      terms[atoms_[i].term].push_back(i);
    }
  }
  int result = Constant(true);
  for (const auto& [term, atoms] : terms) {
    const int one = OrderOf(atoms);
    result = And(result, one);
  }
  return result;
}

// The constants cut the values of a term into regions: below the first, at it, between it and the second, at that, and so on.
// In each region every atom has one value; the gate is true where the atoms have the values of some region.
int Circuit::OrderOf(const std::vector<std::size_t>& atoms) {
  std::vector<GuardValue> constants;
  for (const std::size_t atom : atoms) {
    constants.push_back(atoms_[atom].constant);
  }
  std::sort(constants.begin(), constants.end());
  constants.erase(std::unique(constants.begin(), constants.end()), constants.end());
  int result = Constant(false);
  for (std::size_t region = 0; region <= 2 * constants.size(); ++region) {
    const std::size_t next = region / 2;
    if (region % 2 == 0 && next > 0 && next < constants.size() && Adjacent(constants[next - 1], constants[next])) {
      continue;
    }
    int all = Constant(true);
    for (const std::size_t atom : atoms) {
      const auto at = std::lower_bound(constants.begin(), constants.end(), atoms_[atom].constant) - constants.begin();
      const std::size_t place = 2 * static_cast<std::size_t>(at) + 1;
      const Atom::Side side = region < place ? Atom::Side::kBelow : region == place ? Atom::Side::kAt : Atom::Side::kAbove;
      const int gate = Push({Op::kAtom, static_cast<int>(atom), 0});
      all = And(all, atoms_[atom].side == side ? gate : Not(gate));
    }
    result = Or(result, all);
  }
  return result;
}

std::optional<std::uint32_t> Circuit::Satisfy(int gate) const {
  // 64 assignments at a time: bit b of a word is assignment 64 * block + b.
  static constexpr std::array<std::uint64_t, 6> kPatterns{0xAAAAAAAAAAAAAAAAULL, 0xCCCCCCCCCCCCCCCCULL, 0xF0F0F0F0F0F0F0F0ULL,
                                                         0xFF00FF00FF00FF00ULL, 0xFFFF0000FFFF0000ULL, 0xFFFFFFFF00000000ULL};
  std::vector<std::uint64_t> words(gates_.size());
  const std::uint32_t blocks = atoms_.size() > 6 ? 1U << (atoms_.size() - 6) : 1U;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    for (std::size_t i = 0; i < gates_.size(); ++i) {
      const Gate& g = gates_[i];
      const auto left = static_cast<std::size_t>(g.left);
      const auto right = static_cast<std::size_t>(g.right);
      switch (g.op) {
        case Op::kFalse: words[i] = 0; break;
        case Op::kTrue: words[i] = ~0ULL; break;
        case Op::kAtom: words[i] = left < 6 ? kPatterns[left] : (block >> (left - 6) & 1U) != 0 ? ~0ULL : 0; break;
        case Op::kNot: words[i] = ~words[left]; break;
        case Op::kAnd: words[i] = words[left] & words[right]; break;
        case Op::kOr: words[i] = words[left] | words[right]; break;
        case Op::kXor: words[i] = words[left] ^ words[right]; break;
      }
    }
    if (const std::uint64_t hits = words[static_cast<std::size_t>(gate)]; hits != 0) {
      return block * 64U + static_cast<std::uint32_t>(__builtin_ctzll(hits));
    }
  }
  return std::nullopt;
}

}  // namespace juece
