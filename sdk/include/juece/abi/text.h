#ifndef JUECE_ABI_TEXT_H
#define JUECE_ABI_TEXT_H
/* The two things that every other ABI header needs: how a function is exported and how a text is
 * passed. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Marks the one function that a plugin exports; everything else is reached through the table that
 * it returns. */
#if defined(__GNUC__)
#define JUECE_EXPORT __attribute__((visibility("default")))
#else
#define JUECE_EXPORT
#endif

/* A text: UTF-8 bytes with their number, not necessarily followed by a zero byte. An empty text has
 * size 0; its data may then be null. Whoever passes a text owns it. Lifetime: the callee may read
 * it until the call returns and copies what it keeps; a text that a table of the plugin returns
 * lives as long as the library. */
typedef struct juece_text {
  const char* data;
  size_t size;
} juece_text;

#ifdef __cplusplus
}
#endif
#endif
