/// The name nearest to a mistyped one.
public enum NearestName {
  /// The name of least edit distance; ties go to the first in the alphabet.
  ///
  /// - Returns: nil when more than a third of the letters, and more than one, would have to change.
  public static func to(_ name: String, among names: [String]) -> String? {
    guard (2...40).contains(name.utf8.count) else { return nil }
    // One letter of two is half of a name: only its case may differ.
    guard name.utf8.count > 2 else { return names.first { $0.lowercased() == name.lowercased() } }
    let limit = max(1, name.utf8.count / 3)
    // Names whose lengths differ by more than the limit cannot be within it.
    return names.filter { abs($0.utf8.count - name.utf8.count) <= limit && !$0.hasSuffix("*") }
      .map { (distance: distance(name, $0), name: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// The least number of letters to insert, delete, replace or swap with a neighbour.
  static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.utf8)
    let b = Array(second.utf8)
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(previous[j + 1], row[j]) + 1
        best = min(best, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}
