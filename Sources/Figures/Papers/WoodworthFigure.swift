import Drawing
import Lectures
import Models
import Plotting
import Records

/// Kernel and rich regime of one problem, in the paper's own scale (figure 1 of Woodworth and others
/// 2020), by the dual root.
struct WoodworthFigure: LectureFigure {
  let id = "woodworth"
  let title = "From the kernel to the rich regime"
  let parameters: [Parameter<WoodworthFigure>] = [
    .real("alpha", \.alpha, in: 1e-4...3, "the paper’s scale that is marked"),
    .integer("samples", \.samples, in: 40...150, "number of samples"),
    .integer("sets", \.sets, in: 1...4, "number of data sets, seeds 1, 2, …"),
  ]

  /// Some hundred Newton steps of n²d operations for each data set.
  var work: Double { Double(sets) * 150 * Double(samples * samples) * 1000 }

  var alpha = 0.03
  var samples = 100
  var sets = 3

  private static let alphas = logarithmicGrid(from: 1e-4, to: 3, count: 37)
  private static let convention = Convention.woodworth2020

  /// The limits on one data set.
  private struct Line: Sendable {
    let errors: [Double]
    let excess: (l1: [Double], l2: [Double])
    let ends: (l1: Double, l2: Double)
    let marked: Double
  }

  private func line(seed: Int) throws -> Line {
    let data = try DataSet.regression(
      samples: samples, features: 1000,
      teacher: .sparse(nonzeros: 5, size: 1 / 5.0.squareRoot()), noise: 0.1, seed: UInt64(seed))
    let path = try data.path(alphas: Self.alphas.map { Self.convention.lectureAlpha($0) })
    return Line(
      errors: path.points.map { data.error($0.interpolator.theta) },
      excess: (
        path.points.map { $0.l1 - path.leastL1.norm },
        path.points.map { $0.l2 - euclideanNorm(path.leastL2) }
      ),
      ends: (data.error(path.leastL1.theta), data.error(path.leastL2)),
      marked: data.error(try data.limit(alpha: Self.convention.lectureAlpha(alpha))))
  }

  func computed() throws -> Computed {
    let lines = try parallelTryMap(sets) { k in try line(seed: k + 1) }
    let backwards = lines.map { line in
      zip(line.excess.l1, line.excess.l1.dropFirst()).count { $1 < $0 }
        + zip(line.excess.l2, line.excess.l2.dropFirst()).count { $1 > $0 }
    }
    let beyond = lines.flatMap { [$0.excess.l1, $0.excess.l2] }.flatMap { $0 }.map {
      (-$0).positivePart
    }
    let data = FigureData(
      numbers: lines.enumerated().flatMap { k, line in
        [
          Quantity("l1.\(k + 1)", line.ends.l1), .init("l2.\(k + 1)", line.ends.l2),
          .init("smallest.\(k + 1)", line.errors[0]), .init("marked.\(k + 1)", line.marked),
        ]
      },
      series: lines.enumerated().map { k, line in
        .columns(
          "set-\(k + 1)",
          [
            ("alpha", Self.alphas), ("error", line.errors), ("excess-l1", line.excess.l1),
            ("excess-l2", line.excess.l2),
          ])
      },
      claims: [
        .count(
          "woodworth",
          #"along the scales $\|\boldsymbol{\theta}_\infty\|_1$ rises and "#
            + #"$\|\boldsymbol{\theta}_\infty\|_2$ falls: the number of steps back"#,
          backwards.reduce(0, +)),
        Claim(
          id: "woodworth-least",
          statement: "no norm lies below the least one, by the simplex method and by the "
            + "pseudo-inverse",
          residual: beyond.worst, tolerance: 1e-9, reason: "rounding of the dual root"),
      ])
    return Computed(
      of: self, data: data,
      facts: [
        "alpha": .exactly(alpha), "sets": .count(sets), "samples": .count(samples),
        "lecture": .significant(Self.convention.lectureAlpha(alpha), 3),
        "error": .significant(lines[0].marked, 2), "l1": .significant(lines[0].ends.l1, 2),
        "l2": .significant(lines[0].ends.l2, 2), "smallest": .significant(lines[0].errors[0], 2),
        "climbs": .flag(lines.allSatisfy { $0.errors == $0.errors.sorted() }),
        "near": .flag(lines[0].errors[0] < 1.5 * lines[0].ends.l1),
      ]
    ) { size, text in
      spread(
        [errors(lines, text), norms(lines, text)], shares: [1.1, 1], at: size,
        heights: (column: 360, text: 175), text)
    }
  }

  private func points(_ values: [Double]) -> [Point] {
    zip(Self.alphas, values).map { Point($0, $1) }
  }

  private func across(_ text: FigureText) -> Coordinate {
    .log(text["alpha"], at: [1e-4, 1e-3, 0.01, 0.1, 1, 3])
  }

  private var here: any Mark {
    Rule.x(alpha, .note, .rule, .dotted, layer: "marked", name: "marked scale")
  }

  private func errors(_ lines: [Line], _ text: FigureText) -> Panel {
    // Above curves that begin at the upper line its name has no room but over them.
    let isCrowded = lines.map { $0.errors[0] }.worst > 0.5 * lines[0].ends.l2
    return Panel(
      name: "errors", x: across(text),
      y: .log(text["error"], to: isCrowded ? 1.7 * lines[0].ends.l2 : nil),
      marks: [here]
        + lines.enumerated().map { k, line in
          Curve(
            points(line.errors), .gradientFlow, k == 0 ? .strong : .rule, layer: "errors",
            name: "error")
        }
        + Rule.named(text["l1"], y: lines[0].ends.l1, endsAt: 3, layer: "ends")
        + Rule.named(text["l2"], y: lines[0].ends.l2, endsAt: 1e-4, onRight: false, layer: "ends")
        + [
          Dots(
            [Point(alpha, lines[0].marked)], .filled, .gradientFlow, diameter: 5, layer: "marked",
            name: "marked"),
          Label(
            lines.count > 1 ? text["others"] : "",
            at: .oneOf(lines.dropFirst().flatMap { points($0.errors).prefix(12) }), .below(3),
            .above(3), .belowRight(), size: .tick, role: .gradientFlow, layer: "errors"),
          Label(
            text["marked"], at: .datum(Point(alpha, lines[0].marked)), .right(6), .left(6),
            .belowRight(6), size: .tick, role: .note, layer: "marked"),
        ])
  }

  private func norms(_ lines: [Line], _ text: FigureText) -> Panel {
    Panel(
      name: "norms", x: across(text), y: .log(text["excess"], from: 1e-6),
      marks: [here]
        + lines.enumerated().flatMap { k, line -> [any Mark] in
          let weight = k == 0 ? Weight.strong : .rule
          return [
            Curve(points(line.excess.l1), .gradientFlow, weight, layer: "norms", name: "l1"),
            Curve(points(line.excess.l2), .sgd, weight, layer: "norms", name: "l2"),
          ]
        }
        + [
          Label(
            #"$\ell_1$"#, at: .along(points(lines[0].excess.l1)), .belowLeft(), .above(),
            .left(), .below(), role: .gradientFlow, layer: "norms"),
          Label(
            #"$\ell_2$"#, at: .along(points(lines[0].excess.l2).filter { $0.y > 1e-5 }), .left(),
            .below(), .above(), role: .sgdText, layer: "norms"),
        ])
  }
}
