/// A line of a sketch as it was read.
package struct Line: Hashable, Sendable {
  package let number: Int
  package let kind: Kind

  package enum Kind: Hashable, Sendable {
    case words(Key, String)
    case definition(name: String, parameters: [String], Expression, Place)
    case parameter(name: String, Expression, Bounds, help: String, Place)
    case data(String, Place)
    case model(ModelLine)
    case frame(Frame)
    case fit(FittedFrame)
    case arrange(Layout, isShared: Bool)
    case each(Each)
    case drawing(Drawing)
    case check(Check)
  }

  /// What words are for.
  package enum Key: String, CaseIterable, Hashable, Sendable {
    case title, caption, alt, step, panel, xlabel, ylabel, language
  }
}

/// A line that names a model of the lecture: its data, its settings, or a run.
package struct ModelLine: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case data, settings
    /// A run, by the name that stands for it.
    case run(String)
  }
  package let kind: Kind
  /// The model's name.
  package let word: String
  package let settings: [ModelSetting]
  /// Where the line begins to say something, and where the model's name stands.
  package let place: Place
  package let wordPlace: Place
}

/// A setting of a model: a value, or the values of a range, one run for each.
package struct ModelSetting: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case one(Expression)
    case range(Bounds, isLog: Bool, count: Expression?)
  }
  package let name: String
  package let value: Value
  package let place: Place
  /// Where its sign of equality stands.
  package let equals: Place
}

/// The axes of a panel.
package struct Frame: Hashable, Sendable {
  package let isPlane: Bool
  package let x: AxisLine<Bounds>
  package let y: AxisLine<Bounds>
  package let isEqual: Bool
  package let place: Place
}

/// How data are spread on an axis.
package enum AxisKind: String, Hashable, Sendable {
  case linear, log, symlog
}

/// One axis: its name, how data are spread on it, and its ends, which those that fit data may lack.
package struct AxisLine<Ends: Hashable & Sendable>: Hashable, Sendable {
  package let name: String
  package let kind: AxisKind
  package let range: Ends
  package let place: Place
}

/// Axes of data, of which one at least has no range and fits them.
package struct FittedFrame: Hashable, Sendable {
  package let x: AxisLine<Bounds?>
  package let y: AxisLine<Bounds?>
  package let place: Place
}

/// How panels lie.
package enum Layout: Hashable, Sendable {
  case row, column
  case grid(rows: Int, columns: Int)
}

/// A statement that is checked: two sides that differ by so much at the most.
package struct Check: Hashable, Sendable {
  package let left: Expression
  package let right: Expression
  package let tolerance: Expression
  /// The words of the author; the formulas as written where there are none.
  package let words: String
  package let place: Place
}

/// A colour by its word.
package enum Ink: Hashable, Sendable {
  case named(String)
  case series(Int)

  /// The words for colours; `series 1` to `series 8` beside them.
  package static let words = ["red", "blue", "orange", "purple", "teal", "grey", "ink"]
}

/// Words in a picture, and where they may stand.
package struct Caption: Hashable, Sendable {
  package let text: String
  package let place: Place
  package var at: Pair?
  package var sides: [Side] = []
  /// Where the words begin, behind the quotation mark.
  var textPlace: Place { Place(line: place.line, column: place.column + 1) }

  package enum Side: String, CaseIterable, Hashable, Sendable {
    case left, right, above, below
  }
}

/// A line that draws: the verb with what it is of, and how it looks.
package struct Drawing: Hashable, Sendable {
  package var verb: Verb
  package let word: String
  package let place: Place
  package var ink: Ink?
  package var marks: Set<Mark> = []
  package var caption: Caption?
  /// What the rows that are drawn have in common.
  package var rows: [RowCondition] = []
  /// The column that names each point.
  package var namesColumn: Expression?
  /// Where the names stand that the verb takes, in their order.
  package var names: [Place] = []

  /// Where a name stands that the verb takes.
  func place(ofName index: Int) -> Place { names.indices.contains(index) ? names[index] : place }

  /// A word that says how something looks.
  package enum Mark: String, CaseIterable, Hashable, Sendable {
    case thick, thin, dashed, dotted, fill, dots, cross, arrow, numbers, stepped, stacked
    case horizontal
  }

  package enum Verb: Hashable, Sendable {
    case levels(Expression, [Expression])
    case implicit(Expression, Expression?)
    case region(Expression, Expression, isBelow: Bool)
    case flow(Expression, from: [Pair], mirror: Expression?)
    case descend(Expression, from: [Pair], Rule)
    case critical(Expression)
    case field(Pair)
    case graph(Expression, over: Bounds?)
    case parametric(Pair, parameter: String, over: Bounds)
    case columns(ColumnVerb, [Expression])
    /// Dots at stated places, or a line through them.
    case places([Pair], isLine: Bool)
    case histogram(Expression, bins: Expression?)
    case density(Expression)
    case heat(Expression)
    case surface(Expression, view: Pair?)
    case arrow(from: Pair, to: Pair)
    case label
    case node(String, at: Pair)
    case layer(String, Expression, at: Expression)
    case edge(String, String)
    case connect(String, String, isMatching: Bool)
    case show(String, [Setting])
    case hide(String)
    case recolour(String)
    case relabel(String, String)
  }

  /// What is drawn of columns of a table.
  package enum ColumnVerb: String, Hashable, Sendable {
    case points, line, band, bars, errors, boxes, stems, quartiles, heat
  }

  /// A parameter of somebody else's figure.
  package struct Setting: Hashable, Sendable {
    package let name: String
    package let value: String
    package let place: Place
  }

  /// What a descent draws by lot: how much of it, by which seed.
  package struct Chance: Hashable, Sendable {
    package let size: Expression
    package let seed: Expression
  }

  /// How a descent steps.
  package struct Rule: Hashable, Sendable {
    /// Where it begins.
    package let place: Place
    package var step: Expression?
    package var steps: Expression?
    package var momentum: Expression?
    package var isNesterov = false
    package var isAdam = false
    package var mirror: Expression?
    package var batch: Chance?
    package var noise: Chance?
  }
}
