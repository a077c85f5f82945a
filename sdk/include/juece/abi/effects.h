#ifndef JUECE_ABI_EFFECTS_H
#define JUECE_ABI_EFFECTS_H
/* The effects sink: what a step may say in one call. The host owns it and copies every text at
 * once; the engine then decides what the effects become. A step never changes a dossier itself. */

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How serious a finding is. Numbers are stable. */
typedef enum juece_severity {
  JUECE_SEVERITY_INVALID = 0,
  JUECE_SEVERITY_ERROR = 1,
  JUECE_SEVERITY_WARNING = 2,
  JUECE_SEVERITY_NOTE = 3
} juece_severity;

typedef struct juece_effects juece_effects;

/* Filled by the host; valid until the call returns. Thread: the one that made the call. Where
 * `reject` or `fail` is used, nothing else that was said in the call counts. */
struct juece_effects {
  uint32_t struct_size; /* sizeof(juece_effects) of the host; a member beyond it does not exist */
  void* context;        /* the host's; not for plugins */

  /* The step ends with this outcome, one of its descriptor's. `reason` may be empty. The last call
   * counts. */
  void (*complete)(juece_effects* effects, juece_text outcome, juece_text reason);

  /* Somebody should do this action of the step next; the title in Chinese and English, both empty
   * for the action's own. */
  void (*open_task)(juece_effects* effects, juece_text action, juece_text zh, juece_text en);

  /* A document of this kind must be in the dossier before the step may end. */
  void (*require_material)(juece_effects* effects, juece_text kind);

  /* The review that this step gave covers the newest version of the followed material too. */
  void (*cover_review)(juece_effects* effects, juece_text material, juece_text reason);

  /* The matter goes on in a dossier of its own, linked to this one. */
  void (*link_dossier)(juece_effects* effects, juece_text title, juece_text reason);

  /* Something that a reviewer should see, which refuses nothing. `severity` is a juece_severity. */
  void (*finding)(juece_effects* effects, int32_t severity, juece_text code, juece_text zh,
                  juece_text en, juece_text article);

  /* The action is refused: an answer to the person. The code is one of the descriptor's; the
   * sentence reads "Expected to …, but …" and 应…,但…; the article is empty where no law is the
   * ground. */
  void (*reject)(juece_effects* effects, juece_text code, juece_text zh, juece_text en,
                 juece_text article);

  /* The step itself failed: recorded as an incident; the dossier waits for a person. */
  void (*fail)(juece_effects* effects, juece_text reason);
};

#ifdef __cplusplus
}
#endif
#endif
