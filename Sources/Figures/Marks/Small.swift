import Drawing
import Elementary
import Lectures
import Models
import Plotting
import Records

extension [Point] {
  /// Points by their coordinates, as many as the shorter list has.
  init(_ x: [Double], _ y: [Double]) { self = zip(x, y).map { Point($0, $1) } }

  /// Points of the unit circle from (1, 0) on, a first and a last among them.
  static func arc(turns: Double, parts: Int) -> [Point] {
    (0...parts).map { k in
      let angle = turns * 2 * Double.pi * Double(k) / Double(parts)
      return Point(cos(angle), sin(angle))
    }
  }
}

extension Table {
  /// A table by the names of its columns and their values, which are of one length.
  static func columns(_ name: String, _ names: [String], _ values: [Double]...) -> Table {
    columns(name, zip(names, values).map { ($0, $1) })
  }
}

extension DataSet {
  /// Forty samples of a hundred features whose truth has a few entries ±1.
  static func planted(nonzeros: Int = 5, seed: Int) throws -> DataSet {
    try regression(
      samples: 40, features: 100, teacher: .sparse(nonzeros: nonzeros), seed: UInt64(seed))
  }
}

/// What a run of SGD gives; one that does not settle refuses the setting, as `at step=0.1`.
func settling<Value>(_ setting: String, _ run: () throws -> Value) throws -> Value {
  do { return try run() } catch let failure as SettledDescent.Failure {
    throw RefusedSetting("\(setting) \(failure.description)")
  }
}

extension Sequence {
  /// The elements in groups, in their order: each joins the group before it where it is alike to the
  /// first of that.
  func grouped(where isAlike: (_ first: Element, Element) -> Bool) -> [[Element]] {
    reduce(into: []) { groups, element in
      if let first = groups.last?.first, isAlike(first, element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
  }
}

extension MirrorPath {
  /// The path within a thousandth of the label.
  var line: [Point] { polyline(tolerance: 1e-3 * label).map { Point($0.x, $0.y) } }
  /// Where it ends.
  var place: Point { Point(limit.x, limit.y) }
}
