import CCairo
import Glibc

/// The versions of the libraries that decide what is drawn and computed: Cairo, Pango, HarfBuzz and
/// the C library with its mathematics.
public let libraryVersions: String = {
  let versions = [cairo_version_string(), pango_version_string(), hb_version_string()]
  // What the C library says of itself, such as `glibc 2.36`.
  var name = [CChar](repeating: 0, count: 64)
  confstr(Int32(_CS_GNU_LIBC_VERSION), &name, name.count)
  let library = name.prefix { $0 != 0 }.map { Character(UnicodeScalar(UInt8(bitPattern: $0))) }
  let others = versions.map { $0.map { String(cString: $0) } ?? "" }
  return (others + [String(library)]).joined(separator: " ")
}()
