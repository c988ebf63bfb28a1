internal import Foundation

/// Bytes in the base-64 alphabet of RFC 4648, with padding.
package func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

/// The bytes of a text in base 64; nil for another text.
package func bytes(ofBase64 text: String) -> [UInt8]? {
  Data(base64Encoded: text).map { Array($0) }
}

/// An address that is the file itself (RFC 2397).
package func dataAddress(_ bytes: [UInt8], type: String) -> String {
  "data:\(type);base64,\(base64(bytes))"
}
