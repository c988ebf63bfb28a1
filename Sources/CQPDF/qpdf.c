#include "CQPDF.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// qpdf is loaded when the first PDF is written or the first photograph read. Were it linked, each
// start would wait for it and for GnuTLS behind it: 4.6 ms of 26 before.

// X(type, name, parameters, arguments): what is called of qpdf.
#define VALUES(X) \
  X(qpdf_data, qpdf_init, (void), ()) \
  X(char const *, qpdf_get_qpdf_version, (void), ()) \
  X(QPDF_ERROR_CODE, qpdf_empty_pdf, (qpdf_data q), (q)) \
  X(QPDF_ERROR_CODE, qpdf_read_memory, \
    (qpdf_data q, char const *name, char const *bytes, unsigned long long count, char const *key), \
    (q, name, bytes, count, key)) \
  X(QPDF_ERROR_CODE, qpdf_init_write_memory, (qpdf_data q), (q)) \
  X(QPDF_ERROR_CODE, qpdf_write, (qpdf_data q), (q)) \
  X(unsigned char const *, qpdf_get_buffer, (qpdf_data q), (q)) \
  X(size_t, qpdf_get_buffer_length, (qpdf_data q), (q)) \
  X(QPDF_BOOL, qpdf_has_error, (qpdf_data q), (q)) \
  X(qpdf_error, qpdf_get_error, (qpdf_data q), (q)) \
  X(char const *, qpdf_get_error_full_text, (qpdf_data q, qpdf_error e), (q, e)) \
  X(int, qpdf_get_num_pages, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_get_page_n, (qpdf_data q, size_t n), (q, n)) \
  X(qpdf_oh, qpdf_get_root, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_get_trailer, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_make_indirect_object, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(qpdf_oh, qpdf_oh_get_array_item, (qpdf_data q, qpdf_oh o, int n), (q, o, n)) \
  X(int, qpdf_oh_get_array_n_items, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(qpdf_oh, qpdf_oh_get_dict, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(qpdf_oh, qpdf_oh_get_key_if_dict, (qpdf_data q, qpdf_oh o, char const *key), (q, o, key)) \
  X(int, qpdf_oh_get_object_id, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(QPDF_ERROR_CODE, qpdf_oh_get_page_content_data, \
    (qpdf_data q, qpdf_oh o, unsigned char **bytes, size_t *count), (q, o, bytes, count)) \
  X(QPDF_ERROR_CODE, qpdf_oh_get_stream_data, \
    (qpdf_data q, qpdf_oh o, enum qpdf_stream_decode_level_e level, QPDF_BOOL *done, \
      unsigned char **bytes, size_t *count), \
    (q, o, level, done, bytes, count)) \
  X(char const *, qpdf_oh_get_utf8_value, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(QPDF_BOOL, qpdf_oh_get_value_as_name, \
    (qpdf_data q, qpdf_oh o, char const **value, size_t *count), (q, o, value, count)) \
  X(QPDF_BOOL, qpdf_oh_is_array, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(QPDF_BOOL, qpdf_oh_is_dictionary, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(QPDF_BOOL, qpdf_oh_is_null, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(QPDF_BOOL, qpdf_oh_is_stream, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(QPDF_BOOL, qpdf_oh_is_string, (qpdf_data q, qpdf_oh o), (q, o)) \
  X(qpdf_oh, qpdf_oh_new_array, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_oh_new_bool, (qpdf_data q, QPDF_BOOL value), (q, value)) \
  X(qpdf_oh, qpdf_oh_new_dictionary, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_oh_new_integer, (qpdf_data q, long long value), (q, value)) \
  X(qpdf_oh, qpdf_oh_new_name, (qpdf_data q, char const *name), (q, name)) \
  X(qpdf_oh, qpdf_oh_new_null, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_oh_new_real_from_string, (qpdf_data q, char const *value), (q, value)) \
  X(qpdf_oh, qpdf_oh_new_stream, (qpdf_data q), (q)) \
  X(qpdf_oh, qpdf_oh_new_unicode_string, (qpdf_data q, char const *text), (q, text))
#define ACTIONS(X) \
  X(void, qpdf_cleanup, (qpdf_data *q), (q)) \
  X(void, qpdf_silence_errors, (qpdf_data q), (q)) \
  X(void, qpdf_set_suppress_warnings, (qpdf_data q, QPDF_BOOL value), (q, value)) \
  X(void, qpdf_set_attempt_recovery, (qpdf_data q, QPDF_BOOL value), (q, value)) \
  X(void, qpdf_set_deterministic_ID, (qpdf_data q, QPDF_BOOL value), (q, value)) \
  X(void, qpdf_set_object_stream_mode, (qpdf_data q, enum qpdf_object_stream_e mode), (q, mode)) \
  X(void, qpdf_oh_append_item, (qpdf_data q, qpdf_oh o, qpdf_oh item), (q, o, item)) \
  X(void, qpdf_oh_set_array_item, (qpdf_data q, qpdf_oh o, int n, qpdf_oh item), (q, o, n, item)) \
  X(void, qpdf_oh_remove_key, (qpdf_data q, qpdf_oh o, char const *key), (q, o, key)) \
  X(void, qpdf_oh_replace_key, (qpdf_data q, qpdf_oh o, char const *key, qpdf_oh item), \
    (q, o, key, item)) \
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
