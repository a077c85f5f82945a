// The office directory (XML): people, units, posts held from and to, deputies, delegations with dates and authority. Says
// whether an actor holds a role at a time. Schema workflows/schema/office.xsd.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/time.h"

namespace juece {

struct OfficePost {
  std::string person;
  std::string unit;
  std::string post;   // 局长, 经办人
  std::string role;   // role id of the procedures
  Date from;
  std::optional<Date> to;  // inclusive
};

struct OfficeDelegation {
  std::string from_person;
  std::string to_person;
  std::string role;
  Date from;
  Date to;
  std::string authority;  // 授权书 number
};

struct RoleAnswer {
  bool holds = false;
  std::string on_behalf_of;  // set where the right is delegated
  Text found;                // what was found, for the refusal
};

// Immutable; safe to share between threads.
class Office {
 public:
  static std::shared_ptr<const Office> Read(std::string bytes, std::string file, std::vector<Finding>& findings);
  static std::shared_ptr<const Office> ReadFile(const std::string& path, std::vector<Finding>& findings);
  [[nodiscard]] RoleAnswer Holds(std::string_view person, std::string_view role, Date on) const;
  [[nodiscard]] const std::string& digest_source() const { return bytes_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<OfficePost>& posts() const { return posts_; }

 private:
  std::string name_;
  std::string bytes_;
  std::vector<OfficePost> posts_;
  std::vector<OfficeDelegation> delegations_;
};

}  // namespace juece
