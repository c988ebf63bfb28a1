import Drawing

/// Names below an axis, broken into lines where they are wider than their places.
///
/// Where a single word is wider still, every second name stands below its neighbours, at the end of a
/// longer tick, and has twice the room.
struct NameRows {
  /// The names with their lines.
  let names: [String]
  /// The lines of the upper row, below which every second name stands; 0 for one row.
  let drop: Int
  /// Whether all of them have room beside each other.
  let fit: Bool

  /// The number of lines that all of them take.
  var count: Int {
    names.enumerated().map { index, name in
      (index.isMultiple(of: 2) ? 0 : drop) + name.split(separator: "\n").count
    }.max() ?? 0
  }

  /// Breaks names at their blanks.
  ///
  /// - Parameter room: The distance of two names, in points.
  init(_ names: [String], room: Double, metrics: Metrics) throws {
    let size = metrics.size(.tick)
    func width(_ text: String) throws -> Double {
      try Words(text, size: size, fonts: metrics.fonts).size.width
    }
    /// The name in as few lines as it takes; nil where a word is too wide.
    func broken(_ name: String, _ width: (String) throws -> Double, _ room: Double) rethrows
      -> String?
    {
      // Blanks within a formula are its own.
      if try width(name) <= room || name.contains("$") { return name }
      var lines: [String] = []
      for word in name.split(separator: " ").map(String.init) {
        if let last = lines.last, try width(last + " " + word) <= room {
          lines[lines.count - 1] = last + " " + word
        } else {
          if try width(word) > room { return nil }
          lines.append(word)
        }
      }
      return lines.joined(separator: "\n")
    }
    func widest(_ name: String) throws -> Double {
      try name.split(separator: "\n").map { try width(String($0)) }.max() ?? 0
    }
    let single = try names.map { try broken($0, width, room - 3.5) }
    guard single.contains(nil), names.count > 2 else {
      self.names = zip(single, names).map { $0 ?? $1 }
      drop = 0
      fit = try names.count < 3 || self.names.allSatisfy { try widest($0) <= room - 3 }
      return
    }
    let rows = try names.map { try broken($0, width, 2 * room - 8) ?? $0 }
    self.names = rows
    fit = try rows.allSatisfy { try widest($0) <= 2 * room - 3 }
    drop =
      rows.enumerated().filter { $0.offset.isMultiple(of: 2) }
      .map { $0.element.split(separator: "\n").count }.max() ?? 0
  }
}
