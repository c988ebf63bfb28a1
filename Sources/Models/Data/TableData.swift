public import Records

extension CSVTable {
  /// The features and the target that are fitted: the column of the given name is y, the others in order
  /// are X, both as the table's preparation makes them.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError` as `prepared` does.
  public func regression(target: String) throws(CSVError) -> DataSet {
    // Every check of `DataSet` has been made, with line and column.
    try prepared(target: target).fitted
  }

  /// The features and the class labels: the column of the given name holds −1 and 1, or 0 and 1.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target`, `.noFeatures`, `.notALabel` with its line, or `.oneClass`.
  public func classification(target: String) throws(CSVError) -> ClassificationData {
    let prepared = try preparedClasses(target: target)
    return ClassificationData(unchecked: prepared.x, labels: prepared.y)
  }

  /// The same with the rows that are held back; labels are −1 and 1, and never centred.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError` as `classification` and `prepared` do.
  public func preparedClasses(target: String) throws(CSVError) -> PreparedTable {
    let (x, y) = try split(target: target)
    let low = y.contains(0) ? 0.0 : -1.0
    for (i, value) in y.enumerated() where value != 1 && value != low {
      throw .notALabel(line: lines[i], name: target, text: short(value))
    }
    let prepared = try prepared(x, y.map { $0 == 1 ? 1 : -1 }, centresTargets: false)
    guard prepared.y.contains(1), prepared.y.contains(-1) else {
      throw .oneClass(name: target, label: short(prepared.y[0] == 1 ? 1 : low))
    }
    return prepared
  }

  func split(target: String) throws(CSVError) -> (x: Matrix, y: [Double]) {
    let matches = columns.indices.filter { columns[$0] == target }
    guard matches.count == 1 else {
      throw .target(target, matches: matches.count, columns: columns)
    }
    guard columns.count > 1 else { throw .noFeatures }
    let all = Matrix(
      rows: values.count, columns: columns.count, elements: values.flatMap { $0 })
    let features = columns.indices.filter { $0 != matches[0] }
    return (all.selecting(columns: features), all.column(matches[0]))
  }
}
