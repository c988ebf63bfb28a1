import Claims
import Models
import Records
import TestSupport
import Testing

@Suite("Claims of sections 1, 2 and 4.2")
struct ClaimTests {
  static let claims =
    motivationClaims() + leastSquaresClaims() + generalisationClaims() + classificationClaims()

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

  @Test("every numbered equation of section 2 has a claim, and ids are unique")
  func complete() {
    let ids = Self.claims.map(\.id)
    #expect(Set(ids).count == ids.count)
    for k in 1...23 { #expect(ids.contains("2.\(k)")) }
    // The slips that change a number are tried.
    let slips = [
      "before-2.3", "2.4", "2.12", "2.14", "after-2.16", "fig-2", "4.2", "remark-4",
    ]
    for id in slips {
      #expect(Self.claims.first { $0.id == id }?.printed?.residual != nil, "\(id)")
    }
  }

  @Test("the claims are cheap: the report lists them", .enabled(if: isSpeedTested))
  func cheap() {
    let clock = ContinuousClock()
    let duration = clock.measure {
      _ =
        motivationClaims() + leastSquaresClaims() + generalisationClaims()
        + classificationClaims()
    }
    #expect(duration < .seconds(2))
    print("Claims of sections 1, 2, 4.2: \(Self.claims.count) in \(duration)")
  }
}
