/// A script in one line, as small as it gets without a parser: the Nu HTML checker finds the hash of no
/// script of several.
///
/// Lines of a comment between `/*` and `*/` are left out, and so are spaces beside signs, outside of
/// quotes. Statements end with semicolons; patterns between slashes hold no spaces and no quotes; a
/// script with `//` comments stays as it is.
func oneLine(_ script: String) -> String {
  guard !script.contains("//") else { return script }
  let lines = script.split(separator: "\n").map(\.trimmed).filter {
    !($0.hasPrefix("/*") && $0.hasSuffix("*/"))
  }
  var out: [Character] = []
  var quote: Character?
  var isEscaped = false
  let signs = Set("=+-*/<>?:&|(){}[],;!%")
  for character in lines.joined(separator: " ") {
    if let open = quote {
      out.append(character)
      if character == open, !isEscaped { quote = nil }
      isEscaped = character == "\\" && !isEscaped
      continue
    }
    if "\"'`".contains(character) { quote = character }
    if out.last == " ", signs.contains(character), out.count > 1 {
      let before = out[out.count - 2]
      // Two signs of a sum in a row would be another operator.
      if !("+-".contains(character) && before == character) { out.removeLast() }
    }
    if character == " ", let last = out.last, last == " " || signs.contains(last) {
      // A space that keeps such signs apart comes with the next one.
      guard "+-".contains(last) else { continue }
    }
    if let last = out.last, last == " ", out.count > 1, "+-".contains(out[out.count - 2]),
      character != out[out.count - 2], character != " "
    {
      out.removeLast()
    }
    // The last statement of a block needs no end.
    if character == "}", out.last == ";" { out.removeLast() }
    out.append(character)
  }
  return String(out)
}
