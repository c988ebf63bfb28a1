/// A character that stands for a raised or a lowered one, such as ⁻ or ₂.
struct ScriptSign {
  /// The character that is raised or lowered.
  var base: Unicode.Scalar
  var isLow: Bool

  /// The characters by themselves.
  static let all: [Unicode.Scalar: ScriptSign] = {
    let high = ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+−=()ni")
    let low = ("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+−=()aehijklmnoprstuvx")
    var all: [Unicode.Scalar: ScriptSign] = [:]
    for ((signs, bases), isLow) in [(high, false), (low, true)] {
      for (sign, base) in zip(signs.unicodeScalars, bases.unicodeScalars) {
        all[sign] = ScriptSign(base: base, isLow: isLow)
      }
    }
    return all
  }()
}
