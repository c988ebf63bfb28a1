#include "CBuild.h"

// A file of its own, so that a new commit compiles these lines and nothing else.
const char *build_commit(void) { return COMMIT; }
