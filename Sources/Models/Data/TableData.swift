public import Records

extension CSVTable {
  /// The features and the target: the column of the given name is y, the others in order are X.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target` when no column or more than one has the name, `.noFeatures`.
  public func regression(target: String) throws(CSVError) -> DataSet {
    let (x, y) = try split(target: target)
    // Every check of `DataSet` has been made, with line and column.
    return DataSet(unchecked: x, y: y)
  }

  /// The features and the class labels: the column of the given name holds −1 and 1, or 0 and 1.
  ///
  /// O(values).
  ///
  /// - Throws: `CSVError.target`, `.noFeatures`, `.notALabel` with its line, or `.oneClass`.
  public func classification(target: String) throws(CSVError) -> ClassificationData {
    let (x, y) = try split(target: target)
    let low = y.contains(0) ? 0.0 : -1.0
    for (i, value) in y.enumerated() where value != 1 && value != low {
      throw .notALabel(line: lines[i], name: target, text: short(value))
    }
    guard y.contains(1), y.contains(low) else {
      throw .oneClass(name: target, label: short(y[0]))
    }
    return ClassificationData(unchecked: x, labels: y.map { $0 == 1 ? 1 : -1 })
  }

  private func split(target: String) throws(CSVError) -> (x: Matrix, y: [Double]) {
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
