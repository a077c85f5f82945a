#ifndef JUECE_ABI_REQUEST_H
#define JUECE_ABI_REQUEST_H
/* The request: what a step may see in one call, read-only. The short things stand in it; the
 * dossier's history, facts and materials are asked for, one at a time, so that a long dossier costs
 * nothing that is not read. */

#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Who acts, in which role, and for whom where the authority is delegated (else empty). Lifetime:
 * the call. */
typedef struct juece_actor {
  juece_text name;
  juece_text role;
  juece_text on_behalf_of;
} juece_actor;

/* One document. `digest` names its bytes ("sha256:…"). Lifetime: the call. */
typedef struct juece_material {
  uint32_t struct_size; /* set by the plugin before the call that fills it */
  juece_text id;
  juece_text kind;
  juece_text title;
  juece_text digest;
} juece_material;

/* One action that was recorded, with its data as corrected since. Lifetime: the call. */
typedef struct juece_action {
  uint32_t struct_size; /* set by the plugin before the call that fills it */
  int32_t round;        /* the round of its step, from 1 */
  int64_t position;     /* in the dossier's history, from 1 */
  juece_text step;
  juece_text name;  /* the action's id */
  juece_text event; /* the name in the record's vocabulary */
  const juece_value* data;
  juece_actor actor;
  char date[11]; /* the day on which it happened in the office, YYYY-MM-DD, closed by a zero byte */
  uint8_t late;  /* 1: registered late */
} juece_action;

/* How a step stands. Lifetime: the call. */
typedef struct juece_step_state {
  uint32_t struct_size; /* set by the plugin before the call that fills it */
  int32_t round;        /* how often it was entered; 0: never */
  juece_text status;    /* waiting | active | blocked | done | not_applicable | cancelled */
  juece_text outcome;   /* of the present round; empty while it has none */
  juece_text reason;    /* of the outcome; of the inapplicability too */
} juece_step_state;

/* Which recorded actions a search looks at. Numbers are stable. */
typedef enum juece_scope {
  JUECE_SCOPE_INVALID = 0,
  JUECE_SCOPE_PRESENT = 1, /* the present path: nothing that was undone by a return, and of the own
                              step the present round only */
  JUECE_SCOPE_EVER = 2     /* everything that was ever recorded */
} juece_scope;

typedef struct juece_request juece_request;

/* Questions about the dossier. Every function is total. Thread: the one that made the call. */
typedef struct juece_request_api {
  uint32_t
      struct_size; /* sizeof(juece_request_api) of the host; a member beyond it does not exist */

  /* The value in force of a named setting of the procedure; empty where there is none of that name.
   * Lifetime: the call. */
  juece_text (*setting)(const juece_request* request, juece_text id);

  /* The value of a fact; null pointer while it is unknown. Lifetime: the call. */
  const juece_value* (*fact)(const juece_request* request, juece_text id);

  /* Fills *out with the state of the step of that id in the procedure and returns 1; returns 0
   * where the dossier has none. */
  int32_t (*step_state)(const juece_request* request, juece_text step, juece_step_state* out);

  /* The index of the first recorded action at or after `from` that belongs to `step` and carries
   * `event`, each empty to match all, within a juece_scope; -1 where there is none. Oldest first.
   */
  int64_t (*find_action)(const juece_request* request, int32_t scope, int64_t from, juece_text step,
                         juece_text event);

  /* Fills *out with the action at an index that find_action returned, and returns 1; 0 where the
   * index is out of range. */
  int32_t (*action)(const juece_request* request, int64_t index, juece_action* out);

  /* Fills *out with the newest material of that kind in the dossier and returns 1; 0 where there is
   * none. */
  int32_t (*newest_material)(const juece_request* request, juece_text kind, juece_material* out);

  /* How many materials the dossier holds, every version counted; those of the action that is being
   * submitted are not among them. */
  size_t (*material_count)(const juece_request* request);

  /* Fills *out with the dossier's material at `index`, oldest first, and returns 1; 0 beyond the
   * end. */
  int32_t (*material)(const juece_request* request, size_t index, juece_material* out);

  /* How many materials come with the action that is being submitted; 0 otherwise. */
  size_t (*submitted_count)(const juece_request* request);

  /* Fills *out with the submitted material at `index` and returns 1; 0 beyond the end. */
  int32_t (*submitted)(const juece_request* request, size_t index, juece_material* out);
} juece_request_api;

/* One call. Filled by the host; valid until the call returns. */
struct juece_request {
  uint32_t struct_size; /* sizeof(juece_request) of the host */
  int32_t round;        /* of the step, from 1 */
  const juece_value_api* values;
  const juece_request_api* api;
  juece_text step;   /* id in the procedure */
  juece_text action; /* the submitted action; empty on entry and on a deadline */
  juece_text now;    /* when it happened in the office, ISO 8601 with offset */
  juece_text today;  /* its date, YYYY-MM-DD */
  juece_actor actor;
  const juece_value*
      data; /* the payload, already held against the action's schema; null pointer otherwise */
  const juece_value* configuration; /* of the step, with defaults filled in */
  juece_text deadline;              /* the period that fell due; empty on entry and on submission */
};

#ifdef __cplusplus
}
#endif
#endif
