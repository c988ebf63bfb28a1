import Drawing
import Figures
import Lectures
import Models
import Plotting
import Records
import TestSupport
import Testing
import Tool

/// Every figure of the lecture at every size, in every theme.
@Suite struct FigureTests {
  @Test(arguments: Subject.all) func isLaidOutWithoutCollision(_ subject: Subject) throws {
    let page = try page(of: subject)
    let scene = page.scene
    #expect(scene.size.width >= 100 && scene.size.height >= 100)
    #expect(scene.description.count > 40)
    #expect(scene.stepCount >= 3)
    #expect(page.leftOut.isEmpty)
    #expect(overlaps(page).isEmpty)
  }

  @Test(arguments: Subject.all) func plantedOverlapIsRefused(_ subject: Subject) throws {
    let words = Label(
      "planted", at: .fraction(Point(0.5, 0.5)), .center, fixed: true, layer: "planted")
    let page = try page(of: subject, planting: [words, words])
    // Two labels want one place: at most one is drawn, and the other is named.
    let planted = page.labels.filter { $0.text == "planted" }
    #expect(planted.count <= 1 && planted.count + page.leftOut.count == 2)
    #expect(page.leftOut.allSatisfy { $0.label == "planted" && $0.figure == subject.id })
    #expect(overlaps(page).isEmpty)
  }

  /// The labels whose boxes overlap that of another.
  private func overlaps(_ page: LaidOut) -> [String] {
    page.labels.indices.flatMap { a in
      page.labels[(a + 1)...].filter { $0.box.intersects(page.labels[a].box) }
        .map { "'\($0.text)' lies over '\(page.labels[a].text)'" }
    }
  }

  @Test func overlapsAreFound() throws {
    let page = try page(of: Subject(id: "networks", size: .text, theme: .light))
    #expect(overlaps(page).isEmpty)
    let doubled = LaidOut(
      scene: page.scene, labels: page.labels + page.labels.prefix(1), leftOut: [])
    #expect(overlaps(doubled).count == 1)
  }

  private func page(of subject: Subject, planting marks: [any Mark] = []) throws -> LaidOut {
    var figure = try rendering(subject.id).computed.figure(subject.size)
    figure.arrangement = planting(marks, in: figure.arrangement)
    let metrics = Metrics(
      theme: subject.theme, fonts: try fontSet.get().fonts(for: subject.size), size: subject.size)
    return try laidOut(figure, metrics: metrics)
  }

  @Test(arguments: Subject.light) func eachStepAddsInkAndMovesNothing(_ subject: Subject) throws {
    let scenes = try scene(of: subject).buildUp
    var before: PixelImage?
    for scene in scenes {
      let picture = try PixelImage(png: try png(scene, dpi: 72))
      if let before {
        let change = try #require(picture.difference(from: before))
        #expect(change.pixels > 0)
      }
      before = picture
    }
    // A step only adds groups: what an earlier step shows is in the later ones as it was.
    for (earlier, later) in zip(scenes, scenes.dropFirst()) {
      var rest = later.items[...]
      for item in earlier.items {
        let place = try #require(rest.firstIndex(of: item))
        rest = rest[(place + 1)...]
      }
    }
  }

  @Test(arguments: Subject.light) func fitsThePageOfItsSize(_ subject: Subject) throws {
    let scene = try scene(of: subject)
    switch subject.size {
    case .column: #expect(scene.size.width == 234)
    // A square figure may be narrower than the text.
    case .text: #expect(scene.size.width == 396 || scene.size.width == scene.size.height)
    default: #expect(scene.size == Size(width: 410, height: 190))
    }
  }

  @Test(arguments: lecture7.figures.map(\.id)) func filesAreSmall(_ id: String) throws {
    let limits = ["loss-landscape": 40_000, "potential": 60_000]
    let files = try rendering(id).files(Look(), as: [.svg], fonts: try fontSet.get().roman)
    #expect(files[0].bytes.count <= limits[id] ?? 80_000, "\(files[0].bytes.count) bytes")
  }

  @Test(arguments: lecture7.figures.map(\.id)) func everyProfileIsWellFormed(_ id: String) throws {
    let folder = ScratchFolder()
    for profile in Profile.allCases {
      let look = Look(profile: profile)
      for file in try rendering(id).files(look, as: [.svg], fonts: try fontSet.get().roman) {
        #expect(write(file.bytes, to: "\(folder.path)/\(id)\(file.suffix)"))
      }
    }
    let check = run("xmllint --noout '\(folder.path)'/*.svg")
    #expect(check.status == 0, "\(check.output)")
    #expect(list(folder.path).count == Profile.allCases.count)
  }

  @Test(arguments: lecture7.figures.map(\.id)) func claimsHold(_ id: String) throws {
    for claim in try rendering(id).computed.data.claims {
      #expect(claim.holds, "\(claim.id): \(claim.residual) > \(claim.tolerance)")
    }
  }

  @Test(arguments: lecture7.figures.map(\.id)) func parametersRefuseWhatTheyDoNotTake(
    _ id: String
  ) throws {
    let entry = try lecture7.figure(named: id)
    for setting in entry.settings {
      let same = try entry.setting(setting.name, to: setting.value)
      #expect(same.settings.map(\.value) == entry.settings.map(\.value))
      for text in ["", "nan", "inf", "-1e308", "1e308", "0x10", "1,,2", "x", "1e999", " 1"] {
        #expect(throws: UsageError.self, "\(setting.name)=\(text)") {
          try entry.setting(setting.name, to: text)
        }
      }
    }
    #expect(throws: UsageError.self) { try entry.setting("no-such-name", to: "1") }
  }

  @Test func sgdIsSparserThanGradientFlow() throws {
    let data = try rendering("sgd-sparsity").computed.data
    let numbers = Dictionary(uniqueKeysWithValues: data.numbers.map { ($0.name, $0.value) })
    let runs = try #require(data.series.first { $0.name == "runs" })
    #expect(runs.rows.count == 20)
    func column(_ name: String) throws -> [Double] {
      let place = try #require(runs.columns.firstIndex(of: name))
      return runs.rows.map { $0[place] }
    }
    for name in ["l1", "error"] {
      let pairs = zip(try column("\(name)-sgd"), try column("\(name)-flow"))
      #expect(pairs.allSatisfy { $0 < $1 }, "\(name)")
    }
    #expect(try #require(numbers["support.sgd.median"]) < 15)
    #expect(try #require(numbers["support.flow.median"]) > 50)
    #expect(numbers["diverged"] == 0)
  }

  private func scene(of subject: Subject) throws -> Scene {
    let fonts = try fontSet.get().fonts(for: subject.size)
    return try rendering(subject.id).scene(subject.look, fonts: fonts)
  }

  /// The arrangement with more marks in its first panel.
  private func planting(_ marks: [any Mark], in arrangement: Arrangement) -> Arrangement {
    switch arrangement {
    case .panel(var panel):
      panel.marks += marks
      return .panel(panel)
    case .row(var parts, let shares, let gap):
      parts[0] = planting(marks, in: parts[0])
      return .row(parts, shares: shares, gap: gap)
    case .column(var parts, let shares, let gap):
      parts[0] = planting(marks, in: parts[0])
      return .column(parts, shares: shares, gap: gap)
    case .grid(var rows, let gap):
      rows[0][0].marks += marks
      return .grid(rows, gap: gap)
    }
  }
}
