import Claims
import Records
import Reports
import Testing

/// What claims say is words and formulas of the language of formulas.
@Suite struct StatementTests {
  /// All texts of the lecture's claims.
  private static let texts = ClaimCoverageTests.claims.flatMap { claim in
    [claim.statement, claim.reason, claim.printed?.statement].compactMap { $0 }.map {
      (claim.id, $0)
    }
  }

  @Test func everyFormulaParsesAndIsSpoken() {
    #expect(Self.texts.count > 250)
    for (id, text) in Self.texts {
      guard let words = try? spoken(text) else {
        Issue.record("\(id): \(text) does not parse")
        continue
      }
      #expect(!words.contains { #"\$_^{}"#.contains($0) }, "\(id): \(words)")
    }
  }

  @Test func noFormulaStandsInWords() throws {
    for (id, text) in Self.texts {
      for case .words(let words) in try dollarPieces(text) {
        let odd = words.unicodeScalars.filter {
          !$0.isASCII && !"“”’–½±é".unicodeScalars.contains($0)
            || "_^\\|{}".unicodeScalars.contains($0)
        }
        #expect(odd.isEmpty, "\(id): \(words)")
      }
    }
  }

  @Test func slipsQuoteThePrint() {
    for claim in ClaimCoverageTests.claims {
      guard let printed = claim.printed else { continue }
      #expect(printed.statement.hasPrefix("“") && printed.statement.contains("”"), "\(claim.id)")
      // What leaves a number is no slip of words.
      #expect(printed.mark != .corrected || printed.residual != 0, "\(claim.id)")
    }
  }

  @Test func namesOfTheLectureStandForTheirFormulas() {
    #expect(
      notation(#"$\t \to \theta$ \\ \X"#) == #"$\boldsymbol{\theta} \to \theta$ \\ \boldsymbol{X}"#)
    #expect(notation("no formula") == "no formula" && notation(#"end \"#) == #"end \"#)
  }
}
