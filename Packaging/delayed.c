#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

// What the jumps of delayed.sh ask for: a function by its library's soname and its own name. Where it
// is not there, the process ends as the loader would have ended it at its start.
void *find_delayed(char const *library, char const *name) {
  void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
  void *function = handle ? dlsym(handle, name) : NULL;
  if (!function) {
    fprintf(stderr, "figures: error while loading shared libraries: %s\n", dlerror());
    _exit(127);
  }
  return function;
}
