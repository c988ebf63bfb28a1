/// The words of a single character of a formula.
enum SymbolWords {
  /// The words of a character in an alphabet, such as "bold theta" or "script capital I".
  static func words(for symbol: Nucleus.Symbol) -> String {
    if symbol.alphabet == .doubleStruck, let set = sets[symbol.base] { return set }
    let hasAlphabet = symbol.alphabet.scalar(for: symbol.base) == symbol.scalar
    let name = name(of: hasAlphabet ? symbol.base : symbol.scalar)
    // Letterlike signs and letters of a mathematical alphabet have their look in themselves.
    let isFixed =
      "\u{1D400}"..."\u{1D7FF}" ~= symbol.base || "\u{2100}"..."\u{214F}" ~= symbol.base
    let face = isFixed ? "" : adjective(symbol.alphabet, on: symbol.base)
    return face.isEmpty ? name : face + " " + name
  }

  /// The adjective of an alphabet; empty for the one that letters have when typed plainly.
  static func adjective(_ alphabet: MathAlphabet, on scalar: Unicode.Scalar) -> String {
    let isCapitalGreek = "Α"..."Ω" ~= scalar
    let isLetter = scalar.properties.isAlphabetic
    return switch alphabet {
    case .upright: isLetter && !isCapitalGreek ? "upright" : ""
    case .italic: isCapitalGreek ? "italic" : ""
    case .bold: isLetter && !isCapitalGreek ? "bold upright" : "bold"
    case .boldItalic: isCapitalGreek ? "bold italic" : "bold"
    case .doubleStruck: "blackboard"
    case .calligraphic: "script"
    case .fraktur: "fraktur"
    case .sans: "sans-serif"
    case .mono: "typewriter"
    }
  }

  /// The name of a character: from the table, else from the Unicode character database.
  static func name(of scalar: Unicode.Scalar) -> String {
    if let name = names[scalar] { return name }
    switch scalar {
    case "A"..."Z": return "capital " + String(scalar)
    case "a"..."z", "0"..."9": return String(scalar)
    case "Α"..."Ω":
      let small = Unicode.Scalar(scalar.value + 0x20) ?? scalar
      let letter = names[small] ?? String(scalar)
      return "capital " + (letter.hasPrefix("curly ") ? String(letter.dropFirst(6)) : letter)
    default: return scalar.properties.name?.lowercased() ?? String(scalar)
    }
  }

  /// The article and noun of a large operator or of a function's name, as "the sum"; nil for
  /// others.
  static func operation(_ name: String) -> String? { operations[name] }

  private static let operations: [String: String] = [
    "∑": "the sum", "∏": "the product", "∐": "the coproduct", "∫": "the integral",
    "∬": "the double integral", "∭": "the triple integral", "∮": "the contour integral",
    "⋃": "the union", "⋂": "the intersection", "⨁": "the direct sum",
    "⨂": "the tensor product", "⨀": "the circled dot product", "⨄": "the disjoint union",
    "⨆": "the square union", "⋁": "the disjunction", "⋀": "the conjunction",
    "min": "the minimum", "max": "the maximum", "inf": "the infimum", "sup": "the supremum",
    "lim": "the limit",
  ]

  /// Names of functions that are read in full.
  static let functions: [String: String] = [
    "sin": "sine", "cos": "cosine", "tan": "tangent", "cot": "cotangent", "sec": "secant",
    "csc": "cosecant", "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent",
    "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent",
    "coth": "hyperbolic cotangent", "ln": "natural log", "ker": "kernel", "det": "determinant",
    "dim": "dimension", "deg": "degree", "gcd": "greatest common divisor",
    "hom": "homomorphisms", "Pr": "probability",
  ]

  private static let sets: [Unicode.Scalar: String] = [
    "R": "the reals", "N": "the naturals", "Z": "the integers", "Q": "the rationals",
    "C": "the complex numbers",
  ]

  /// The word of an accent.
  static func accent(_ mark: Unicode.Scalar) -> String { accents[mark] ?? name(of: mark) }

  private static let accents: [Unicode.Scalar: String] = [
    "\u{302}": "hat", "\u{303}": "tilde", "\u{304}": "bar", "\u{307}": "dot",
    "\u{308}": "double dot", "\u{20DB}": "triple dot", "\u{20D7}": "vector arrow",
    "\u{30C}": "check", "\u{306}": "breve", "\u{301}": "acute", "\u{300}": "grave",
    "\u{30A}": "ring",
  ]

  private static let names: [Unicode.Scalar: String] = {
    var names: [Unicode.Scalar: String] = [:]
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 1)
      if let scalar = fields[0].unicodeScalars.first { names[scalar] = String(fields[1]) }
    }
    return names
  }()

  private static let table = """
    α alpha
    β beta
    γ gamma
    δ delta
    ε curly epsilon
    ϵ epsilon
    ζ zeta
    η eta
    θ theta
    ϑ curly theta
    ι iota
    κ kappa
    ϰ curly kappa
    λ lambda
    μ mu
    ν nu
    ξ xi
    ο omicron
    π pi
    ϖ curly pi
    ρ rho
    ϱ curly rho
    σ sigma
    ς final sigma
    τ tau
    υ upsilon
    φ curly phi
    ϕ phi
    χ chi
    ψ psi
    ω omega
    ℓ script l
    ı dotless i
    ȷ dotless j
    ℑ imaginary part
    ℜ real part
    ℵ aleph
    ℶ beth
    ℷ gimel
    ℸ daleth
    § section
    ¶ paragraph
    ° degrees
    € euros
    £ pounds
    ¥ yen
    $ dollars
    # number
    ℧ mho
    ♭ flat
    ♮ natural
    ♯ sharp
    ⊊ is a proper subset of
    ⊋ is a proper superset of
    ⟦ open double bracket
    ⟧ close double bracket
    𝚤 dotless i
    𝚥 dotless j
    ℏ h bar
    ∞ infinity
    ∂ partial
    ∇ nabla
    ∅ the empty set
    ∀ for all
    ∃ there exists
    ∄ there does not exist
    ¬ not
    ′ prime
    ″ double prime
    ‴ triple prime
    ⁗ quadruple prime
    ⊤ top
    ⊥ bottom
    ⟂ perpendicular to
    ∥ parallel to
    ⋆ star
    ∗ asterisk
    † dagger
    ‡ double dagger
    + plus
    - minus
    − minus
    * asterisk
    ± plus or minus
    ∓ minus or plus
    × times
    ÷ divided by
    / slash
    ∖ set minus
    ⋅ centred dot
    · centred dot
    ∘ circle
    • bullet
    ⊙ circled dot
    ⊕ circled plus
    ⊖ circled minus
    ⊗ circled times
    ∩ intersected with
    ∪ united with
    ⊎ disjointly united with
    ∧ and
    ∨ or
    = equals
    ≠ is not equal to
    < is less than
    > is greater than
    ≤ is less than or equal to
    ≥ is greater than or equal to
    ⩽ is less than or slanted equal to
    ⩾ is greater than or slanted equal to
    ≪ is much less than
    ≫ is much greater than
    ≔ is defined as
    ≕ defines
    ≡ is identical to
    ≈ is approximately equal to
    ≃ is asymptotically equal to
    ≅ is congruent to
    ∼ is similar to
    ∝ is proportional to
    ≺ precedes
    ≻ succeeds
    ⪯ precedes or equals
    ⪰ succeeds or equals
    ∈ in
    ∉ not in
    ∋ contains
    ⊂ is a subset of
    ⊆ is a subset of or equal to
    ⊃ is a superset of
    ⊇ is a superset of or equal to
    → tends to
    ← is tended to by
    ↦ maps to
    ⇒ implies
    ⇐ is implied by
    ⇔ is equivalent to
    ⟹ long implies
    ⟸ long is implied by
    ⟺ long is equivalent to
    ⟶ long arrow to
    ⟵ long arrow from
    ⟼ long maps to
    ↑ up arrow
    ↓ down arrow
    ↔ left and right arrow
    ↾ restricted to
    … dots
    ⋯ centred dots
    ⋮ vertical dots
    ⋱ diagonal dots
    , comma
    ; semicolon
    : colon
    ∶ colon
    . point
    ! factorial
    ? question mark
    % percent
    ( open parenthesis
    ) close parenthesis
    [ open bracket
    ] close bracket
    { open brace
    } close brace
    ⟨ open angle bracket
    ⟩ close angle bracket
    ⌊ open floor
    ⌋ close floor
    ⌈ open ceiling
    ⌉ close ceiling
    | vertical bar
    ∣ divides
    ‖ double bar
    """
}
