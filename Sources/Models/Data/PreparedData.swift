public import Records

/// Which rows are fitted and which are held back, both ascending.
public struct RowSplit: Hashable, Sendable {
  /// The rows that are fitted.
  public let fitted: [Int]
  /// The rows that are held back.
  public let heldBack: [Int]

  /// Divides rows by a random order, which depends on their number and the seed alone: its first
  /// part is held back, rounded to whole rows, or every K-th row of it from a fold's number on.
  ///
  /// O(rows).
  public init(rows count: Int, _ choice: Preparation.HeldBack, seed: UInt64) {
    guard choice != .none else {
      (fitted, heldBack) = (Array(0..<count), [])
      return
    }
    let order = RandomStream(seed: seed, stream: 31).subset(count, below: count)
    let isBack = order.indices.map { place in
      switch choice {
      case .none: false
      case .part(let part): place < Int((part * Double(count)).rounded())
      case .fold(let fold, let folds): place % folds == fold
      }
    }
    fitted = zip(order, isBack).filter { !$0.1 }.map(\.0).sorted()
    heldBack = zip(order, isBack).filter(\.1).map(\.0).sorted()
  }
}

/// A table as its preparation makes it: what is fitted, and what is held back to be predicted.
public struct PreparedTable: Hashable, Sendable {
  /// The features of the rows that are fitted, n × d.
  public let x: Matrix
  /// Their targets, without their mean where it is taken out.
  public let y: [Double]
  /// The features of the rows that are held back, centred and scaled by the others.
  public let heldBackX: Matrix?
  /// Their targets as they are.
  public let heldBackY: [Double]
  /// The mean of the fitted targets that was taken out, which predictions get back.
  public let targetMean: Double
  /// The lines of the text on which the fitted rows stand.
  public let lines: [Int]
  /// What was done.
  public let preparation: Preparation

  /// The number of rows of the table.
  public var rows: Int { y.count + heldBackY.count }
  /// The data that are fitted.
  public var fitted: DataSet { DataSet(unchecked: x, y: y) }

  /// The predictions of a linear predictor for the rows that are held back.
  func predictions(_ theta: [Double]) -> [Double] {
    heldBackX.map { x in x.times(theta).map { $0 + targetMean } } ?? []
  }

  /// The mean squared error of a linear predictor on the rows that are held back; nil without any.
  ///
  /// O(rows × d).
  ///
  /// - Parameter theta: The weights of the features, d of them.
  public func testError(_ theta: [Double]) -> Double? {
    guard !heldBackY.isEmpty else { return nil }
    let rest = difference(predictions(theta), heldBackY)
    return dot(rest, rest) / Double(rest.count)
  }

  /// How many of the rows that are held back have a prediction of the sign of their target.
  ///
  /// O(rows × d).
  public func rightSigns(_ theta: [Double]) -> Int {
    zip(predictions(theta), heldBackY).count { $0 * $1 > 0 }
  }
}

extension CSVTable {
  /// The table as its preparation makes it: the column of the given name is y, the others in order are X.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target` when no column or more than one has the name, `.noFeatures`,
  ///   `.notDivided` where no row is left to fit or to be held back.
  public func prepared(target: String) throws(CSVError) -> PreparedTable {
    let (all, y) = try split(target: target)
    return try prepared(all, y, centresTargets: preparation.centring != .none)
  }

  /// The same of features and targets.
  func prepared(
    _ all: Matrix, _ y: [Double], centresTargets: Bool
  ) throws(CSVError) -> PreparedTable {
    guard !preparation.isNone else {
      return PreparedTable(
        x: all, y: y, heldBackX: nil, heldBackY: [], targetMean: 0, lines: lines,
        preparation: preparation)
    }
    let split = RowSplit(
      rows: y.count, preparation.heldBack, seed: UInt64(max(0, preparation.seed)))
    guard !split.fitted.isEmpty, preparation.heldBack == .none || !split.heldBack.isEmpty else {
      throw .notDivided(rows: y.count)
    }
    let fittedY = split.fitted.map { y[$0] }
    let mean = centresTargets ? Self.mean(fittedY) : 0
    var columns = (0..<all.columns).map { all.column($0) }
    for j in columns.indices {
      if preparation.centring == .columns {
        let mean = Self.mean(split.fitted.map { columns[j][$0] })
        columns[j] = columns[j].map { $0 - mean }
      }
      guard preparation.scaling == .rms else { continue }
      let fitted = split.fitted.map { columns[j][$0] }
      let size = euclideanNorm(fitted) / Double(fitted.count).squareRoot()
      // A column that is constant and centred stays at 0.
      if size > 0 { columns[j] = columns[j].map { $0 / size } }
    }
    if preparation.hasIntercept { columns.append(y.map { _ in 1 }) }
    func rows(_ chosen: [Int]) -> Matrix {
      Matrix(
        rows: chosen.count, columns: columns.count,
        elements: chosen.flatMap { i in columns.map { $0[i] } })
    }
    return PreparedTable(
      x: rows(split.fitted), y: fittedY.map { $0 - mean },
      heldBackX: split.heldBack.isEmpty ? nil : rows(split.heldBack),
      heldBackY: split.heldBack.map { y[$0] }, targetMean: mean,
      lines: split.fitted.map { lines[$0] }, preparation: preparation)
  }

  /// The mean of numbers, that of equal ones without rounding.
  private static func mean(_ values: [Double]) -> Double {
    guard let first = values.first else { return 0 }
    return first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
  }
}
