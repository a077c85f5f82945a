#ifndef JUECE_ABI_VERSION_H
#define JUECE_ABI_VERSION_H
/* Version of the plugin ABI and of the project; the build reads it from here. A plugin loads only in a host with the
 * same major version and a minor version that is not older than the plugin's. */
#define JUECE_VERSION_MAJOR 1
#define JUECE_VERSION_MINOR 1
#define JUECE_VERSION_PATCH 0
#endif
