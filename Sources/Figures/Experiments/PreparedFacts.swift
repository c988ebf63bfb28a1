import Lectures
import Models
import Records

extension PreparedTable {
  /// What captions say of what was done with the given table, one part for all of it.
  ///
  /// - Parameter results: What the rows that are held back show.
  func facts(_ results: Facts) -> Facts {
    let held = heldBackY.isEmpty ? nil : heldBackY.count
    return [
      "asIs": .flag(preparation.isNone), "columnMeans": .flag(preparation.centring == .columns),
      "targetMean": .flag(preparation.centring == .targets),
      "scaled": .flag(preparation.scaling == .rms), "intercept": .flag(preparation.hasIntercept),
      "held": .part(held) { ["count": .count($0), "rows": .count(rows)].merging(results) { $1 } },
    ]
  }

  /// A number that the rows that are held back show, where there are any.
  func shown(_ value: Double?) -> Double? { heldBackY.isEmpty ? nil : value }
}
