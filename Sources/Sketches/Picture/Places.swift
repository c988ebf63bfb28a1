extension Sheet {
  /// The line that has words of the picture: those of a drawing, of a panel, or a line that holds
  /// them as they are; nil for none.
  func line(ofWords words: String) -> Int? {
    let captions = panels.flatMap(\.drawings).compactMap(\.drawing.caption)
    if let own = captions.first(where: { spoken($0.text) == words }) { return own.place.line }
    if let own = panels.first(where: { panel in panel.title.map { spoken($0) } == words }) {
      return own.line
    }
    // Numbers and names of axes stand in many lines.
    guard words.count > 3 && words.contains(where: \.isLetter) || !words.allSatisfy(\.isASCII)
    else { return nil }
    return source.firstIndex { String($0).contains(words) }.map { $0 + 1 }
  }
}

extension Draft {
  /// The function of a mirror, which is one of both variables.
  func mirror(_ formula: Expression, _ scope: Names) throws -> Program {
    if case .name(let name, let place) = formula, let own = scope.definitions[name],
      own.parameters.count == 1, scope.variables.count == 2
    {
      let (x, y) = (scope.variables[0], scope.variables[1])
      throw Fault(
        place,
        "a mirror is a function of both \(x) and \(y), and \(name) is of one number; write "
          + "mirror \(name)(\(x)) + \(name)(\(y))")
    }
    return try program(formula, scope)
  }
}
