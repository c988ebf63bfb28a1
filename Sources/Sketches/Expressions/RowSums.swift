/// Sums and means over the rows of a table.
extension Compiler {
  /// A sum or mean of what stands between its brackets, over the rows that have all of it.
  mutating func rowSum(
    _ body: Expression, isMean: Bool, at place: Place, _ local: Local
  ) throws(Fault) -> Int {
    let word = isMean ? "mean" : "sum"
    guard !names.columns.isEmpty else {
      throw Fault(
        place, "\(word) goes over the rows of data, and there are none; write: data \"mine.csv\"")
    }
    // A sum within a sum is over the same rows on its own: its result is one number for all.
    let (surrounding, others) = (inner, used)
    inner = Block()
    used = []
    defer { used = others }
    var inside: Local = [:]
    for (name, index) in local {
      let outside: Int
      if let surrounding {
        switch surrounding.steps[index] {
        case .constant(let value):
          inside[name] = constant(value)
          continue
        case .column(let column):
          inside[name] = add(.column(column))
          continue
        case .outer(let register): outside = register
        default:
          // Computed of rows and variables: it has no place in another sum.
          continue
        }
      } else {
        if case .constant(let value) = outer.steps[index] {
          inside[name] = constant(value)
          continue
        }
        outside = index
      }
      inside[name] = add(.outer(outside))
    }
    let index = try compiled(body, inside)
    guard var block = inner else { return 0 }
    inner = surrounding
    keepWholeRows(of: &block)
    let tables = Set(
      block.steps.compactMap { step -> Int? in
        if case .column(let column) = step { return columns[column].count }
        return nil
      })
    let all = tables.isEmpty ? Set(names.columns.values.map(\.count)) : tables
    guard let rows = all.max(), all.count == 1 || !tables.isEmpty else {
      throw Fault(place, "\(word) needs a column of the data between its brackets")
    }
    guard tables.count <= 1 else {
      throw Fault(place, "\(word) mixes columns of two tables with different numbers of rows")
    }
    func total(_ values: [Double]) -> Double {
      let sum = values.reduce(0, +)
      return isMean ? sum / Double(values.count) : sum
    }
    switch block.steps[index] {
    case .column(let column): return constant(total(columns[column]))
    case .constant(let value): return constant(isMean ? value : value * Double(rows))
    case .outer(let register):
      // The same for all rows.
      let factor = isMean ? 1 : Double(rows)
      if inner == nil {
        return factor == 1 ? register : binary(.multiply(0, 0), constant(factor), register)
      }
      let inside = add(.outer(register))
      return factor == 1 ? inside : binary(.multiply(0, 0), constant(factor), inside)
    default: break
    }
    sums.append(RowSum(steps: block.steps, result: index, rows: rows, isMean: isMean))
    let register = outer.add(.sum(sums.count - 1))
    return inner == nil ? register : add(.outer(register))
  }

  /// Leaves out of a sum the rows that lack a value it is of.
  private mutating func keepWholeRows(of block: inout Block) {
    guard let lacking = Self.lacking(used, names), lacking.contains(true),
      lacking.contains(false)
    else { return }
    for (index, step) in block.steps.enumerated() {
      guard case .column(let old) = step, columns[old].count == lacking.count else { continue }
      columns.append(zip(columns[old], lacking).filter { !$0.1 }.map(\.0))
      block.steps[index] = .column(columns.count - 1)
    }
  }
}
