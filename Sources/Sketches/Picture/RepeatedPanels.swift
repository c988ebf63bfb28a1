import Drawing
import Records

extension Sheet {
  /// Draws each panel that goes over values of a name once for each; they share their axes.
  mutating func repeatPanels() {
    guard panels.contains(where: { $0.each != nil }) else { return }
    panels = panels.flatMap { panel in
      guard let each = panel.each else { return [panel] }
      return (0..<each.count).map { index in
        var copy = panel
        copy.value = index
        return copy
      }
    }
    isShared = true
    guard !isArranged, panels.count > 3 else { return }
    let groups = Set(panels.compactMap(\.each?.count))
    var columns = (2...4).last { panels.count % $0 == 0 } ?? 3
    // Several panels, each over the same values, stand below each other.
    if let own = groups.first, groups.count == 1, own < panels.count, (2...4).contains(own) {
      columns = own
    }
    layout = .grid(rows: (panels.count + columns - 1) / columns, columns: columns)
  }

  /// Names that have a value in some panels alone.
  var namesOfPanels: Set<String> {
    // A line that cannot be read names them, too: what is wrong is told there.
    let named = source.compactMap { line -> String? in
      let words = String(line).split(separator: " ")
      return words.count > 1 && words[0] == "each" ? String(words[1]) : nil
    }
    return Set(named).subtracting(parameters.map(\.name))
  }
}

extension Draft {
  /// The names of a panel, for each of the values that its line `each` gives; those of the sketch
  /// where there is none.
  func scopes(of panel: Sheet.PanelSheet) throws -> [Names] {
    guard let each = panel.each else { return [names] }
    if let other = sheet.definitions.first(where: { $0.name == each.name }) {
      throw Fault(
        each.place,
        "'\(printable(each.name))' is defined in line \(other.place.line) already; give it another name"
      )
    }
    if texts[each.name] != nil || names.columns[each.name] != nil {
      // The panels would all show the same.
      let short = each.name.prefix(1) == each.name ? "value" : String(each.name.prefix(1))
      let list = each.words.isEmpty ? each.values.map(text) : each.words.map { "\"\($0)\"" }
      throw Fault(
        each.place,
        "'\(printable(each.name))' is a column of the data; write: each \(short) in \(list.prefix(3).joined(separator: ", "))\(list.count > 3 ? ", …" : ""), and where \(each.name) = \(short) behind what is drawn"
      )
    }
    if let axis = panel.frame.map({ [$0.x, $0.y] })?.first(where: { $0.name == each.name }) {
      throw Fault(
        each.place,
        "'\(printable(each.name))' is an axis in line \(axis.place.line) already; give it another name"
      )
    }
    if !each.words.isEmpty {
      return each.words.map { word in
        var scope = names
        scope.values[each.name] = nil
        scope.words[each.name] = word
        scope.namesOfPanels.remove(each.name)
        return scope
      }
    }
    return try each.values.map { formula in
      var scope = names
      let value = try Compiler.number(formula, names)
      guard value.isFinite else {
        throw Fault(formula.place ?? each.place, "the value is \(brief(value)); give a number")
      }
      scope.values[each.name] = value
      scope.namesOfPanels.remove(each.name)
      return scope
    }
  }

  /// Gives panels without axes that go over the values of one line the same.
  mutating func shareExtents() {
    for each in Set(panels.compactMap(\.sheet.each)) {
      let own = panels.indices.filter { panels[$0].sheet.each == each }
      let corners = own.compactMap { panels[$0].extent }.flatMap(\.corners)
      guard let box = Rect(around: corners) else { continue }
      for index in own where panels[index].extent != nil { panels[index].extent = box }
    }
    guard sheet.isShared else { return }
    // Of panels that are said to share their axes, those that draw the same columns.
    for columns in Set(panels.compactMap(\.columns)) {
      let own = panels.indices.filter { panels[$0].columns == columns }
      guard let box = Rect(around: own.compactMap { panels[$0].extent }.flatMap(\.corners)) else {
        continue
      }
      for index in own { panels[index].extent = box }
    }
  }
}

extension DraftPanel {
  /// The columns that a panel of data alone draws, where its axes fit them; nil for others.
  fileprivate var columns: [String]? {
    guard sheet.frame == nil, groups.isEmpty, extent != nil else { return nil }
    let all = sheet.drawings.filter { $0.drawing.word != "band" }.map { drawing, _ -> [String] in
      guard case .columns(let verb, let formulas) = drawing.verb, verb != .boxes else { return [] }
      return formulas.prefix(2).map(text)
    }
    return Set(all).count == 1 && all[0].count == 2 ? all[0] : nil
  }

  /// The words above the panel: its title, and the value that it is drawn for.
  func title(in tongue: Tongue) -> String? {
    let ownTitle = ownTitle(in: tongue)
    guard let each = sheet.each else { return ownTitle }
    if let word = names.words[each.name] {
      let words = settable(word.replacing("$", with: "\\$"))
      return ownTitle.map { "\($0), \(words)" } ?? words
    }
    guard let value else { return ownTitle }
    let number = Numeral(value, significant: 4).trimmed.tex
    let digits = tongue == .english ? number : number.replacing(".", with: "{,}")
    let name = heading(each.name)
    let words = name.hasSuffix("$") ? "\(name.dropLast()) = \(digits)$" : "\(name) = $\(digits)$"
    return ownTitle.map { "\($0), \(words)" } ?? words
  }

  /// The same for readers who do not see it.
  func spokenTitle(in tongue: Tongue) -> String? {
    let own = ownTitle(in: tongue).map { spoken($0, in: tongue) }
    guard let each = sheet.each else { return own }
    if let word = names.words[each.name] { return own.map { "\($0), \(word)" } ?? word }
    guard let value else { return own }
    let words = "\(each.name) = \(tongue.spokenNumber(value))"
    return own.map { "\($0), \(words)" } ?? words
  }

  private func ownTitle(in tongue: Tongue) -> String? {
    sheet.title.flatMap { $0.isEmpty ? nil : names.quoting($0, in: tongue) }
  }
}
