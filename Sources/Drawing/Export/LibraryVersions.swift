import CCairo
internal import CQPDF

/// Whether photographs can be read: qpdf is installed.
public var readsPhotographs: Bool { qpdf_is_here() != 0 }

/// The library that reads photographs, which is loaded to be asked for its version.
public func photographLibrary() -> (name: String, version: String) {
  ("qpdf", readsPhotographs ? String(cString: qpdf_get_qpdf_version()) : "not installed")
}

/// The libraries that draw, with the versions that run: they may differ from those of the build.
public func drawingLibraries() -> [(name: String, version: String)] {
  var engine: FT_Library?
  var (major, minor, patch): (FT_Int, FT_Int, FT_Int) = (0, 0, 0)
  if FT_Init_FreeType(&engine) == 0 {
    FT_Library_Version(engine, &major, &minor, &patch)
    FT_Done_FreeType(engine)
  }
  return [
    ("Cairo", String(cString: cairo_version_string())),
    ("Pango", String(cString: pango_version_string())),
    ("HarfBuzz", String(cString: hb_version_string())),
    ("FreeType", "\(major).\(minor).\(patch)"),
    ("zlib", String(cString: zlibVersion())),
  ]
}
