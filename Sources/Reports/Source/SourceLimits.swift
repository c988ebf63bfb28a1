/// How much of everything a source can hold, so that any source is read and set in a short time.
///
/// The counts are checked before Markdown is read; no limit is a time.
struct SourceLimits {
  /// What is counted.
  enum Item: Hashable {
    case brackets, formulas, numbers, citations, figures, openPictures, blocks

    /// The most that a source can have, and what it is called.
    var limit: (count: Int, name: String, advice: String) {
      switch self {
      case .brackets: (20_000, "brackets '['", "split it")
      case .formulas: (10_000, "formulas", "split it")
      case .numbers: (10_000, "numbers '{{'", "split it")
      case .citations: (10_000, "citations", "split it")
      case .figures: (200, "figures", "split it")
      case .openPictures: (100, "'![' that begin no figure", "write \\![ for the characters")
      case .blocks: (5_000, "block marks ':::'", "split it")
      }
    }
  }

  private var counts: [Item: Int] = [:]

  /// Counts one more.
  ///
  /// - Throws: `LineError` for the first one too many.
  mutating func count(_ item: Item, _ line: Int) throws(LineError) {
    counts[item, default: 0] += 1
    let limit = item.limit
    guard counts[item, default: 0] <= limit.count else {
      throw LineError(
        line, "the source has more than \(limit.count) \(limit.name); \(limit.advice)")
    }
  }
}
