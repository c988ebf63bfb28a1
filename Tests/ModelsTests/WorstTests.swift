import Foundation
import Records
import Testing

/// A missing number fails a claim.
@Suite struct WorstTests {
  @Test func theWorstOfResidualsKeepsWhatIsNotANumber() {
    #expect([1e-12, 3, 2].worst == 3)
    for place in 0..<3 {
      var parts = [1e-12, 3, 2]
      parts[place] = .nan
      #expect(parts.worst.isNaN && parts.least.isNaN, "\(place)")
    }
    #expect([1, .infinity].worst == .infinity)
    #expect([Double]().worst.isNaN && [Double]().least.isNaN)
    #expect(Double.nan.positivePart.isNaN)
    #expect((-1.0).positivePart == 0 && (2.5).positivePart == 2.5)
    let claim = Claim(
      id: "x", statement: "x", residual: [0, .nan].worst, tolerance: .infinity, reason: "")
    #expect(!claim.holds)
  }

  /// The library's `max` and `min` drop NaN where it comes second; claims and certificates must
  /// not use them.
  @Test func claimsUseNoMaximumThatDropsNaN() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    let dropping = try Regex(#"(^|[^A-Za-z_.])(max|min)\(|\.(max|min)\(\)"#)
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: sources.path + "/Claims") {
      let text = try String(contentsOfFile: sources.path + "/Claims/\(name)", encoding: .utf8)
      count += 1
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where !line.contains("statement") && line.firstMatch(of: dropping) != nil {
        // λ_max(…) in a statement is words.
        guard !line.contains("λ_m") else { continue }
        Issue.record("\(name):\(index + 1): \(line)")
      }
    }
    #expect(count > 10)
    // What a figure's claim measures, from `residual:` to `tolerance:`.
    let figures = sources.path + "/Figures/Lecture"
    for name in try FileManager.default.contentsOfDirectory(atPath: figures) {
      let text = try String(contentsOfFile: "\(figures)/\(name)", encoding: .utf8)
      #expect(!text.contains(".max() ?? .nan") && !text.contains(".min() ?? .nan"), "\(name)")
      for part in text.components(separatedBy: "residual:").dropFirst() {
        let residual = part.components(separatedBy: "tolerance:")[0]
        #expect(residual.firstMatch(of: dropping) == nil, "\(name): \(residual)")
      }
    }
  }
}
