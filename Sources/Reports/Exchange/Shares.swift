/// What of a question is marked, each with its share of the points: the same in every format.
///
/// Shares are equal to a hundredth, the first ones the greater, and together they are the points.
struct Shares {
  /// Of the blocks to fill in, in their order.
  private(set) var fields: ArraySlice<Double?>
  /// Whether something is marked besides: the blanks within text and code, which are one part, or the
  /// whole answer to a question without anything to fill in.
  let hasText: Bool
  /// The share of that.
  let text: Double?

  /// - Parameters:
  ///   - points: Those of the question, whole hundredths; nil for none.
  ///   - content: What stands in it.
  init(of points: Double?, in content: [Block]) {
    let count = content.count(where: \.isAnswer)
    hasText = count == 0 || content.contains(where: \.asksInText)
    var shares = Shares.equal(points, count + (hasText ? 1 : 0))
    text = hasText ? shares.removeLast() : nil
    fields = shares[...]
  }

  /// So many shares of points.
  static func equal(_ points: Double?, _ count: Int) -> [Double?] {
    guard let points else { return Array(repeating: nil, count: count) }
    let (each, rest) = Int((points * 100).rounded()).quotientAndRemainder(dividingBy: count)
    return (0..<count).map { Double(each + ($0 < rest ? 1 : 0)) / 100 }
  }

  /// A sum of points as whole hundredths.
  static func sum(_ points: Double, _ more: Double) -> Double {
    ((points + more) * 100).rounded() / 100
  }

  /// The share of the next block to fill in.
  mutating func next() -> Double? { fields.popFirst() ?? nil }
}

extension Block {
  /// Whether it is something to fill in.
  var isAnswer: Bool {
    guard case .environment(let environment) = kind else { return false }
    return [.choice, .numeric, .blank].contains(environment.kind)
  }

  /// Whether it is text of a question in which blanks stand.
  var asksInText: Bool {
    if case .environment(let environment) = kind,
      [.hint, .solution, .marking].contains(environment.kind)
    {
      return false
    }
    return !isAnswer && hasBlanks
  }

  /// Whether there is room for answers within its text or code.
  private var hasBlanks: Bool {
    [self].nodes.contains { node in
      switch node {
      case .inline(let inline): inline.isBlank
      case .block(let block): if case .code(let code) = block.kind { code.hasBlanks } else { false }
      }
    }
  }
}
