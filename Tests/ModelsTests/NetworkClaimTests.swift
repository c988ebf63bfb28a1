import Claims
import Models
import Records
import TestSupport
import Testing

@Suite("Claims of sections 3 and 4.1")
struct NetworkClaimTests {
  static let claims = diagonalNetworkClaims() + noiseClaims()

  @Test("every claim holds", arguments: claims)
  func holds(claim: Claim) {
    #expect(claim.holds, "\(claim.id): \(claim.residual) > \(claim.tolerance)")
  }

  @Test(
    "the printed slip in place of the formula makes its claim fail",
    arguments: claims.filter { $0.printed?.residual != nil })
  func printed(claim: Claim) throws {
    let residual = try #require(claim.printed?.residual)
    #expect(residual > claim.tolerance && residual.isFinite, "\(claim.id)")
  }

  @Test("every numbered equation of section 3 has a claim, and ids are unique")
  func complete() {
    let ids = Self.claims.map(\.id)
    #expect(Set(ids).count == ids.count)
    for k in 1...32 { #expect(ids.contains("3.\(k)"), "3.\(k)") }
    for id in ["prop-1", "remark-1", "remark-2", "remark-3", "fig-3", "fig-4", "fig-5"] {
      #expect(ids.contains(id), "\(id)")
    }
    // The slips that change a number are tried.
    let slips = [
      "remark-1", "remark-2", "after-3.4-minima", "after-3.4-saddle", "after-3.6", "after-3.7",
      "3.8", "3.9", "after-3.10", "3.12", "3.13", "after-3.15", "3.19", "3.20", "3.21", "3.22",
      "3.23", "3.24", "3.27", "after-3.28", "before-3.29", "3.32", "after-3.32",
    ]
    for id in slips {
      #expect(Self.claims.first { $0.id == id }?.printed?.residual != nil, "\(id)")
    }
  }

  @Test("the claims are cheap: the report lists them", .enabled(if: isSpeedTested))
  func cheap() {
    let clock = ContinuousClock()
    let duration = clock.measure { _ = diagonalNetworkClaims() + noiseClaims() }
    #expect(duration < .seconds(2))
    print("Claims of sections 3, 4.1: \(Self.claims.count) in \(duration)")
  }
}
