import Claims
import Models
import Records
import Testing

/// Which claim answers for which place of the lecture.
@Suite("Coverage of the lecture by claims")
struct ClaimCoverageTests {
  static let claims =
    motivationClaims() + leastSquaresClaims() + diagonalNetworkClaims() + noiseClaims()
    + classificationClaims() + generalisationClaims() + paperClaims()

  /// What answers for a place that needs correcting.
  enum Answer {
    /// Claims; where the print gives another number, one of them tries it.
    case claims([String], triesPrint: Bool)
    /// Nothing checkable, and why.
    case wording(String)
  }

  /// The places whose print is wrong, slips or has a gap, in the lecture's order.
  static let corrections: [(place: String, answer: Answer)] = [
    ("section 1, over- and underdetermined mixed up", .wording("names only")),
    ("before (2.3), interpolation for n > d", .claims(["before-2.3"], triesPrint: true)),
    ("(2.3), strictly positive error", .claims(["before-2.3"], triesPrint: true)),
    ("heading at (2.4)", .wording("a name")),
    ("(2.4), (XX)⁻¹", .claims(["2.4"], triesPrint: true)),
    ("(2.5), θ for θ̂ in the set", .wording("a letter")),
    ("(2.6), triangle inequality", .claims(["2.6"], triesPrint: false)),
    ("footnote 2, Ker X ≠ ∅", .claims(["footnote-2"], triesPrint: false)),
    ("after (2.8), θ(t) = θ₀", .wording("a letter; 2.8 starts from θ(0)")),
    ("(2.9), SDV", .wording("a name")),
    ("(2.12), θ₀ in the sum", .claims(["2.12"], triesPrint: true)),
    ("figure 2, linear subspace", .claims(["fig-2"], triesPrint: true)),
    ("(2.14), sum to d and θ₀∥", .claims(["2.14"], triesPrint: true)),
    ("after (2.16), only if θ₀ = 0", .claims(["after-2.16"], triesPrint: true)),
    ("(2.20), kernel ⊥ image", .claims(["2.20", "footnote-4"], triesPrint: false)),
    ("(2.22), every interpolator", .claims(["2.22"], triesPrint: false)),
    (
      "end of 2.3, specific to OLS",
      .claims(["end-of-2.3", "end-of-2.3-adam"], triesPrint: false)
    ),
    ("remark 1, non-zero b", .claims(["remark-1", "3.2"], triesPrint: true)),
    ("after (3.4), uv = 1", .claims(["after-3.4-minima"], triesPrint: true)),
    ("after (3.4), saddle u = v = 1", .claims(["after-3.4-saddle"], triesPrint: true)),
    ("remark 2, one orbit", .claims(["remark-2"], triesPrint: true)),
    ("section 3.1, extremisers of R̂", .wording("a letter; prop-1 searches those of L")),
    ("after (3.6), kernel of J", .claims(["after-3.6"], triesPrint: true)),
    ("after (3.7), the loss is flat", .claims(["after-3.7"], triesPrint: true)),
    ("(3.8), minimisers with θ_j = 0", .claims(["3.8"], triesPrint: true)),
    ("(3.9), Xᵀ(u ⊙ v)", .claims(["3.9"], triesPrint: true)),
    ("after (3.9), (0, 0) a saddle", .claims(["after-3.9"], triesPrint: false)),
    ("after (3.10), j ∉ supp", .claims(["after-3.10"], triesPrint: true)),
    ("(3.11), minima among them", .claims(["3.11", "3.13"], triesPrint: true)),
    ("proposition 1, d > d", .wording("a letter")),
    ("(3.12), as (3.8)", .claims(["3.12"], triesPrint: true)),
    ("(3.13), saddles only", .claims(["3.13", "prop-1", "prop-1-count"], triesPrint: true)),
    ("after (3.15), Xᵀ in r", .claims(["after-3.15"], triesPrint: true)),
    ("(3.19), the factor 2", .claims(["3.19"], triesPrint: true)),
    ("(3.20), the sign", .claims(["3.20"], triesPrint: true)),
    ("(3.21), |I|", .claims(["3.21"], triesPrint: true)),
    ("(3.22), the factor ½", .claims(["3.22", "3.23"], triesPrint: true)),
    ("(3.24), the gradient's place", .claims(["3.24", "3.27"], triesPrint: true)),
    ("(3.25), > 0 off the diagonal", .claims(["3.25"], triesPrint: false)),
    ("after figure 5, convergence", .claims(["after-fig-5"], triesPrint: false)),
    ("after (3.28), GD for the flow", .claims(["after-3.28"], triesPrint: true)),
    ("after (3.28), ‖θ‖² for ½‖θ‖²", .claims(["after-3.24"], triesPrint: false)),
    ("before (3.29), α ≥ 0", .claims(["before-3.29"], triesPrint: true)),
    ("(3.32), several ℓ1 minimisers", .claims(["3.32", "3.32-rates"], triesPrint: true)),
    ("after (3.32), what converges", .claims(["after-3.32"], triesPrint: true)),
    ("remark 3, GF/GF/SGD", .claims(["remark-3"], triesPrint: false)),
    ("remark 4, ‖θ⋆‖₂² = d", .claims(["remark-4"], triesPrint: true)),
    ("section 4.1, SGD and GF", .claims(["4.1", "4.1-limit", "sgd-sparsity"], triesPrint: false)),
    ("section 4.1, step sizes", .claims(["4.1-steps", "4.1-step-size"], triesPrint: false)),
    ("section 4.2, minimum margin", .claims(["4.2", "4.2-norm"], triesPrint: true)),
    ("section 4.2, GD or SGD", .claims(["4.2-sgd"], triesPrint: false)),
  ]

  @Test("each of the 55 numbered equations, the proposition, remarks and captions has a claim")
  func equations() {
    let ids = Self.claims.map(\.id)
    #expect(Set(ids).count == ids.count)
    let numbered = (1...23).map { "2.\($0)" } + (1...32).map { "3.\($0)" }
    #expect(numbered.count == 55)
    let others =
      ["prop-1"] + (1...4).map { "remark-\($0)" } + (1...5).map { "fig-\($0)" }
      + ["l1-to-l2", "sgd-sparsity", "effective-alpha", "max-margin"]
    for id in numbered + others { #expect(ids.contains(id), "\(id) has no claim") }
  }

  @Test("each correction has its claims, and a print with another number is tried there")
  func everyCorrection() {
    for (place, answer) in Self.corrections {
      guard case .claims(let ids, let triesPrint) = answer else { continue }
      let found = Self.claims.filter { ids.contains($0.id) }
      #expect(found.count == ids.count, "\(place)")
      let tried = found.contains { $0.printed?.residual != nil }
      #expect(tried == triesPrint, "\(place)")
    }
    // No printed form stands in a claim that the list does not know.
    let known = Set(
      Self.corrections.flatMap { correction -> [String] in
        guard case .claims(let ids, _) = correction.answer else { return [] }
        return ids
      })
    for claim in Self.claims where claim.printed != nil {
      #expect(known.contains(claim.id), "\(claim.id)")
    }
  }

  @Test("every printed form with a number makes its claim fail, by a factor of a thousand")
  func printedFormsFail() {
    let slips = Self.claims.filter { $0.printed?.residual != nil }
    for claim in slips {
      let residual = claim.printed?.residual ?? .nan
      #expect(residual > max(1000 * claim.tolerance, 0), "\(claim.id): \(residual)")
      let slipped = Claim(
        id: claim.id, statement: claim.printed?.statement ?? "", residual: residual,
        tolerance: claim.tolerance, reason: claim.reason)
      #expect(!slipped.holds)
    }
    print("Claims: \(Self.claims.count), printed slips tried: \(slips.count)")
  }

  @Test("√(2α) for √2·α in (3.29), as one may misread it, fails: I would be α")
  func misreading() throws {
    let alpha = 0.3
    let misread = NetworkWeights(u: [(2 * alpha).squareRoot()], v: [0])
    #expect(relative(misread.scales[0], alpha) < 1e-15)
    let right = try NetworkWeights(alpha: alpha, dimension: 1)
    #expect(relative(right.scales[0], alpha * alpha) < 1e-15)
  }
}
