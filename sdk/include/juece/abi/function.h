#ifndef JUECE_ABI_FUNCTION_H
#define JUECE_ABI_FUNCTION_H
/* Functions: what a plugin computes for the engine besides steps. Rule checks, renderers and
 * notifiers are one thing at this boundary: a subject goes in, an answer comes out, and nothing else
 * happens. The kind of each function stands in the descriptor (docs/plugin-kinds.md); what is done
 * with its answer is the host's. */

#include "step.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The id under which juece_entry.get_factory hands out this table. */
#define JUECE_FUNCTION_FACTORY_ID "juece.function-factory/1"

/* What a rule check finds. Numbers are stable. */
typedef enum juece_verdict {
  JUECE_VERDICT_INVALID = 0,        /* never said; catches memory that nobody filled */
  JUECE_VERDICT_SATISFIED = 1,      /* the record shows that it is as it should be */
  JUECE_VERDICT_VIOLATED = 2,       /* the record shows that it is not */
  JUECE_VERDICT_NOT_SHOWN = 3,      /* the record does not say enough */
  JUECE_VERDICT_NOT_APPLICABLE = 4  /* it is not about such a case */
} juece_verdict;

typedef struct juece_answer juece_answer;

/* The sink of one call. Filled by the host, which copies every text at once; valid until the call
 * returns. Thread: the one that made the call. Where `fail` is used, nothing else counts. */
struct juece_answer {
  uint32_t struct_size; /* sizeof(juece_answer) of the host; a member beyond it does not exist */
  void* context;        /* the host's; not for plugins */

  /* Rule checks: a juece_verdict with its reason in Chinese and English. The last call counts. */
  void (*verdict)(juece_answer* answer, int32_t verdict, juece_text zh, juece_text en);

  /* Renderers and notifiers: begins the document, with its media type ("text/html") and a file name
   * that fits it. The last call counts; what was written before is dropped. */
  void (*document)(juece_answer* answer, juece_text media_type, juece_text name);

  /* Appends bytes to the document that was begun. */
  void (*write)(juece_answer* answer, juece_text bytes);

  /* The function cannot answer; the reason, for the person who asked. */
  void (*fail)(juece_answer* answer, juece_text reason);
};

/* One call. Filled by the host; valid until the call returns. */
typedef struct juece_call {
  uint32_t struct_size; /* sizeof(juece_call) of the host; a member beyond it does not exist */
  const juece_value_api* values;
  juece_text function; /* its id in the descriptor */
  juece_text language; /* "zh" or "en": in which a document is written */
  juece_text now;      /* the moment for which is asked, ISO 8601 with offset; never the machine's clock */
  juece_text today;    /* its date in the office, YYYY-MM-DD */
  const juece_value* subject;       /* what the kind is shown: docs/plugin-kinds.md */
  const juece_value* configuration; /* with defaults filled in */
} juece_call;

/* Static: lives as long as the library. The host may call from several threads at once, and may ask
 * the same question twice: the same call has the same answer, byte for byte, and no side effect. A
 * function opens no file and no connection; a host may forbid both. No exception leaves any of these
 * functions. */
typedef struct juece_function_factory {
  uint32_t struct_size; /* sizeof(juece_function_factory) of the plugin */

  /* How many functions there are; equals the number of their descriptions in `descriptor`. */
  uint32_t (*count)(void);

  /* The id of the function at `index` from 0; empty beyond the end. Lifetime: the library. */
  juece_text (*id_at)(uint32_t index);

  /* The descriptor of the plugin, the same document as that of its step factory where it has one.
   * Lifetime: the library. */
  juece_text (*descriptor)(void);

  /* Checks what a schema cannot say of a configuration, after the schema was checked; says each
   * problem. */
  void (*check_config)(juece_text function, const juece_value_api* values,
                       const juece_value* configuration, juece_problems* problems);

  /* Answers one call. */
  void (*run)(const juece_call* call, juece_answer* answer);
} juece_function_factory;

#ifdef __cplusplus
}
#endif
#endif
