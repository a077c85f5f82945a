#ifndef JUECE_ABI_NOTE_H
#define JUECE_ABI_NOTE_H
/* What a plugin says of itself to whoever reads its file: an ELF note, so that a host knows the plugin and the
 * interface that it was built for before any of its code has run. Required from ABI 1.1 on. */

#include <stdint.h>

#include "version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Type of the note; the owner is "juece". Another layout would be another type. */
#define JUECE_NOTE_TYPE 1

/* The note as it lies in the section .note.juece, in the byte order of the machine. Never changes. `id` and `version` are
 * closed by a zero byte and filled up with zeros; letters, digits, '.', '_' and '-'. Both may be empty: the plugin then
 * says them only once it is loaded. */
typedef struct juece_note {
  uint32_t name_size; /* 6 */
  uint32_t desc_size; /* of what stands after `name` */
  uint32_t type;      /* JUECE_NOTE_TYPE */
  char name[8];       /* "juece", a zero byte, and two that fill up */
  uint32_t major;     /* JUECE_VERSION_MAJOR that it was built with */
  uint32_t minor;     /* JUECE_VERSION_MINOR that it was built with */
  char id[96];        /* the same as juece_entry.id */
  char version[32];   /* the same as juece_entry.version */
} juece_note;

#if defined(__GNUC__)
#define JUECE_NOTE_SECTION __attribute__((section(".note.juece"), used, aligned(4)))
#else
#define JUECE_NOTE_SECTION
#endif

/* In C, once a plugin, outside every function: JUECE_NOTE("example.site_visit", "1.0.0"). In C++ JUECE_PLUGIN does it. */
#define JUECE_NOTE(plugin_id, plugin_version)                                                                     \
  JUECE_NOTE_SECTION static const juece_note juece_note_of_this_plugin = {                                        \
      6,         (uint32_t)(sizeof(juece_note) - 20), JUECE_NOTE_TYPE, "juece", JUECE_VERSION_MAJOR, JUECE_VERSION_MINOR, \
      plugin_id, plugin_version}

#ifdef __cplusplus
}
#endif
#endif
