import Drawing

/// A piece of the column of text that pages are cut from: a line, a picture, room for an answer.
struct FlowItem {
  /// What it is in the structure of the document, from the outside in; neighbours that agree share
  /// an element.
  struct Level: Hashable {
    var structure: Structure
    /// Tells elements of the same kind apart.
    var number: Int
  }

  /// The extent above the baseline, or all of it for what is no line.
  var ascent: Double
  /// The extent below the baseline.
  var depth = 0.0
  /// The least distance from the baseline above.
  var leading = 0.0
  /// The space above besides; none at the top of a page.
  var spaceAbove = 0.0
  /// What it costs to begin a page with it.
  var breakCost = 0.0
  /// Its place in the structure of the document.
  var levels: [Level]
  /// The notes at the foot of its page.
  var notes: [Note] = []
  /// What is drawn in its element with the left end of its baseline at a point.
  var draw: (Point) -> [SceneItem]
  /// What is drawn beside it and is not read, such as a rule at the margin.
  var furniture: (Point) -> [SceneItem] = { _ in [] }
  /// What is drawn under it and is not read.
  var ground: (Point) -> [SceneItem] = { _ in [] }

  /// What stands above it again where a page begins with it, such as the head of its table, with the
  /// left end of the page's top at a point; and its height.
  var continued: (height: Double, draw: (Point) -> [SceneItem]) = (0, { _ in [] })

  /// What it costs to part an answer, a remark or a statement.
  static let parted = 12.0
  /// What it costs to tear a question in two.
  static let torn = 25.0
  /// How much wider the space above a block may be, in points, where its page would stay empty.
  static let stretch = 8.0
  /// The cost that forbids a page to begin with an item.
  static let never = 10_000.0
  /// The cost that forbids it even where what must stay together is higher than a page: what stands
  /// side by side cannot be parted.
  static let whole = 1_000_000.0

  /// A note, set at the foot of the page on which it is first called.
  struct Note {
    var number: Int
    var items: [FlowItem]

    /// The distance of each item's baseline from what is above.
    var advances: [Double] {
      items.indices.map { index in
        let item = items[index]
        return index == 0
          ? max(item.leading, item.ascent + item.depth + 1) : item.distance(below: items[index - 1])
      }
    }

    /// What reaches further below the last baseline than letters do.
    var tail: Double { max(0, (items.last?.depth ?? 0) - 2.5) }

    var height: Double { advances.reduce(0, +) + tail }
  }

  /// Room for an answer may grow to fill its page.
  struct Growth {
    /// It grows by whole steps of this height.
    var step: Double
    /// The most that it grows by.
    var most: Double
    /// The item as it is when it has grown.
    var grown: (Double) -> FlowItem
  }
  var growth: Growth?

  /// The distance of its baseline from that of the item above on the same page.
  func distance(below above: FlowItem) -> Double {
    let extent = above.depth + ascent
    return (extent > leading ? extent + 0.1 * leading : leading) + spaceAbove
  }

  /// Whether the space above may be wider: between blocks of the text, never within one.
  func isStretched(below above: FlowItem) -> Bool {
    spaceAbove >= 2 && breakCost < FlowItem.never && levels.first != above.levels.first
  }

  /// The height of its notes.
  var noteHeight: Double {
    notes.reduce(0) { $0 + $1.height }
  }

  /// The height of items on one page, with their notes.
  static func height(_ items: some Collection<FlowItem>) -> Double {
    var used = items.first.map { $0.ascent + $0.continued.height } ?? 0
    for (above, item) in zip(items, items.dropFirst()) { used += item.distance(below: above) }
    let notes = items.reduce(0) { $0 + $1.noteHeight }
    return used + (items.reversed().first?.depth ?? 0) + notes
      + (notes > 0 ? PageBreaker.noteSpace : 0)
  }
}

/// Cuts a column into pages so that they are evenly full.
///
/// Costs are those of the items, the squares of what pages leave empty, and more for what is empty
/// beyond an eighth; the cheapest set of breaks is found over the whole column.
struct PageBreaker {
  let height: Double
  /// The room that a rule takes above the notes of a page.
  static let noteSpace = 14.0

  /// The share of a page that may stay empty at its foot before questions are torn for it.
  static let mostEmpty = 0.12

  /// What the search asks of an item, again for each page that it could stand on.
  private struct Measures {
    /// Its extent above the baseline at the top of a page, and below the item above.
    var top: Double
    var distance: Double
    var depth: Double
    var notes: Double
    var growth: Double
    var stretch: Double
    var breakCost: Double

    init(_ item: FlowItem, below above: FlowItem?) {
      top = item.ascent + item.continued.height
      distance = above.map { item.distance(below: $0) } ?? 0
      depth = item.depth
      notes = item.noteHeight
      growth = item.growth?.most ?? 0
      stretch = above.map { item.isStretched(below: $0) } ?? false ? FlowItem.stretch : 0
      breakCost = item.breakCost
    }
  }

  /// The items of each page.
  func pages(_ items: [FlowItem]) -> [Range<Int>] {
    guard !items.isEmpty else { return [] }
    let measures = items.indices.map { Measures(items[$0], below: $0 > 0 ? items[$0 - 1] : nil) }
    // cost[i]: of the best breaks before item i; from[i]: where its last page begins.
    var cost = [Double](repeating: .infinity, count: items.count + 1)
    var from = [Int](repeating: 0, count: items.count + 1)
    cost[0] = 0
    for start in items.indices where cost[start].isFinite {
      var used = 0.0
      var notes = 0.0
      var growth = 0.0
      var stretch = 0.0
      for end in start..<items.count {
        let item = measures[end]
        used += end == start ? item.top : item.distance
        notes += item.notes
        growth += item.growth
        if end > start { stretch += item.stretch }
        let total = used + item.depth + notes + (notes > 0 ? PageBreaker.noteSpace : 0)
        let overflow = total - height
        if overflow > 0, end > start { break }
        let isLast = end + 1 == items.count
        // What rooms for answers can take is not empty.
        let empty = max(0, -overflow - growth) / height
        let excess = max(0, empty - PageBreaker.mostEmpty - stretch / height)
        var price =
          isLast ? 0 : 100 * empty * empty + 1500 * excess + measures[end + 1].breakCost
        if overflow > 0 { price += 1e8 }
        // A page more is worth avoiding where the text fits without.
        price += 5
        if cost[start] + price < cost[end + 1] {
          cost[end + 1] = cost[start] + price
          from[end + 1] = start
        }
      }
    }
    var pages: [Range<Int>] = []
    var end = items.count
    while end > 0 {
      pages.append(from[end]..<end)
      end = from[end]
    }
    return pages.reversed()
  }
}
