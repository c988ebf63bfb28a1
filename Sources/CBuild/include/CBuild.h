#pragma once
#include <gnu/libc-version.h>

/// The commit that was built, "+" behind it where files were changed; "unknown" outside `make`.
const char *build_commit(void);
