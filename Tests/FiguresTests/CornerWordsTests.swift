import Drawing
import Figures
import Lectures
import Plotting
import Records
import Reports
import Testing

/// At the ends of the parameters words say what is drawn there, in either language.
@Suite struct CornerWordsTests {
  /// A figure with parameters set, with what its words must and must not say there.
  struct Corner: Sendable, CustomTestStringConvertible {
    let id: String
    let settings: [(name: String, value: String)]
    let says: [String]
    let unsaid: [String]
    let french: String
    var testDescription: String {
      ([id] + settings.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
    }

    init(
      _ id: String, _ settings: [(String, String)], says: [String], unsaid: [String] = [],
      french: String
    ) {
      (self.id, self.says, self.unsaid, self.french) = (id, says, unsaid, french)
      self.settings = settings.map { (name: $0.0, value: $0.1) }
    }

    func computed() throws -> Computed {
      let figure = try settings.reduce(try lecture7.figure(named: id)) {
        try $0.setting($1.name, to: $1.value)
      }
      return try Rendering(figure, of: lecture7).computed
    }
  }

  static let corners = [
    Corner(
      "edge-of-stability", [("factor", "3")],
      says: ["Far beyond the edge descent diverges", "The run diverges; it is drawn up to step"],
      unsaid: ["comes to rest", "which end at"], french: "le parcours diverge"),
    Corner(
      "edge-of-stability", [("factor", "0.3")],
      says: ["Up to the edge descent ends near", "which ends at 0.6"], unsaid: ["comes to rest"],
      french: "au-dessous de la ligne en tirets"),
    Corner(
      "edge-of-stability", [("factor", "2"), ("seed", "5")],
      says: ["above the dashed line at 2", "has not come to rest after 20000 steps"],
      unsaid: ["rests", "comes to rest"], french: "n’est pas au repos après 20000 pas"),
    Corner(
      "three-margins", [("alpha", "30")],
      says: ["that of the diagonal network does not and is 0.46", "has not turned yet"],
      unsaid: ["so does that"], french: "n’a pas encore tourné"),
    Corner(
      "three-margins", [("alpha", "0.0001")], says: ["never above 0.007", "so does that"],
      unsaid: ["and Adam to their own limit fall"], french: "jamais au-dessus de 0,007"),
    Corner(
      "grokking", [("alpha", "0.3")],
      says: ["Weight decay makes the test error fall", "falls soon to nearly zero"],
      unsaid: ["long after", "a long time"], french: "tombe bientôt"),
    Corner(
      "grokking", [("nonzeros", "10")], says: ["from 6.2 to 0.52"], unsaid: ["nearly zero"],
      french: "de 6,2 à 0,52"),
    Corner(
      "teachers", [("sets", "1")], says: ["Two curves", "They do not cross."], unsaid: ["groups"],
      french: "ne se croisent pas"),
    Corner(
      "teachers", [("sets", "3")],
      says: ["Two groups of curves", "They cross on 1 of 3 data sets."],
      french: "se croisent sur 1 des 3 jeux"),
    Corner(
      "toy-dynamics", [("start", "4,4")],
      says: [
        "diverge and leave the panel", "Gradient descent diverges", "marks the step", "has $2$",
        "cannot end there",
      ],
      unsaid: ["flat minima", "2.000", "1.0000"], french: "quittent le panneau"),
    Corner(
      "projection", [("dimension", "2"), ("plane-start", "0,0")], says: ["from 4 starts"],
      french: "de 4 départs"),
    Corner(
      "toy-dynamics", [("step", "0.02")], says: ["Gradient descent on the scalar network"],
      unsaid: ["flat minima", "dotted"], french: "La descente de gradient sur le réseau scalaire"),
    Corner(
      "label-noise", [("noise", "0.1"), ("runs", "2")],
      says: ["hardly moves the limit", "about as far with noise"],
      unsaid: ["much further", "sparser", "stays up"], french: "ne change guère"),
    Corner(
      "bad-minima", [("extra", "0"), ("sets", "2")],
      says: ["large at the few weights of the truth"],
      unsaid: ["scattered"], french: "petits aux autres"),
    Corner(
      "bad-minima", [("extra", "1"), ("sets", "2")], says: ["after 1 further sample (dotted)"],
      french: "après 1 autre exemple "),
    Corner(
      "lasso-path", [("nonzeros", "1")], says: ["the curve of one averaged weight", "slope one."],
      unsaid: ["one after the other", "level off", "rise"], french: "la courbe d’un poids moyen"),
    Corner(
      "lasso-path", [("nonzeros", "10")],
      says: [
        "come near to the lasso path", "with a slope of 0.7, less steeply than the dashed line",
        "a weight leaves the lasso again", "towards a level of 3.6",
      ],
      unsaid: ["along a line", "follow", "only join"], french: "avec une pente de 0,7"),
    Corner(
      "lasso-path", [], says: ["follow the lasso path", "weights only join the lasso"],
      unsaid: ["leaves the lasso", "towards a level", "Stopping early"],
      french: "ne font qu’entrer"),
    Corner(
      "large-steps", [("margin", "0.5")],
      says: ["The larger the step the smaller", "That one never rises"], unsaid: ["first raise"],
      french: "Plus le pas est grand"),
    Corner(
      "large-steps", [("step", "1")], says: ["with a step size of 1 falls"],
      unsaid: ["; with 1 it"], french: "avec un pas de 1 descend"),
    Corner(
      "uncentred", [("mean", "6"), ("step", "0.01")],
      says: [
        "no run of SGD comes to an end", "the truth to rounding", "to 10⁻¹² for gradient descent",
      ], unsaid: ["10⁻²⁵", "nan", "NaN"], french: "aucun parcours de SGD ne finit"),
    Corner(
      "step-sizes", [], says: ["with $\\eta=1$ these are", "never come to rest"],
      unsaid: ["nan"], french: "à $\\eta=1$ ce sont"),
    Corner(
      "woodworth", [("samples", "40"), ("sets", "1")],
      says: ["climbs from 0.49 on the first data, above the 0.095"], unsaid: ["S-shaped"],
      french: "monte de 0,49"),
    Corner(
      "mirror-geometry", [("alpha", "10")],
      says: [
        "in the second and the third panel it is so thin",
        "in the middle and the right panel the path",
        #"0.64)$, $("#,
      ], french: "au milieu et à droite le chemin la cache"),
    Corner(
      "mirror-geometry", [("alpha", "0.1")], says: ["grey"], unsaid: ["so thin"], french: "grise"),
    Corner(
      "interpolators", [("step", "0.01")], says: ["The start picks the interpolator"],
      unsaid: ["and the algorithm", "Three end points"], french: "Le départ choisit"),
    Corner(
      "ols-null", [("seed", "7")],
      says: ["which end at 0.50 and 0.33", "0.44 and 0.32 for the two"],
      unsaid: ["stay level", "about a half"], french: "finissent à 0,50 et 0,33"),
    Corner(
      "l1-to-l2", [("samples", "6"), ("features", "12"), ("nonzeros", "2"), ("alpha", "10000")],
      says: ["another one of scale 10000 is thick", "beyond the scales of the right panels"],
      unsaid: ["is marked on both"], french: "un autre d’échelle 10000 est épais"),
    Corner(
      "l1-to-l2", [("samples", "6"), ("features", "12"), ("nonzeros", "2"), ("alpha", "0.1")],
      says: ["that of scale 0.1 is thick", "is marked on both lines"], unsaid: ["beyond"],
      french: "celui d’échelle 0,1 est épais"),
    Corner(
      "potential", [("alphas", "1e-8,1e6")], says: ["10^{6}", "10⁶"], unsaid: ["1000000"],
      french: "10⁶"),
    Corner(
      "saddle-stairs", [("nonzeros", "1")], says: ["falls in one stair"], french: "une marche"),
  ]

  private func words(_ figure: Figure) -> String {
    ([figure.title, figure.caption, figure.alternative] + figure.steps.map(\.title))
      .joined(separator: "\n")
  }

  @Test(arguments: corners) func wordsAreThoseOfTheCorner(_ corner: Corner) throws {
    let computed = try corner.computed()
    let english = words(try computed.figure(.text))
    for part in corner.says { #expect(english.contains(part), "\(part) in: \(english)") }
    for part in corner.unsaid { #expect(!english.contains(part), "\(part) in: \(english)") }
    let french = words(try computed.figure(.text, in: .french))
    #expect(french.contains(corner.french), "\(corner.french) in: \(french)")
    for text in [english, french] { #expect(!text.contains("{{") && !text.contains("NaN")) }
  }

  /// The words that the picture itself has.
  private func labels(_ figure: Figure) throws -> [PlacedLabel] {
    let metrics = Metrics(theme: .light, fonts: try fontSet.get().roman, size: .text)
    return try laidOut(figure, metrics: metrics).labels
  }

  @Test(arguments: [
    Corner("edge-of-stability", [("factor", "3")], says: [], french: ""),
    Corner("toy-dynamics", [("start", "-4,-4")], says: [], french: ""),
  ])
  func whoDivergesSaysSoInThePictureAndBeside(_ corner: Corner) throws {
    let computed = try corner.computed()
    #expect(computed.warnings.contains { $0.contains("diverges") })
    let figure = try computed.figure(.text)
    #expect(try labels(figure).contains { $0.text == "diverges" })
    #expect(try rendering(corner.id).computed.warnings.isEmpty)
  }

  /// At a minimum that the step leaves a run stays, and rests where the words say that none can.
  @Test func aStartAtAMinimumIsRefused() throws {
    let figure = try lecture7.figure(named: "toy-dynamics").setting("start", to: "4,0.25")
    #expect(throws: UsageError.self) { try figure.checkConditions() }
  }

  @Test func theMarkedPathHasItsOwnScaleAtItsEnd() throws {
    let corner = Corner(
      "l1-to-l2", [("samples", "6"), ("features", "12"), ("nonzeros", "2"), ("alpha", "10000")],
      says: [], french: "")
    let texts = try labels(try corner.computed().figure(.text)).map(\.text)
    #expect(texts.contains("$\\alpha=10000$") && !texts.contains("$\\alpha=100$"))
  }

  // MARK: The user's data

  @Test(arguments: [
    [[1, 2, 1], [1e-12, 2e-12, 1], [-1, -1, -1]], [[3e11, 2, 1], [1, 5, 1], [-1, -1, -1.0]],
  ])
  func whatIsSeparableIsNeverCalledInseparable(_ rows: [[Double]]) throws {
    let failure = #expect(throws: CommandFailure.self) { try rendering("max-margin", of: rows) }
    let said = try #require(failure?.description)
    #expect(said.contains("too different in size") && said.contains("on line 2"), "\(said)")
    #expect(!said.contains("no line through"), "\(said)")
  }

  @Test func whatIsInseparableNamesItsLinesInAnySize() throws {
    let rows = [[1, 2, 1], [3, 1, 1], [1e-12, 2e-12, -1.0]]
    let failure = #expect(throws: CommandFailure.self) { try rendering("max-margin", of: rows) }
    #expect(failure?.description.contains("the points on lines 2 and 4 show") == true)
  }

  @Test func linesUponEachOtherHaveOneName() throws {
    let figure = try rendering("max-margin", of: [[1, 1, 1], [-1, -1, -1]]).computed.figure(.text)
    #expect(figure.alternative.contains("4 lines of gradient flow upon each other on"))
    #expect(figure.caption.contains("$, upon each other; they lie on the line"))
    // Where the points are tiny the flow has not turned yet.
    let tiny = try rendering("max-margin", of: [[1e-9, 2e-9, 1], [-5e-9, -1e-9, -1]]).computed
    #expect(try tiny.figure(.text).alternative.contains("flow upon each other beside"))
    let times = try labels(figure).map(\.text).filter { $0.contains("t=1") }
    #expect(times == ["$t=1,\\dots,10^{8}$"])
  }

  /// Features of unlike units turn what is drawn by more than the angle of the weights.
  @Test func aLineThatIsSeenToTurnIsNotSaidToLieOnTheLimit() throws {
    let rows = [[1, 4e3, 1], [2, -1e3, 1], [-1, -2e3, -1], [-2, 3e3, -1], [0.3, 5e3, 1.0]]
    let figure = try rendering("max-margin", of: rows).computed.figure(.text)
    #expect(!figure.alternative.contains("upon each other"), "\(figure.alternative)")
  }

  @Test func oneRowOfTwoIsSaidInItsNumber() throws {
    let rows = [[1, 2, 3, 4], [2, 4, 6, 8.0]]
    let found = try rendering("l1-to-l2", of: rows).computed.warnings
    #expect(
      found.contains { $0.hasPrefix("1 of 2 rows follows from another; the limits are those of") })
  }
}
