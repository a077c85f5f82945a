#ifndef JUECE_ABI_ENTRY_H
#define JUECE_ABI_ENTRY_H
/* The door of a plugin: one exported function that returns one table. */

#include "function.h"
#include "note.h"
#include "step.h"
#include "version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the host offers to the plugin as a whole. Filled by the host; lives as long as the plugin is
 * loaded. */
typedef struct juece_host {
  uint32_t struct_size; /* sizeof(juece_host) of the host; a member beyond it does not exist */
  uint32_t major;       /* of the host's ABI */
  uint32_t minor;
  juece_text name; /* of the program, for messages */

  /* A further table of the host by its id ("juece.<name>/<revision>"); null pointer where it has
   * none. Lifetime: the process. Thread: any. */
  const void* (*get_extension)(const struct juece_host* host, const char* id);
} juece_host;

/* Static: lives as long as the library. The first three members never move, so that a host of any
 * version can read them. */
typedef struct juece_entry {
  uint32_t struct_size; /* sizeof(juece_entry) of the plugin */
  uint32_t major;       /* JUECE_VERSION_MAJOR that it was built with */
  uint32_t minor;       /* JUECE_VERSION_MINOR that it was built with */
  juece_text id; /* "juece.legality_review": unique among the plugins that are loaded together */
  juece_text version; /* of the plugin, MAJOR.MINOR.PATCH */

  /* Called before anything else, once by every host that loads the library. Returns 1, or 0 where
   * the plugin cannot work here. The host table may be kept. */
  int32_t (*init)(const juece_host* host);

  /* Called at most once, after the last call. A library is never unloaded, so this only ends what
   * `init` began. */
  void (*deinit)(void);

  /* A factory by its id (JUECE_STEP_FACTORY_ID); null pointer where the plugin has none. Lifetime:
   * the library. Thread: any. */
  const void* (*get_factory)(const char* id);
} juece_entry;

/* The one symbol. Returns the table, the same at every call. Thread: any. Lifetime: the library. */
JUECE_EXPORT const juece_entry* juece_plugin_entry(void);

#ifdef __cplusplus
}
#endif
#endif
