#ifndef JUECE_ABI_STEP_H
#define JUECE_ABI_STEP_H
/* Step types: what a plugin offers. The factory describes them (one JSON document, see
 * docs/abi.md), makes steps and calls them. */

#include "effects.h"
#include "request.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The id under which juece_entry.get_factory hands out this table. */
#define JUECE_STEP_FACTORY_ID "juece.step-factory/1"

/* One configured step of one procedure. The plugin's own; never dereferenced by the host. */
typedef struct juece_step juece_step;

typedef struct juece_problems juece_problems;

/* Where a plugin says what is wrong with a configuration. Filled by the host; valid until the call
 * returns. */
struct juece_problems {
  uint32_t struct_size; /* sizeof(juece_problems) of the host */
  void* context;        /* the host's; not for plugins */

  /* One problem, in Chinese and English. Copies both. Thread: the one that made the call. */
  void (*add)(juece_problems* problems, juece_text zh, juece_text en);
};

/* Static: lives as long as the library. The host may call from several threads at once, with
 * different steps or with the same step for different dossiers, so a step keeps no state between
 * calls. A call may be repeated: it has no side effects. No exception leaves any of these
 * functions. */
typedef struct juece_step_factory {
  uint32_t struct_size; /* sizeof(juece_step_factory) of the plugin */

  /* How many step types there are; equals the number of descriptions in `descriptor`. */
  uint32_t (*count)(void);

  /* The id of the step type at `index` from 0; empty beyond the end. Lifetime: the library. */
  juece_text (*type_at)(uint32_t index);

  /* The descriptor: a JSON document in UTF-8 with every step type. Lifetime: the library. */
  juece_text (*descriptor)(void);

  /* Checks what a schema cannot say (rules between members), after the schema was checked; says
   * each problem. */
  void (*check_config)(juece_text type, const juece_value_api* values,
                       const juece_value* configuration, juece_problems* problems);

  /* Makes a step of that type; null pointer, with the problem said, where it cannot. The
   * configuration is borrowed for the call; every request brings it again. The host destroys what
   * it was given. */
  juece_step* (*create)(juece_text type, const juece_value_api* values,
                        const juece_value* configuration, juece_problems* problems);

  /* Ends a step that `create` made. Called once, while no other call on it runs. */
  void (*destroy)(juece_step* step);

  /* The step was entered: says what is to be done first. */
  void (*enter)(juece_step* step, const juece_request* request, juece_effects* effects);

  /* A person submits an action: says what it means, or refuses it. Roles, payload schema and
   * required materials were checked. */
  void (*submit)(juece_step* step, const juece_request* request, juece_effects* effects);

  /* A period of the step fell due. Says what follows from it; often nothing. */
  void (*deadline)(juece_step* step, const juece_request* request, juece_effects* effects);

  /* A further table of this step by its id ("juece.<name>/<revision>"); null pointer where the
   * plugin has none. Lifetime: the library. */
  const void* (*get_extension)(juece_step* step, const char* id);
} juece_step_factory;

#ifdef __cplusplus
}
#endif
#endif
