import Records

/// The lecture's own names in formulas, as the report writes them.
private let names: [(name: String, tex: String)] =
  [
    ("t", #"\boldsymbol{\theta}"#), ("b", #"\boldsymbol{\beta}"#), ("l", #"\boldsymbol{\lambda}"#),
    ("B", #"\boldsymbol{b}"#), ("one", #"\boldsymbol{1}"#), ("ones", #"\boldsymbol{1}_d"#),
    ("zero", #"\boldsymbol{0}"#), ("R", #"\mathbb{R}"#), ("risk", #"\hat{R}_n"#),
    ("cov", #"\hat{\boldsymbol{\Sigma}}_n"#), ("ols", #"\hat{\boldsymbol{\theta}}_{\mathrm{ols}}"#),
    ("set", #"\mathcal{I}"#),
  ] + "xyuvwrghpqXUVDWJI".map { ("\($0)", #"\boldsymbol{\#($0)}"#) }
  + ["Ker", "span", "supp", "sign"].map { ($0, #"\operatorname{\#($0)}"#) }

/// A statement in which the lecture's own names, such as `\t` for the weights, stand for their
/// formulas.
///
/// O(n).
public func notation(_ statement: String) -> String {
  var out = ""
  var rest = statement[...]
  while let slash = rest.firstIndex(of: "\\") {
    out += rest[..<slash]
    let name = rest[rest.index(after: slash)...].prefix { $0.isASCII && $0.isLetter }
    if let tex = names.first(where: { $0.name == name })?.tex {
      out += tex
      rest = rest[name.endIndex...]
    } else {
      let end = name.isEmpty ? rest.index(slash, offsetBy: 2, limitedBy: rest.endIndex) : nil
      out += rest[slash..<(end ?? name.endIndex)]
      rest = rest[(end ?? name.endIndex)...]
    }
  }
  return out + rest
}

extension Claim {
  /// A claim of the lecture, whose words may use the lecture's own names in formulas.
  init(
    _ id: String, _ statement: String, residual: Double, tolerance: Double, reason: String,
    printed: Printed? = nil
  ) {
    self.init(
      id: id, statement: notation(statement), residual: residual, tolerance: tolerance,
      reason: notation(reason), printed: printed)
  }
}

extension Claim.Printed {
  /// A print that is wrong.
  static func corrected(_ statement: String, residual: Double?) -> Self {
    .init(.corrected, statement: notation(statement), residual: residual)
  }

  /// A print that holds under a condition only.
  static func conditionAdded(_ statement: String, residual: Double?) -> Self {
    .init(.conditionAdded, statement: notation(statement), residual: residual)
  }

  /// A print that stands.
  static func remark(_ statement: String, residual: Double?) -> Self {
    .init(.remark, statement: notation(statement), residual: residual)
  }
}
