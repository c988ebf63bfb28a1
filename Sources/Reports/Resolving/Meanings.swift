import Records
import Typesetting

extension Resolver {
  mutating func resolve(_ inline: Inline) throws(LineError) {
    let (id, line) = (inline.id, inline.line)
    switch inline.kind {
    case .text, .softBreak, .lineBreak, .code, .emphasis, .strong, .blank: break
    case .link(let target, let words): try resolveLink(id, target, words, line: line)
    case .formula(let tex): meanings.formulas[id] = try formula(tex, line: line)
    case .number(let name): meanings.quotations[id] = try quotation(name, line: line)
    case .citation(let citation):
      let places = citation.items.compactMap { item in works.firstIndex { $0.key == item.key } }
      if !places.isEmpty { meanings.citations[id] = places }
    case .note(let note):
      meanings.notes[id] = index.notes.firstIndex(of: note).map { $0 + 1 }
    }
  }

  /// The words of a link are those of its target where it has none.
  private mutating func resolveLink(
    _ id: Int, _ target: String, _ words: [Inline], line: Int
  ) throws(LineError) {
    if let page = pageName(ofLink: target), subject.pages[page] == nil {
      throw forbiddenLink(target, line)
    }
    let name = String(target.dropFirst())
    guard !target.hasPrefix("#") || index.targets.contains(name) else {
      let near = NearestName.to(name, among: index.targets.sorted()).map { "#" + $0 }
      let plain = anchorName(name)
      let remedy =
        near != nil
        ? ""
        : plain == name
          ? "; places are named by {\(printable(target))}"
          : index.targets.contains(plain)
            ? "; write #\(plain)"
            : "; names are of small letters, digits and hyphens: name the place {#\(plain)}, and "
              + "write #\(plain) here"
      throw LineError(
        line, "no place \(quoted(target)) to link to" + remedy, suggestion: near)
    }
    guard words.isEmpty else { return }
    guard target.hasPrefix("#") else {
      meanings.words[id] = [made(.text(target), line)]
      return
    }
    if let tex = index.labelFormulas[name] {
      let words = made(.formula(tex), line)
      meanings.formulas[words.id] = try formula(tex, line: line)
      meanings.words[id] = [words]
      return
    }
    meanings.words[id] =
      index.titles[name]
      ?? [
        made(
          .text(index.labels[name] ?? name.replacing("claim-", with: "claim ")), line)
      ]
  }

  /// A formula, in which computed numbers may stand; only a displayed one has numbers at the margin.
  mutating func formula(
    _ tex: String, line: Int, isDisplay: Bool = false
  ) throws(LineError) -> MathText {
    guard isDisplay || EquationNumber.tags(in: tex).isEmpty else {
      throw LineError(
        line, "\\tag numbers a formula on lines of its own; write $$ around \(quoted(tex.trimmed))")
    }
    var out = ""
    var rest = tex[...]
    while let start = rest.firstRange(of: "{{"),
      let end = rest[start.upperBound...].firstRange(of: "}}"),
      let number = try? NumberName(String(rest[start.upperBound..<end.lowerBound]), line: line)
    {
      let quotation = try self.quotation(number, line: line)
      out +=
        rest[..<start.lowerBound] + "{" + front.language.decimalTeX(quotation.numeral.tex) + "}"
      rest = rest[end.upperBound...]
    }
    out += rest
    do {
      return try MathText(out, macros: macros, in: front.language.spoken)
    } catch {
      let place = String(decoding: out.utf8.dropFirst(error.range.lowerBound), as: UTF8.self)
      if let fault = front.fault(ofCommand: place[...], macros) { throw fault }
      // Of a formula in several lines the one at fault is shown.
      let before = Array(out.utf8.prefix(error.range.lowerBound))
      let rows = out.split(separator: "\n", omittingEmptySubsequences: false)
      let row = before.count { $0 == Ascii.newline }
      let own = before[(before.lastIndex(of: Ascii.newline).map { $0 + 1 } ?? 0)...]
      let column = String(decoding: own, as: UTF8.self).count + 1
      throw LineError(
        line + row,
        "in the formula \(quoted(rows.count > 1 ? rows[row].trimmed : tex.trimmed)): "
          + "column \(column): \(error.message)"
          + (error.suggestion.map { "; did you mean \($0)?" } ?? ""))
    }
  }

  // MARK: Numbers

  mutating func quotation(
    _ number: NumberName, line: Int
  ) throws(LineError) -> Quotation {
    let dot = number.path.firstIndex(of: ".") ?? number.path.endIndex
    let set = String(number.path[..<dot])
    let name = String(number.path[dot...].dropFirst())
    let (quantities, parameters, key) = try quantities(of: set, line: line)
    guard let found = quantities.first(where: { $0.name == name }) else {
      let names = quantities.map(\.name)
      let near = NearestName.to(name, among: names)
      let others = names.count > 12 ? ", …" : ""
      let known =
        names.isEmpty
        ? "; it has none" : "; it has " + names.prefix(12).joined(separator: ", ") + others
      throw LineError(
        line, "'\(set)' has no number \(quoted(name))" + (near == nil ? known : ""),
        suggestion: near)
    }
    let id = subject.figures.first { $0.alias == set }?.id ?? set
    let isGiven = parameters.split(separator: " ").contains { $0.hasPrefix(name + "=") }
    let quotation = Quotation(
      numeral: written(found.value, format: number.format), value: found.value, path: number.path,
      parameters: parameters,
      // What was given is known by nothing.
      evidence: isGiven
        ? nil
        : subject.grounds?.evidence(for: "\(id).\(name)", value: found.value, key: key) {
          written($0, format: number.format).plain
        })
    if !quotations.contains(quotation) { quotations.append(quotation) }
    return quotation
  }

  /// The numbers of a figure as the document shows it first, or of a data set.
  private mutating func quantities(
    of set: String, line: Int
  ) throws(LineError) -> (quantities: [Quantity], parameters: String, key: String?) {
    let id = subject.figures.first { $0.id == set || $0.alias == set }?.id
    // A figure from a file has its numbers where the document shows it.
    if id != nil || shown[set] != nil {
      let drawn: Illustration
      if let figure = shown[id ?? set] {
        drawn = figure.drawn
      } else {
        drawn = try draw(id ?? set, [], line: line)
      }
      let parameters = drawn.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      return (drawn.words.quantities, parameters, drawn.key)
    }
    if let found = try telling(line, "", { try subject.numbers(set) }) {
      return (found.quantities, found.parameters, nil)
    }
    let known = subject.figures.map(\.id) + subject.numberSets + shown.keys.sorted()
    throw LineError(
      line, "no figure or data set \(quoted(set)) to take a number from",
      suggestion: NearestName.to(set, among: known))
  }
}

/// A number rounded to so many significant digits, or to so many after the point where the format begins
/// with a point; without a format whole numbers exactly and others with four significant digits.
///
/// - Parameter isInFull: Whether all digits before the point are written where those after it are
///   counted, however many.
func written(_ value: Double, format: String, isInFull: Bool = false) -> Numeral {
  if format.hasPrefix("."), let digits = Int(format.dropFirst()) {
    return Numeral(value, decimals: digits, isInFull: isInFull)
  }
  return Int(format).map { Numeral(value, rounding: $0) } ?? Numeral(value)
}

extension AnswerSpace {
  /// The room that attributes ask for; nil for none.
  ///
  /// - Throws: `LineError` for a length or style that is not known.
  package init?(_ attributes: Attributes, line: Int) throws(LineError) {
    let style = attributes["style"] ?? "blank"
    guard let known = Style(rawValue: style) else {
      throw .unknown(line, "style", style, among: Style.names)
    }
    guard let text = attributes["space"] else {
      for name in ["style", "boxes", "xlabel", "ylabel"] {
        guard let value = attributes[name] else { continue }
        throw LineError(line, "\(name)=\(value) needs space=, as in space=4cm")
      }
      return nil
    }
    guard let height = Syntax.length(text), height > 0, height <= 720 else {
      throw LineError(
        line,
        "space=\(text) is no length; write space=4cm, 40mm, 2in, 120pt or 6lines, at most 25cm")
    }
    for name in ["xlabel", "ylabel"] where attributes[name] != nil && !known.hasAxes {
      throw LineError(line, "\(name)= names an axis; write style=axes or style=quadrant")
    }
    guard let boxes = Int(attributes["boxes"] ?? "1"), (1...4).contains(boxes) else {
      throw LineError(line, "boxes=\(attributes["boxes"] ?? "") is no number from 1 to 4")
    }
    self.init(height: height, style: known, boxes: boxes)
  }

  /// The distance of two lines to write on, in points: 8 mm.
  package static let lineHeight = 8 * 72 / 25.4
}

extension ShownFile.Width {
  /// The width that a text asks for; nil for none.
  ///
  /// - Throws: `LineError` for what is no width.
  init?(_ text: String?, line: Int) throws(LineError) {
    guard let text else { return nil }
    if text.hasSuffix("%"), let percent = Double(text.dropLast()), (1...100).contains(percent) {
      self = .part(percent / 100)
    } else if let points = Syntax.length(text), points >= 5, points <= 720 {
      self = .points(points)
    } else {
      throw LineError(
        line, "width=\(text) is no width; write width=60%, 8cm, 80mm, 3in or 200pt, at most 25cm")
    }
  }
}
