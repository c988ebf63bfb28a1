#pragma once
#include <qpdf/qpdf-c.h>

/// Whether qpdf is installed with all that is called of it. The functions of its header that the
/// program calls may be called only where it is.
QPDF_BOOL qpdf_is_here(void);
