// Guards as boolean circuits over atoms, to compare them over all assignments. Internal to the layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "guard/node.h"

namespace juece {

// An atom is a boolean fact, or a comparison of other values, named by its canonical text: "a < b" and "b > a" are one atom,
// and "a >= b" is its negation. Comparisons of one term with constants depend on each other as Order() says; all other
// atoms are taken as independent.
class Circuit {
 public:
  struct Atom {
    enum class Side : std::uint8_t { kNone, kBelow, kAt, kAbove };
    std::string name;
    std::string term;  // what is compared with a constant, and where it lies to it
    GuardValue constant = {};
    Side side = Side::kNone;
  };

  // Adds the guard's gates and returns the gate that says its value. Atoms are shared between guards added to one circuit.
  int Add(const Guard::Node& root);
  int Constant(bool value);
  // The gate that is true of the assignments that some values have: a term that is below 3 is not above 5. For use after Add.
  int Order();
  [[nodiscard]] const std::vector<Atom>& atoms() const { return atoms_; }

  // An assignment (bit i: atom i) under which `gate` is true; nullopt where there is none. At most 20 atoms.
  [[nodiscard]] std::optional<std::uint32_t> Satisfy(int gate) const;
  int And(int a, int b) { return Push({Op::kAnd, a, b}); }
  int Or(int a, int b) { return Push({Op::kOr, a, b}); }
  int Xor(int a, int b) { return Push({Op::kXor, a, b}); }
  int Not(int a) { return Push({Op::kNot, a, a}); }

 private:
  enum class Op : std::uint8_t { kFalse, kTrue, kAtom, kNot, kAnd, kOr, kXor };
  struct Gate {
    Op op = Op::kFalse;
    int left = 0;  // gates, or the atom
    int right = 0;
  };

  int Push(Gate gate);
  int AtomGate(Atom atom);
  int OrderOf(const std::vector<std::size_t>& atoms);
  int AddIn(const Guard::Node& node);
  int AddCompare(Guard::Node::Comparison comparison, const Guard::Node& left, const Guard::Node& right);

  std::vector<Atom> atoms_;
  std::vector<Gate> gates_;
};

}  // namespace juece
