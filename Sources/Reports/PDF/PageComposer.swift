import Drawing
import Typesetting

/// Puts the items of pages, their notes, heads and numbers in their places.
struct PageComposer {
  let measures: PageMeasures
  let setting: TextSetting
  /// What stands at the top of each page but the first.
  let head: String
  /// What stands at the foot of each page beside its number.
  let foot: String
  /// Elements whose names links lead to: a name stands on one page only.
  private(set) var named: Set<Int> = []
  /// What stands at the top or the foot, set once for all pages.
  private var running: [String: [SetLine]] = [:]

  init(measures: PageMeasures, setting: TextSetting, head: String, foot: String) {
    (self.measures, self.setting, self.head, self.foot) = (measures, setting, head, foot)
  }

  /// The pages of a column.
  mutating func pages(_ items: [FlowItem]) throws -> [Scene] {
    let ranges = PageBreaker(height: measures.textHeight).pages(items)
    var scenes: [Scene] = []
    for (index, range) in ranges.enumerated() {
      let isLast = index + 1 == ranges.count
      let content = isLast ? Array(items[range]) : filled(Array(items[range]))
      scenes.append(try page(content, number: index + 1, count: ranges.count))
    }
    return scenes
  }

  /// The items of a page, with what would stay empty given to the room for answers.
  private func filled(_ items: [FlowItem]) -> [FlowItem] {
    var spare = measures.textHeight - FlowItem.height(items)
    var extra = Array(repeating: 0.0, count: items.count)
    // By steps in turn, until none fits.
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (index, item) in items.enumerated() {
        guard let growth = item.growth, growth.step <= spare,
          extra[index] + growth.step <= growth.most
        else { continue }
        extra[index] += growth.step
        spare -= growth.step
        isGrowing = true
      }
    }
    var filled = zip(items, extra).map { item, extra in
      extra > 0 ? item.growth?.grown(extra) ?? item : item
    }
    // What is empty still goes between the blocks, a little to each.
    let gaps = items.indices.dropFirst().filter { items[$0].isStretched(below: items[$0 - 1]) }
    let share = (spare - PageBreaker.mostEmpty * measures.textHeight) / Double(max(gaps.count, 1))
    for gap in gaps { filled[gap].spaceAbove += min(max(share, 0), FlowItem.stretch) }
    return filled
  }

  /// A page with some items.
  mutating func page(
    _ items: [FlowItem], number: Int, count: Int, showsNumber: Bool = true
  ) throws -> Scene {
    var placed: [(item: FlowItem, origin: Point)] = []
    var y = measures.top
    for (index, item) in items.enumerated() {
      y +=
        index == 0
        ? item.ascent + item.continued.height : item.distance(below: items[index - 1])
      placed.append((item, Point(measures.left, y)))
    }
    var content = grouped(placed[...], depth: 0)
    content += noteItems(items.flatMap(\.notes))
    let grounds = placed.flatMap { $0.item.ground($0.origin) }
    if !grounds.isEmpty {
      content.insert(
        .group(Group(name: "grounds", structure: Structure(.artifact), items: grounds)), at: 0)
    }
    var furniture = placed.flatMap { $0.item.furniture($0.origin) }
    furniture += items.first?.continued.draw(Point(measures.left, measures.top)) ?? []
    if showsNumber { furniture += try runningItems(number: number, count: count) }
    content.append(
      .group(Group(name: "furniture", structure: Structure(.artifact), items: furniture)))
    return Scene(
      id: "page-\(number)", title: "Page \(number)", description: "",
      size: Size(width: measures.width, height: measures.height), ground: nil, items: content)
  }

  /// Items in the elements that they share.
  private mutating func grouped(
    _ placed: ArraySlice<(item: FlowItem, origin: Point)>, depth: Int
  ) -> [SceneItem] {
    var out: [SceneItem] = []
    var rest = placed
    while let first = rest.first {
      guard depth < first.item.levels.count else {
        out += first.item.draw(first.origin)
        rest = rest.dropFirst()
        continue
      }
      let level = first.item.levels[depth]
      let end =
        rest.firstIndex { !($0.item.levels.count > depth && $0.item.levels[depth] == level) }
        ?? rest.endIndex
      var structure = level.structure
      if structure.destination != nil, !named.insert(level.number).inserted {
        structure.destination = nil
      }
      // A table is one on all of its pages, so that its head is that of all rows.
      if structure.kind == .table { structure.number = level.number }
      var inner = grouped(rest[..<end], depth: depth + 1)
      // Lines of code are told apart by their elements.
      if structure.kind != .code { inner = inner.joinedWords }
      out.append(.group(Group(name: "element-\(level.number)", structure: structure, items: inner)))
      rest = rest[end...]
    }
    return out
  }

  private mutating func noteItems(_ notes: [FlowItem.Note]) -> [SceneItem] {
    guard !notes.isEmpty else { return [] }
    var y = measures.bottom - notes.reduce(0) { $0 + $1.height }
    let line = rule(
      from: Point(measures.left, y - 6), to: Point(measures.left + 90, y - 6), width: 0.5)
    var out: [SceneItem] = [
      .group(Group(name: "note-rule", structure: Structure(.artifact), items: [line]))
    ]
    for note in notes {
      var placed: [(item: FlowItem, origin: Point)] = []
      for (item, advance) in zip(note.items, note.advances) {
        y += advance
        // Descenders of a note's last line reach 2 points into what is below.
        placed.append((item, Point(measures.left, y - 2)))
      }
      y += note.tail
      let beside = placed.flatMap { $0.item.ground($0.origin) + $0.item.furniture($0.origin) }
      if !beside.isEmpty {
        out.append(.group(Group(name: "beside", structure: Structure(.artifact), items: beside)))
      }
      out += grouped(placed[...], depth: 0)
    }
    return out
  }

  /// The head of the page and its number.
  private mutating func runningItems(number: Int, count: Int) throws -> [SceneItem] {
    var out: [SceneItem] = []
    let style = ParagraphStyle(
      size: 8.5, alignment: .left, hyphenates: false, color: HandoutSetter.Ink.note)
    /// Words in one line, the last of them left out where they are too long; the rest of them below,
    /// where that is said.
    func put(_ text: String, y: Double, width: Double, mayBreak: Bool = false) throws {
      let key = "\(width) \(text)"
      var lines = try running[key] ?? setting.lines([.text(text)], style: style, width: width)
      var words = text.split(separator: " ")
      while lines.count > (mayBreak ? 2 : 1), words.count > 1 {
        words.removeLast()
        lines = try setting.lines(
          [.text(words.joined(separator: " ") + " …")], style: style, width: width)
      }
      running[key] = lines
      for (index, line) in lines.prefix(mayBreak ? 2 : 1).enumerated() {
        out += line.sceneItems(at: Point(measures.left, y + 10 * Double(index)))
      }
    }
    if number > 1, !head.isEmpty {
      try put(head, y: measures.top - 30, width: measures.textWidth)
      out.append(
        rule(
          from: Point(measures.left, measures.top - 25),
          to: Point(measures.left + measures.textWidth, measures.top - 25), width: 0.5))
    }
    // The variant stands at the foot: the head is the title alone.
    try put(foot, y: measures.height - 36, width: measures.textWidth - 60, mayBreak: true)
    let pages = try setting.lines([.text("\(number) / \(count)")], style: style, width: 10_000)
    if let line = pages.first {
      let x = measures.left + measures.textWidth - line.width
      out += line.sceneItems(at: Point(x, measures.height - 36))
    }
    return out
  }
}
