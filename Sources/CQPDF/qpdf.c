#include "CQPDF.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// qpdf is loaded when the first photograph is read. Were it linked, each
// start would wait for it and for GnuTLS behind it: 4.6 ms of 26 before.

// X(type, name, parameters, arguments): what is called of qpdf.
#define VALUES(X) \
  X(qpdf_data, qpdf_init, (void), ()) \
  X(char const *, qpdf_get_qpdf_version, (void), ()) \
  X(QPDF_ERROR_CODE, qpdf_empty_pdf, (qpdf_data q), (q)) \
  X(QPDF_ERROR_CODE, qpdf_oh_get_stream_data, \
    (qpdf_data q, qpdf_oh o, enum qpdf_stream_decode_level_e level, QPDF_BOOL *done, \
      unsigned char **bytes, size_t *count), \
    (q, o, level, done, bytes, count)) \
  X(qpdf_oh, qpdf_oh_new_name, (qpdf_data q, char const *name), (q, name)) \
  X(qpdf_oh, qpdf_oh_new_null, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_oh_new_stream, (qpdf_data q), (q))
#define ACTIONS(X) \
  X(void, qpdf_cleanup, (qpdf_data *q), (q)) \
  X(void, qpdf_silence_errors, (qpdf_data q), (q)) \
  X(void, qpdf_set_suppress_warnings, (qpdf_data q, QPDF_BOOL value), (q, value)) \
  X(void, qpdf_oh_replace_stream_data, \
    (qpdf_data q, qpdf_oh o, unsigned char const *bytes, size_t count, qpdf_oh filter, \
      qpdf_oh parameters), \
    (q, o, bytes, count, filter, parameters))

#define POINTER(type, name, parameters, arguments) static type(*loaded_##name) parameters;
VALUES(POINTER)
ACTIONS(POINTER)

static QPDF_BOOL is_here;

static void load(void) {
  // Debian 13's and Debian 12's; the functions called here are the same in both.
  void *library = dlopen("libqpdf.so.30", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libqpdf.so.29", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define FIND(type, name, parameters, arguments) \
  if (!(*(void **)&loaded_##name = dlsym(library, #name))) return;
  VALUES(FIND)
  ACTIONS(FIND)
  is_here = 1;
}

QPDF_BOOL qpdf_is_here(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return is_here;
}

#define RETURN(type, name, parameters, arguments) \
  type name parameters { return loaded_##name arguments; }
#define DO(type, name, parameters, arguments) \
  type name parameters { loaded_##name arguments; }
VALUES(RETURN)
ACTIONS(DO)
