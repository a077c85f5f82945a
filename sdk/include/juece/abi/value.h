#ifndef JUECE_ABI_VALUE_H
#define JUECE_ABI_VALUE_H
/* Values: the trees that payloads, configurations and facts are made of. A plugin sees them through
 * a table of the host, so that no layout, allocator or library crosses the boundary and nothing is
 * copied to build a view. */

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A place in a tree of the host. Never dereferenced by a plugin. Lifetime: the call in which it was
 * handed over. */
typedef struct juece_value juece_value;

/* What a value is. Numbers are stable: new kinds are only added at the end. */
typedef enum juece_value_kind {
  JUECE_VALUE_INVALID = 0, /* never returned; catches memory that nobody filled */
  JUECE_VALUE_NULL = 1,    /* also: nothing stands there */
  JUECE_VALUE_BOOLEAN = 2,
  JUECE_VALUE_NUMBER = 3, /* an exact decimal */
  JUECE_VALUE_TEXT = 4,
  JUECE_VALUE_LIST = 5,
  JUECE_VALUE_MAP = 6
} juece_value_kind;

/* Readers of values. Every function is total: a null pointer is the null value, and a question that
 * does not fit the kind has the stated empty answer. Thread: any, for values of the current call.
 */
typedef struct juece_value_api {
  uint32_t struct_size; /* sizeof(juece_value_api) of the host; a member beyond it does not exist */

  /* The kind, a juece_value_kind. Null pointer: JUECE_VALUE_NULL. */
  int32_t (*kind)(const juece_value* value);

  /* 1 for the boolean true, else 0. */
  int32_t (*boolean)(const juece_value* value);

  /* Writes the number to *out and returns 1 where it is whole and fits; otherwise returns 0 and
   * leaves *out alone. */
  int32_t (*integer)(const juece_value* value, int64_t* out);

  /* The number in its canonical decimal text ("-12.5"); empty where it is no number. Lifetime: the
   * call. */
  juece_text (*number)(const juece_value* value);

  /* The text; empty where it is no text. Lifetime: the call. */
  juece_text (*text)(const juece_value* value);

  /* How many items a list or members a map has; 0 for everything else. */
  size_t (*size)(const juece_value* value);

  /* The item of a list, or the value of a map's member, at `index` from 0; null pointer beyond the
   * end. Lifetime: the call. */
  const juece_value* (*item)(const juece_value* value, size_t index);

  /* The name of a map's member at `index`; empty beyond the end or where it is no map. Lifetime:
   * the call. */
  juece_text (*name)(const juece_value* value, size_t index);

  /* The value of the map's member of that name; null pointer where there is none. Lifetime: the
   * call. */
  const juece_value* (*member)(const juece_value* value, juece_text name);
} juece_value_api;

#ifdef __cplusplus
}
#endif
#endif
