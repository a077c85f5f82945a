/* The rules of the step, in C11. By the time submit is called, the role, the payload's schema and the required documents have been
 * checked. */
#include <stdio.h>
#include <string.h>

#include "juece/abi/entry.h"

static const char kDescriptor[] = {
#include "descriptor_json.inc"
};

/* Steps keep no state: one object serves for all. */
struct juece_step {
  int unused;
};
static struct juece_step only_step;

static juece_text text(const char* value) {
  juece_text made;
  made.data = value;
  made.size = strlen(value);
  return made;
}

static int64_t whole(const juece_value_api* values, const juece_value* map, const char* name) {
  int64_t value = 0;
  (void)values->integer(values->member(map, text(name)), &value);
  return value;
}

static uint32_t count(void) { return 1; }
static juece_text type_at(uint32_t index) { return text(index == 0 ? "@NAME@" : ""); }
static juece_text descriptor(void) { return text(kDescriptor); }
static void check_config(juece_text type, const juece_value_api* values, const juece_value* configuration, juece_problems* problems) {
  (void)type, (void)values, (void)configuration, (void)problems;
}
static juece_step* create(juece_text type, const juece_value_api* values, const juece_value* configuration, juece_problems* problems) {
  (void)type, (void)values, (void)configuration, (void)problems;
  return &only_step;
}
static void destroy(juece_step* step) { (void)step; }

static void enter(juece_step* step, const juece_request* request, juece_effects* effects) {
  (void)step, (void)request;
  effects->open_task(effects, text("report"), text(""), text(""));
}

/* May be called twice for one action: has no side effects. */
static void submit(juece_step* step, const juece_request* request, juece_effects* effects) {
  const juece_value_api* values = request->values;
  const int64_t fewest = whole(values, request->configuration, "minimum_people");
  const int64_t people = whole(values, request->data, "people");
  (void)step;
  if (people < fewest) {
    char zh[200], en[200];
    (void)snprintf(zh, sizeof zh, "应有至少%lld人参加,但只有%lld人(依据R713:14-2)", (long long)fewest, (long long)people);
    (void)snprintf(en, sizeof en, "Expected to have at least %lld people take part, but there were %lld (R713:14-2)", (long long)fewest,
                   (long long)people);
    effects->reject(effects, text("too-few-people"), text(zh), text(en), text("R713:14-2"));
    return;
  }
  effects->complete(effects, text(values->boolean(values->member(request->data, text("done"))) ? "completed" : "not_completed"), text(""));
}

static void deadline(juece_step* step, const juece_request* request, juece_effects* effects) { (void)step, (void)request, (void)effects; }
static const void* get_extension(juece_step* step, const char* id) {
  (void)step, (void)id;
  return NULL;
}

static int32_t init(const juece_host* host) {
  (void)host;
  return 1;
}
static void deinit(void) {}

static const void* get_factory(const char* id) {
  static const juece_step_factory factory = {sizeof(juece_step_factory), count,   type_at,  descriptor,    check_config, create, destroy,
                                             enter,                      submit,  deadline, get_extension};
  return strcmp(id, JUECE_STEP_FACTORY_ID) == 0 ? &factory : NULL;
}

JUECE_NOTE("example.@NAME@", "1.0.0");

JUECE_EXPORT const juece_entry* juece_plugin_entry(void) {
  static const juece_entry entry = {sizeof(juece_entry),
                                    JUECE_VERSION_MAJOR,
                                    JUECE_VERSION_MINOR,
                                    {"example.@NAME@", sizeof("example.@NAME@") - 1},
                                    {"1.0.0", 5},
                                    init,
                                    deinit,
                                    get_factory};
  return &entry;
}
