import Drawing
import Figures
import Lectures
import Plotting
import Reports
import TestSupport
import Testing
import Typesetting

/// The words of figures are complete in English and French, and say the same of the same steps.
@Suite struct LanguageTests {
  /// Without optimisation the experiments take minutes.
  #if DEBUG
    static let ids = lecture7.figures.map(\.id).filter {
      !["l1-to-l2", "sgd-sparsity", "effective-alpha"].contains($0)
    }
  #else
    static let ids = lecture7.figures.map(\.id)
  #endif

  private func figure(_ id: String, _ language: DocumentLanguage) throws -> Figure {
    try rendering(id).computed.figure(.text, in: language)
  }

  private func page(_ id: String, _ language: DocumentLanguage) throws -> LaidOut {
    let metrics = Metrics(
      theme: .light, fonts: try fontSet.get().roman, size: .text,
      decimalSign: language.decimal("."))
    return try laidOut(try figure(id, language), metrics: metrics)
  }

  @Test(arguments: ids) func bothLanguagesSayAll(_ id: String) throws {
    let (english, french) = (try figure(id, .english), try figure(id, .french))
    #expect(english.steps.map(\.layer) == french.steps.map(\.layer) && !english.steps.isEmpty)
    for figure in [english, french] {
      #expect(!figure.title.isEmpty && figure.caption.count > 100 && figure.alternative.count > 100)
      #expect(figure.steps.allSatisfy { !$0.title.isEmpty })
      // What is not filled would show its braces, and formulas can be set.
      for text in [figure.title, figure.caption, figure.alternative] {
        #expect(!text.contains("{{") && !text.contains("  "), "\(text)")
        #expect(throws: Never.self) { try TextLine(text) }
      }
    }
    #expect(english.title != french.title)
    for (one, other) in zip(english.steps, french.steps) { #expect(one.title != other.title) }
    let formulas = [english, french].map { figure in
      figure.caption.split(separator: "$", omittingEmptySubsequences: false).count
    }
    #expect(formulas[0] == formulas[1], "both captions have the same formulas")
    let words = Set(french.caption.split(separator: " "))
    #expect(words.isDisjoint(with: ["the", "of", "and", "with", "is"]), "\(french.caption)")
  }

  @Test(arguments: ids) func frenchPicturesHaveFrenchNumbersAndAllTheirWords(_ id: String) throws {
    let (english, french) = (try page(id, .english), try page(id, .french))
    #expect(french.leftOut.count <= english.leftOut.count, "\(french.leftOut)")
    for label in french.labels {
      #expect(!label.text.contains(#/[0-9]\.[0-9]/#), "\(label.text)")
      #expect(label.text.contains("\\") || !label.text.contains("gradient flow"), "\(label.text)")
    }
  }

  @Test func aLanguageWithoutWordsHasEnglishOnes() throws {
    #expect(try figure("networks", .german).caption == (try figure("networks", .english)).caption)
  }
}

/// Pictures on grounds of other colours, or on none.
@Suite struct GroundTests {
  @Test func haloesHaveTheColourOfTheGround() throws {
    var look = Look()
    let fonts = try fontSet.get().roman
    let paper = try rendering("loss-landscape").scene(look, fonts: fonts)
    look.ground = .color(Color(0xFDF6E3))
    let beige = try rendering("loss-landscape").scene(look, fonts: fonts)
    #expect(beige.ground == Color(0xFDF6E3))
    #expect(!beige.items.withoutColors().colors.contains(Color(0xFFFFFF)))
    #expect(beige.items.withoutColors().items == paper.items.withoutColors().items)
    look.ground = .none
    let bare = try rendering("loss-landscape").scene(look, fonts: fonts)
    #expect(bare.ground == nil)
  }

  /// Nobody knows what lies below: lines are interrupted where halos hid them.
  @Test(arguments: [Theme.light, .dark]) func withoutAGroundThereAreNoHalos(_ theme: Theme) throws {
    let fonts = try fontSet.get().roman
    var halos = 0
    for id in ["loss-landscape", "potential", "networks"] {
      var look = Look(theme: theme)
      func halosOfTheGround(_ scene: Scene) -> Int {
        scene.items.folded(0) { count, item in
          guard case .glyphs(let run) = item, !run.isInked else { return }
          if run.halo?.color == theme.color(.ground) { count += 1 }
        }
      }
      let page = try rendering(id).scene(look, fonts: fonts)
      look.ground = .none
      let bare = try rendering(id).scene(look, fonts: fonts)
      halos += halosOfTheGround(page)
      #expect(halosOfTheGround(bare) < max(1, halosOfTheGround(page)), "\(id)")
      #expect(text(of: bare) == text(of: page))
    }
    #expect(halos > 0)
  }

  private func text(of scene: Scene) -> [String] {
    scene.items.folded([]) { texts, item in
      if case .glyphs(let run) = item, run.isInked { texts.append(run.text) }
    }
  }

  /// A ground of another colour takes no word its colour, and what cannot be read there is changed.
  @Test(arguments: [
    (Theme.light, 0xFFFFFF as UInt32), (.light, 0xFFFFF0), (.light, 0xFDF6E3), (.dark, 0x002B36),
    (.dark, 0x15181D),
  ])
  func wordsKeepTheirColours(_ theme: Theme, _ ground: UInt32) throws {
    var look = Look(theme: theme)
    look.ground = .color(Color(ground))
    let scene = try rendering("teachers").scene(look, fonts: try fontSet.get().roman)
    var colors: Set<Color> = []
    scene.items.folded(()) { _, item in
      if case .glyphs(let run) = item, run.isInked { colors.insert(run.color) }
    }
    let gaudy = colors.filter { color in
      let parts = [color.red, color.green, color.blue].map(Int.init).sorted()
      return parts[2] - parts[0] > 60
    }
    #expect(gaudy.count > 1, "\(colors.map(\.hex))")
    for color in colors where gaudy.contains(color) {
      #expect(color.contrast(with: Color(ground)) >= 4.5, "\(color.hex)")
    }
  }
}

/// The rules of where words stand, on every figure at every size.
@Suite struct FigureLabelTests {
  @Test(arguments: LanguageTests.ids) func rulesHold(_ id: String) throws {
    for size in PlacementTests.sizes.prefix(3) {
      let metrics = Metrics(theme: .light, fonts: try fontSet.get().fonts(for: size), size: size)
      let page = try laidOut(try rendering(id).computed.figure(size), metrics: metrics)
      #expect(page.labelFaults.isEmpty, "\(size.name): \(page.labelFaults)")
      #expect(page.leftOut.isEmpty, "\(size.name): \(page.leftOut)")
    }
  }

  /// Two numbers beside each other on one line are read as one.
  @Test func numbersOfNeighboursAreReadApart() throws {
    for size in PlacementTests.sizes.prefix(3) {
      let metrics = Metrics(theme: .light, fonts: try fontSet.get().fonts(for: size), size: size)
      let page = try laidOut(try rendering("l1-to-l2").computed.figure(size), metrics: metrics)
      let numbers = ["$0.1$", "$0.2$", "$0.4$"].compactMap { text in
        page.labels.first { $0.request.text == text }
      }
      #expect(numbers.count == 3 && !numbers.contains(where: \.hasLeader), "\(size.name)")
      for (a, b) in zip(numbers, numbers.dropFirst()) {
        let height = min(a.box.height, b.box.height)
        let isApart =
          b.box.minX - a.box.maxX > 0.5 * height || abs(a.box.maxY - b.box.maxY) > 0.5 * height
        #expect(isApart, "\(size.name): \(a.request.text) beside \(b.request.text)")
      }
    }
  }

  /// A longer line would read as a path.
  @Test(arguments: LanguageTests.ids) func linesToWordsAreShort(_ id: String) throws {
    for size in PlacementTests.sizes {
      let metrics = Metrics(theme: .light, fonts: try fontSet.get().fonts(for: size), size: size)
      let page = try laidOut(try rendering(id).computed.figure(size), metrics: metrics)
      for label in page.labels where label.hasLeader {
        let ways = ([label.request.anchor] + label.request.otherAnchors).map { place in
          let x = max(label.box.minX - place.x, 0, place.x - label.box.maxX)
          let y = max(label.box.minY - place.y, 0, place.y - label.box.maxY)
          return Point(x, y).length
        }
        #expect((ways.min() ?? 0) < 6.5 * label.size, "\(size.name): \(label.text)")
      }
    }
  }

  /// The middle of each number at a path's end is nearest to its own dot, or a line leads there.
  @Test(arguments: PlacementTests.sizes.prefix(3), [Theme.light, .dark])
  func numbersNameTheNearestDot(_ size: SizeClass, _ theme: Theme) throws {
    let metrics = Metrics(theme: theme, fonts: try fontSet.get().fonts(for: size), size: size)
    let frames = ["0", "0.0001", "0.001", "0.01", "0.1", "0.2", "0.3", "0.5", "1", "10", "100"]
    for alpha in frames {
      let figure = try lecture7.figure(named: "l1-to-l2").setting("alpha", to: alpha)
      let page = try laidOut(
        try Rendering(figure, of: lecture7).computed.figure(size), metrics: metrics)
      let numbers = page.labels.filter {
        $0.panel == "plane" && $0.text.contains(where: \.isNumber) && $0.request.layer == "paths"
      }
      #expect(numbers.count > 3, "\(size.name), α = \(alpha)")
      for number in numbers where !number.hasLeader {
        let ways = numbers.map { ($0.request.anchor - number.box.center).length }
        let own = (number.request.anchor - number.box.center).length
        #expect(own <= ways.min() ?? 0, "\(size.name), α = \(alpha): \(number.text)")
      }
    }
  }

  /// How far labels of neighbouring frames of a slider jump, beyond what they name moves.
  @Test(arguments: [
    ("loss-landscape", "u0", stride(from: 0.2, through: 0.7, by: 0.05).map { "\($0)" }),
    ("two-minimisers", "small-step", stride(from: 0.01, through: 0.1, by: 0.01).map { "\($0)" }),
    ("max-margin", "step", stride(from: 0.1, through: 1.9, by: 0.2).map { "\($0)" }),
  ]) func labelsOfASliderStay(_ id: String, _ name: String, _ values: [String]) throws {
    let metrics = Metrics(theme: .light, fonts: try fontSet.get().roman, size: .text)
    let frames = try values.map { value in
      let figure = try lecture7.figure(named: id).setting(name, to: value)
      return try laidOut(
        try Rendering(figure, of: lecture7).computed.figure(.text), metrics: metrics
      ).labels
    }
    var (moves, all) = (0, 0)
    for (a, b) in zip(frames, frames.dropFirst()) {
      for label in b {
        guard let before = a.first(where: { $0.text == label.text && $0.panel == label.panel })
        else { continue }
        all += 1
        let own = (label.request.anchor - before.request.anchor).length
        if (label.box.center - before.box.center).length > 20 + own { moves += 1 }
      }
    }
    // Few jumps: at most one in forty.
    #expect(moves * 40 <= all, "\(moves) of \(all)")
  }

  /// Conditions may empty a line of a label, at its beginning, within and at its end.
  @Test func emptyLinesOfLabelsAreLeftOut() throws {
    let folder = ScratchFolder()
    let text = """
      # T
      ## labels
      a: {{#on}}first{{/on}} ⏎ second{{#on}} ⏎ {{/on}} ⏎ third ⏎ {{#on}}x{{/on}}
      """
    #expect(run("mkdir '\(folder.path)/figures'").status == 0)
    #expect(write(Array(text.utf8), to: folder.path + "/figures/f.en.md"))
    for (on, label) in [(false, "second\nthird"), (true, "first\nsecond\nthird\nx")] {
      let read = try FigureText(of: "f", ["on": .flag(on)], folder: folder.path)
      #expect(read["a"] == label)
    }
  }
}
