#include "dossier/lifecycle.h"

#include <array>

namespace juece {
namespace {

template <typename E>
constexpr std::size_t At(E value) {
  return static_cast<std::size_t>(value);
}

constexpr auto kWaiting = StepStatus::kWaiting;
constexpr auto kActive = StepStatus::kActive;
constexpr auto kBlocked = StepStatus::kBlocked;
constexpr auto kDone = StepStatus::kDone;
constexpr auto kNot = StepStatus::kNotApplicable;
constexpr auto kOff = StepStatus::kCancelled;

// Rows: from. Columns: enter, block, unblock, leave, not applicable, cancel, undo.
constexpr std::array<std::array<StepStatus, 7>, 6> kSteps = {{
    /* waiting        */ {kActive, kWaiting, kWaiting, kWaiting, kWaiting, kWaiting, kWaiting},
    /* active         */ {kActive, kBlocked, kActive, kDone, kNot, kOff, kWaiting},
    /* blocked        */ {kActive, kBlocked, kActive, kDone, kNot, kOff, kWaiting},
    /* done           */ {kActive, kDone, kDone, kDone, kDone, kDone, kWaiting},
    /* not applicable */ {kActive, kNot, kNot, kNot, kNot, kNot, kWaiting},
    /* cancelled      */ {kActive, kOff, kOff, kOff, kOff, kOff, kWaiting},
}};

constexpr auto kNew = DossierStatus::kNew;
constexpr auto kRunning = DossierStatus::kRunning;
constexpr auto kPaused = DossierStatus::kPaused;
constexpr auto kClosed = DossierStatus::kClosed;
constexpr auto kTerminated = DossierStatus::kTerminated;
constexpr auto kWithdrawn = DossierStatus::kWithdrawn;

// Columns: open, pause, resume, close, terminate, withdraw.
constexpr std::array<std::array<DossierStatus, 6>, 6> kDossiers = {{
    /* new        */ {kRunning, kNew, kNew, kNew, kNew, kNew},
    /* running    */ {kRunning, kPaused, kRunning, kClosed, kTerminated, kWithdrawn},
    /* paused     */ {kPaused, kPaused, kRunning, kClosed, kTerminated, kWithdrawn},
    /* closed     */ {kClosed, kClosed, kClosed, kClosed, kClosed, kClosed},
    /* terminated */ {kTerminated, kTerminated, kTerminated, kTerminated, kTerminated, kTerminated},
    /* withdrawn  */ {kWithdrawn, kWithdrawn, kWithdrawn, kWithdrawn, kWithdrawn, kWithdrawn},
}};

constexpr auto kOpen = DeadlineStatus::kRunning;
constexpr auto kMet = DeadlineStatus::kMet;
constexpr auto kMissed = DeadlineStatus::kMissed;
constexpr auto kDropped = DeadlineStatus::kCancelled;
constexpr auto kUnknown = DeadlineStatus::kNotComputable;

// Columns: compute, meet, miss, cancel. A missed deadline stays missed, whatever happens late.
constexpr std::array<std::array<DeadlineStatus, 4>, 5> kDeadlines = {{
    /* running        */ {kOpen, kMet, kMissed, kDropped},
    /* met            */ {kMet, kMet, kMet, kMet},
    /* missed         */ {kMissed, kMissed, kMissed, kMissed},
    /* cancelled      */ {kDropped, kDropped, kDropped, kDropped},
    /* not computable */ {kOpen, kMet, kMissed, kDropped},
}};

}  // namespace

StepStatus Next(StepStatus from, StepMove move) { return kSteps[At(from)][At(move)]; }
DossierStatus Next(DossierStatus from, DossierMove move) { return kDossiers[At(from)][At(move)]; }
DeadlineStatus Next(DeadlineStatus from, DeadlineMove move) { return kDeadlines[At(from)][At(move)]; }

}  // namespace juece
