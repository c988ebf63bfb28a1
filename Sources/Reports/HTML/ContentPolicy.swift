import Drawing

/// A content security policy that lets nothing in but what the page itself holds.
///
/// - Parameters:
///   - styles: The texts of the page's style elements.
///   - scripts: The texts of its script elements.
package func contentPolicy(styles: [String], scripts: [String]) -> String {
  func sources(_ texts: [String]) -> String {
    texts.map { "'sha256-\(base64(sha256Bytes($0)))'" }.joined(separator: " ")
  }
  var rules = [
    "default-src 'none'", "style-src \(sources(styles + [textSpacingTest]))", "font-src data:",
    "img-src data:",
  ]
  if !scripts.isEmpty { rules.append("script-src \(sources(scripts))") }
  return (rules + ["base-uri 'none'", "form-action 'none'"]).joined(separator: "; ")
}

/// The style sheet by which test tools check that text may be spaced more widely (WCAG 1.4.12).
///
/// A page with a strict policy must let it in, or nobody can check.
private let textSpacingTest =
  "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} "
  + "p{margin-bottom:2em!important}"

func sha256Bytes(_ text: String) -> [UInt8] {
  let digits = Array(sha256(Array(text.utf8)).utf8)
  return stride(from: 0, to: digits.count, by: 2).map { index in
    UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) ?? 0
  }
}
