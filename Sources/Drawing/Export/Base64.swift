internal import Foundation

/// Bytes in the base-64 alphabet of RFC 4648, with padding.
package func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// An address that is the file itself (RFC 2397).
package func dataAddress(_ bytes: [UInt8], type: String) -> String {
  "data:\(type);base64,\(base64(bytes))"
}
