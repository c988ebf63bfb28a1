/// Scenes one after the other as one SVG file without scripts, moved by its style sheet.
///
/// What several scenes share stands once. A viewer that knows no animation, and a reader who wants
/// no motion, sees the last scene; so does everybody at the end.
///
/// - Parameters:
///   - frames: Scenes of one size; one at least.
///   - seconds: How long all of them take.
///   - repeats: Whether they begin again.
///   - metadata: Lines for the `metadata` element.
/// - Returns: UTF-8 text; the same for equal scenes.
package func animatedSVG(
  _ frames: [Scene], seconds: Double, repeats: Bool, metadata: [(name: String, value: String)] = []
) -> String {
  guard var still = frames.last else { return "" }
  still.items = []
  var glyphs = GlyphSheet(prefix: "\(still.id)-g")
  var merged = MergedFrames()
  for frame in frames { merged.add(svgElements(of: frame, glyphs: &glyphs)) }
  let count = frames.count
  var spans: [MergedFrames.Span] = []
  var body = ""
  var rest = merged.entries[...]
  while let first = rest.first {
    let run = rest.prefix { $0.span == first.span }
    rest = rest.dropFirst(run.count)
    let content = run.map(\.text).joined()
    let span = first.span
    guard span != MergedFrames.Span(first: 0, last: count - 1) else {
      body += content
      continue
    }
    if !spans.contains(span) { spans.append(span) }
    let hidden = span.last == count - 1 ? "" : " visibility=\"hidden\""
    body += "<g class=\"k\(span.first)-\(span.last)\"\(hidden)>\n\(content)</g>\n"
  }
  func percent(_ frame: Int) -> String { decimal(100 * Double(frame) / Double(count), 4) }
  var style = ""
  let id = cssIdentifier(still.id)
  for span in spans {
    let name = "k\(span.first)-\(span.last)"
    var keys = span.first > 0 ? "0%{visibility:hidden}" : ""
    keys += "\(percent(span.first))%{visibility:visible}"
    if span.last < count - 1 { keys += "\(percent(span.last + 1))%{visibility:hidden}" }
    keys += "100%{visibility:\(span.last < count - 1 ? "hidden" : "visible")}"
    style += "@keyframes \(id)-\(name){\(keys)}\n"
    style +=
      "#\(id) .\(name){animation:\(id)-\(name) \(decimal(seconds, 3))s step-end "
      + "\(repeats ? "infinite" : "1")}\n"
  }
  style += "@media (prefers-reduced-motion:reduce){#\(id) g{animation:none!important}}\n"
  // The empty scene has the head and the ground; the body comes before its end.
  let frame = svg(still, metadata: metadata)
  let end = "</svg>\n"
  let definitions = glyphs.definitions.isEmpty ? "" : "<defs>\n\(glyphs.definitions)</defs>\n"
  return frame.dropLast(end.count) + "<style>\n\(style)</style>\n" + definitions + body + end
}

/// The elements of several pictures in one order of drawing, each with the pictures that have it.
private struct MergedFrames {
  struct Span: Hashable {
    var first: Int
    var last: Int
  }
  struct Entry {
    var text: String
    var span: Span
  }

  private(set) var entries: [Entry] = []
  private var count = 0
  /// The places of the last picture's elements among the entries.
  private var places: [Int] = []

  /// Adds the elements of the next picture: those of the picture before go on.
  mutating func add(_ elements: [String]) {
    let before = places.map { entries[$0].text }
    let difference = elements.difference(from: before)
    var kept = Array(repeating: true, count: before.count)
    var isNew = Array(repeating: false, count: elements.count)
    for change in difference {
      switch change {
      case .remove(let offset, _, _): kept[offset] = false
      case .insert(let offset, _, _): isNew[offset] = true
      }
    }
    var old = zip(places, kept).filter(\.1).map(\.0)[...]
    var out: [Entry] = []
    var now: [Int] = []
    var next = 0
    for (index, element) in elements.enumerated() {
      if isNew[index] {
        now.append(out.count)
        out.append(Entry(text: element, span: Span(first: count, last: count)))
      } else if let place = old.popFirst() {
        out += entries[next...place]
        next = place + 1
        out[out.count - 1].span.last = count
        now.append(out.count - 1)
      }
    }
    out += entries[next...]
    (entries, places) = (out, now)
    count += 1
  }
}
