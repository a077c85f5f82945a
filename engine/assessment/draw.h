// A sample drawn at random from many dossiers, so that anyone can draw it again. What can be drawn is fixed first, with its digest and
// with the source that the seed will come from; then the seed decides. docs/case-review.md gives the algorithm to redo it by hand. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/data.h"
#include "base/status.h"
#include "base/text.h"
#include "base/time.h"

namespace juece {

struct Candidate {
  std::string id;
  std::string title;
  std::string organ;
  std::vector<std::string> units;   // whose own matter it is, the organ first
  std::vector<std::string> actors;  // who acted in it; not written into the list
  std::string kind;                 // of procedure
  bool record = false;              // not a dossier of the store
};

struct DrawPlan {
  int size = 0;
  bool each_organ = false;                // so many of each organ; all of them where it has fewer
  std::vector<std::string> own_units;     // names of the reviewer's own unit
  std::vector<std::string> reviewers;     // names of persons
  std::string seed_source;                // where the seed will come from, said before it is known
  std::string made_by;
  Instant made_at;
};

struct Excluded {
  std::string id;
  std::string title;
  Text why;
};

// What can be drawn. Candidates stand in the order of the bytes of their ids.
struct DrawList {
  DrawPlan plan;
  std::vector<Candidate> candidates;
  std::vector<Excluded> excluded;
  std::string digest;  // of everything above
};

struct Ranked {
  std::string id;
  std::string group;  // the organ, where so many of each are drawn; else ""
  std::string key;    // hex
  bool drawn = false;
};

struct Draw {
  DrawList list;
  std::string seed;
  std::string drawn_by;
  Instant drawn_at;
  std::vector<Ranked> ranked;  // by key, the lowest first
  std::string digest;          // of everything above
  [[nodiscard]] std::vector<std::string> Drawn() const;
};

// Leaves out the reviewers' own dossiers. Refused where two have one id, where nothing is left, or more is asked for than there is.
Result<DrawList> MakeList(std::vector<Candidate> candidates, DrawPlan plan);
// Of the reviewers' own names, those that no candidate has: perhaps they are not written as the dossiers write them.
std::vector<std::string> UnknownNames(const std::vector<Candidate>& candidates, const DrawPlan& plan);

// key = SHA-256 of list digest, newline, seed, newline, id; the lowest keys are drawn. Refused without a seed.
Result<Draw> MakeDraw(DrawList list, std::string seed, std::string drawn_by, Instant drawn_at);

// Whether the digest is what the content gives; of a draw, whether drawing again gives the same. Says what differs; "" where nothing does.
Text VerifyList(const DrawList& list);
Text VerifyDraw(const Draw& draw);

Data ToData(const DrawList& list);
Data ToData(const Draw& draw);
// kInvalidArgument for another shape, or where it holds anything that such a file does not.
Result<DrawList> ListFromData(const Data& data);
Result<Draw> DrawFromData(const Data& data);

}  // namespace juece
