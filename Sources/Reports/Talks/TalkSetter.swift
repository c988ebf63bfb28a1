import Drawing
import Plotting
import Typesetting

/// Sets the slides of a talk as pages, each as large as its content allows.
struct TalkSetter {
  /// A page: a slide, or a slide as far as one of its steps has come.
  struct Page {
    var scene: Scene
    var slide: TalkSlide
    /// The step, from 1; nil for the whole of a slide.
    var step: Int?
    /// What the step shows, with formulas between dollar signs; empty for the whole.
    var stepTitle: String
    /// The figures by the ids of their blocks.
    var pictures: [Int: SlideSetting.Picture]
  }

  let document: ResolvedDocument
  let setting: TextSetting
  /// Whether every step has a page of its own.
  let isByStep: Bool
  /// Whether titles are on the pages; a presentation has them as text of its own.
  let hasTitles: Bool
  private(set) var outline: [OutlineEntry] = []
  private(set) var pages: [Page] = []
  /// The lines of slides so full that their words are hard to read from the back of a room.
  private(set) var crowded: [Int] = []

  /// The height of every slide, in points.
  static let height = 540.0
  /// Where the title of a slide begins, and its place beside it, in points.
  static let margin = (left: 46.0, top: 27.0)
  /// The size of words that have room, in points: 4.2 parts of a hundred of the height, as on screens.
  static let size = 0.042 * height

  private func measures(top: Double) -> PageMeasures {
    var measures = PageMeasures(.a4)
    measures.height = TalkSetter.height
    measures.width = TalkSetter.height * document.front.aspect.ratio
    measures.left = TalkSetter.margin.left
    measures.textWidth = measures.width - 2 * measures.left
    (measures.top, measures.bottom) = (top, TalkSetter.height - 50)
    return measures
  }

  /// Sets all slides.
  ///
  /// - Throws: `LineError` for what is wider or higher than a slide even when it is small.
  mutating func set() throws {
    let (opening, slides) = TalkSlide.cut(document)
    let steps = try slides.map { try pictures(of: $0) }
    let counts = steps.map { isByStep ? max(1, $0.titles.count) : 1 }
    let count = 1 + slides.count
    let measures = measures(top: 0)
    var setter = HandoutSetter(
      document: document, variant: .instructor, leavesSpace: false, measures: measures,
      setting: setting, style: PrintStyle(size: measures.size))
    try append(opening, [:], [], number: 1, of: count, steps: 1, &setter)
    for (index, slide) in slides.enumerated() {
      try SettingFault.placed(at: slide.line) {
        try append(
          slide, steps[index].pictures, steps[index].titles, number: index + 2, of: count,
          steps: counts[index], &setter)
      }
    }
    outline = setter.outline
  }

  /// The figures of a slide at their size, and what its steps show.
  private func pictures(
    of slide: TalkSlide
  ) throws -> (pictures: [Int: SlideSetting.Picture], titles: [String]) {
    var pictures: [Int: SlideSetting.Picture] = [:]
    var titles: [String] = []
    for (block, isBeside) in slide.blocks.pictures() {
      guard let place = document.meanings.figures[block.id], case .picture(let source) = block.kind
      else { continue }
      let figure = document.figures[place]
      let steps = source.attributes["steps"] == "none" ? [] : try figure.drawn.stepTitles()
      pictures[block.id] = SlideSetting.Picture(
        scene: try scene(
          of: figure, isBeside ? .column : document.front.aspect.figure,
          "g-\(block.id)-" + figure.anchor),
        first: titles.count + 1, count: max(1, steps.count), hasCaption: !source.caption.isEmpty)
      if steps.count > 1 {
        let language = document.language.spoken
        pictures[block.id]?.titles = try steps.map { try spoken($0, in: language) }
        titles += steps
      } else {
        // What is there at once is there from the first step of the slide.
        pictures[block.id]?.first = -1000
      }
    }
    return (pictures, titles)
  }

  /// A figure at a size, or as it is on wide slides where it has no room at that.
  private func scene(of figure: ShownFigure, _ size: SizeClass, _ id: String) throws -> Scene {
    guard case .custom = size, let made = try? figure.drawn.scene(size, .light, id) else {
      return try figure.drawn.scene(size == .column ? .column : .slide, .light, id)
    }
    return made
  }

  private mutating func append(
    _ slide: TalkSlide, _ pictures: [Int: SlideSetting.Picture], _ titles: [String], number: Int,
    of count: Int, steps: Int, _ setter: inout HandoutSetter
  ) throws {
    for step in 1...steps {
      let shown = steps > 1 ? step : nil
      let known = setter.outline
      let (items, top) = try fitted(slide, pictures, step: shown, isFirst: number == 1, &setter)
      let title = shown.flatMap { titles.indices.contains($0 - 1) ? titles[$0 - 1] : nil } ?? ""
      // A slide is one entry, however many pages it has.
      if step > 1 { setter.outline = known }
      var composer = PageComposer(
        measures: measures(top: top), setting: setting, head: "", foot: "")
      var scene = try composer.page(items, number: number, count: count, showsNumber: false)
      if hasTitles {
        let part = Double(number - 1) + Double(step) / Double(steps)
        scene.items += try foot(title, number: number, count: count, isAt: part, setter)
      }
      scene.id = "slide-\(number)" + (shown.map { "-\($0)" } ?? "")
      pages.append(
        Page(
          scene: scene, slide: slide, step: shown,
          stepTitle: title, pictures: pictures))
    }
  }

  /// What stands at the foot as on screens: what the step shows, the number, and how far the talk is.
  ///
  /// - Parameter place: The slides that are over, and the part of this one.
  private func foot(
    _ title: String, number: Int, count: Int, isAt place: Double, _ setter: HandoutSetter
  ) throws -> [SceneItem] {
    let measures = measures(top: 0)
    func line(_ parts: [TextPart], _ size: Double, _ color: Color) throws -> SetLine? {
      let look = ParagraphStyle(size: size, alignment: .left, hyphenates: false, color: color)
      return try setting.lines(parts, style: look, width: 0.85 * measures.textWidth).first
    }
    let (note, blue) = (HandoutSetter.Ink.note, HandoutSetter.Ink.solution)
    let label = try line([.text("\(number) / \(count)")], 0.022 * TalkSetter.height, note)
    let bar = Rect(
      minX: 0, minY: TalkSetter.height - 2.7, maxX: measures.width * place / Double(count),
      maxY: TalkSetter.height)
    var path = Path()
    path.elements = Path.rectangle(bar).elements
    let x = measures.width - 14 - (label?.width ?? 0)
    let words = try line(
      try setter.parts(ofDollars: title, TextStyle()), 0.9 * TalkSetter.size,
      HandoutSetter.Ink.black)
    let furniture =
      (label?.sceneItems(at: Point(x, TalkSetter.height - 12)) ?? [])
      + [.path(path, Style(fill: blue))]
    return
      (words.map {
        [
          .group(
            Group(
              name: "step", structure: Structure(.paragraph),
              items: $0.structured(at: Point(measures.left, TalkSetter.height - 22))))
        ]
      } ?? []) + [
        .group(Group(name: "foot", structure: Structure(.artifact), items: furniture))
      ]
  }

  /// The items of a slide in the largest type with which they fit.
  private mutating func fitted(
    _ slide: TalkSlide, _ pictures: [Int: SlideSetting.Picture], step: Int?, isFirst: Bool,
    _ setter: inout HandoutSetter
  ) throws -> (items: [FlowItem], top: Double) {
    let isOpening = isFirst || slide.isPart
    let top = isOpening && !hasTitles ? 300 : TalkSetter.margin.top + (hasTitles ? 0 : 52)
    let room = measures(top: top)
    // Pictures give room first, then words, down to half of their size.
    let shares = slide.blocks.pictures().isEmpty ? [1.0] : [1, 0.8, 0.64, 0.5, 0.4]
    let attempts =
      [TalkSetter.size, 20, 18, 16.5, 15, 13.5].flatMap { size in shares.map { (size, $0) } }
      + [12, 10.5, 9].map { ($0, $0 / 18) }
    for (size, share) in attempts {
      let isLast = size < 10
      var attempt = setter
      attempt.items = []
      attempt.spaceBelow = 0
      attempt.style = PrintStyle(slide: size)
      // Half of what is left where text stands beside; all of it where the picture is alone.
      attempt.slide = SlideSetting(
        pictures: pictures, step: step,
        mostHeight: room.textHeight * (slide.blocks.count == 1 ? 0.86 : 0.78) * share)
      let head: Int
      do {
        head = try set(slide, isFirst: isFirst, width: room.textWidth, size: size, &attempt)
      } catch  where !isLast {
        continue
      }
      let spare = room.textHeight - FlowItem.height(attempt.items)
      let isHigh = spare < 0
      guard isLast || !isHigh else { continue }
      guard !isHigh else {
        throw LineError(
          slide.line, "the slide is fuller than the page, even in small type; divide it in two")
      }
      setter = attempt
      if size < 12, crowded.last != slide.line { crowded.append(slide.line) }
      // What stands below the title is in the middle of what is left; an opening with its title.
      if isOpening && !hasTitles { return (attempt.items, top) }
      if isOpening || head == 0 { return (attempt.items, top + spare / 2) }
      if attempt.items.indices.contains(head) { attempt.items[head].spaceAbove += spare / 2 }
      return (attempt.items, top)
    }
    return ([], top)
  }

  /// - Returns: How many items the title is.
  private func set(
    _ slide: TalkSlide, isFirst: Bool, width: Double, size: Double, _ setter: inout HandoutSetter
  ) throws -> Int {
    let place = HandoutSetter.Place(width: width)
    // The title has one size on all slides, and a larger one where it stands alone.
    setter.style = PrintStyle(slide: TalkSetter.size)
    let title = 0.046 * TalkSetter.height
    (setter.style.headings[1].size, setter.style.headings[1].leading) = (title, 1.2 * title)
    if slide.isPart { setter.style.headings[1] = setter.style.headings[0] }
    if isFirst {
      if hasTitles { try setter.setTitle(place) }
    } else if hasTitles {
      try setter.heading(2, setter.parts(slide.heading), anchor: slide.anchor, in: place)
    }
    let head = setter.items.count
    setter.style = PrintStyle(slide: size)
    try setter.set(slide.blocks, in: place)
    return head
  }
}

extension PrintStyle {
  /// The text of a slide: to the left, undivided.
  fileprivate init(slide size: Double) {
    self.init(size: size)
    (paragraph.alignment, paragraph.hyphenates) = (.left, false)
    paragraphSpace = 0.45 * size
    inset = 1.4 * size
  }
}
