import Drawing
import Glibc
import Testing
import Typesetting

/// A page of prose with formulas in its lines, to be looked at beside the same page set by
/// another engine.
///
/// Written as `page.pdf` into the folder that `TYPESETTING_SPECIMEN_DIR` names.
@Suite("Specimen")
struct SpecimenTests {
  static let paragraphs = [
    #"We fit a linear model to $n$ observations in $d$ dimensions with $n < d$. The empirical risk $\hat{R}_n(\boldsymbol{\theta})$ then vanishes on the whole affine subspace $\mathcal{I} = \{\boldsymbol{\theta} \in \mathbb{R}^d : \boldsymbol{X}\boldsymbol{\theta} = \boldsymbol{y}\}$ of interpolators, and nothing in the risk tells us which of them an algorithm will find. What decides is the algorithm itself: the gradient $\nabla \hat{R}_n(\boldsymbol{\theta}) = \frac{1}{n} \boldsymbol{X}^\top (\boldsymbol{X}\boldsymbol{\theta} - \boldsymbol{y})$ always lies in the span of the observations, so gradient flow never leaves $\boldsymbol{\theta}_0 + \operatorname{span}(\boldsymbol{x}_1, \ldots, \boldsymbol{x}_n)$, and its limit is the orthogonal projection of the start $\boldsymbol{\theta}_0$ onto $\mathcal{I}$."#,
    #"For a start at the origin this is the interpolator of least Euclidean norm, $\boldsymbol{\theta}_\infty = \boldsymbol{X}^\top (\boldsymbol{X}\boldsymbol{X}^\top)^{-1} \boldsymbol{y}$. Mini-batch stochastic gradient descent with any step sizes $\eta_k > 0$ for which it converges has the same limit, because each of its steps is a combination of the $\boldsymbol{x}_i$ as well. The choice is implicit: no term of the objective asks for a small norm, and yet $\|\boldsymbol{\theta}_\infty\|_2 \le \|\boldsymbol{\theta}\|_2$ for all $\boldsymbol{\theta} \in \mathcal{I}$."#,
    #"The picture changes when the same predictor is written as a diagonal network, $\boldsymbol{\theta} = \boldsymbol{u} \odot \boldsymbol{v}$. Along the flow of both layers the quantity $\boldsymbol{I} = \frac{1}{2}(\boldsymbol{u}^2 - \boldsymbol{v}^2)$ is conserved coordinate by coordinate, and $\boldsymbol{\theta}$ follows a mirror flow with the potential $\phi_\alpha$, where $\alpha$ is the scale of initialisation. For large $\alpha$ the potential is close to a multiple of $\|\boldsymbol{\theta}\|_2^2$ and nothing is gained; as $\alpha \to 0^+$ it approaches $\log(1/\alpha) \cdot \|\boldsymbol{\theta}\|_1$, and the limit tends to the interpolator of least $\ell_1$ norm, which is sparse whenever the problem has a sparse solution."#,
    #"How small must $\alpha$ be? The excess $\|\boldsymbol{\theta}_\infty(\alpha)\|_1 - \min_{\boldsymbol{\theta} \in \mathcal{I}} \|\boldsymbol{\theta}\|_1$ decays slowly, while the time that the flow needs grows like $\log(1/\alpha)$ near the saddle $\boldsymbol{u} = \boldsymbol{v} = \boldsymbol{0}$. Stochastic noise helps: a finite step size acts as if the initialisation were smaller, $\alpha_{\text{sgd}} < \alpha_{\text{gf}}$, and the solution found by mini-batches is sparser than the one that the deterministic flow finds from the same start."#,
  ]

  /// Text with formulas between dollar signs.
  static func parts(_ source: String) throws -> [TextPart] {
    var parts: [TextPart] = []
    for (index, part) in source.split(separator: "$", omittingEmptySubsequences: false).enumerated()
    {
      parts.append(
        index.isMultiple(of: 2) ? .text(String(part)) : .formula(try MathText(String(part))))
    }
    return parts
  }

  @Test("A page of prose is set without loose, tight or overfull lines")
  func page() throws {
    let setting = try ParagraphTests.setting()
    let width = 400.0
    let style = ParagraphStyle(size: 10, leading: 13)
    let paragraphs = try SpecimenTests.paragraphs.map {
      try setting.lines(SpecimenTests.parts($0), style: style, width: width)
    }
    try write(paragraphs, style, width: width)
    let prose = paragraphs.flatMap { $0 }
    #expect(prose.count >= 18)
    // TeX's tolerance of 200 is a ratio of 1.26.
    for line in prose { #expect((-1...1.26).contains(line.stretch), "\(line.text)") }
    // Two divided words in a row at most.
    let hyphens = prose.map { $0.text.unicodeScalars.last == "\u{AD}" }
    for k in hyphens.indices.dropFirst(2) {
      #expect(!(hyphens[k] && hyphens[k - 1] && hyphens[k - 2]))
    }
    // Lines stand on their grid; a formula too tall for it may push one line away.
    let extents = paragraphs.flatMap { lines in
      zip(lines, lines.dropFirst()).map { $0.depth + $1.ascent }
    }
    #expect(extents.filter { $0 > 13 }.count <= 1)
    #expect(extents.allSatisfy { $0 < 15 })
  }

  private func write(
    _ paragraphs: [[SetLine]], _ style: ParagraphStyle, width: Double
  ) throws {
    guard let folder = getenv("TYPESETTING_SPECIMEN_DIR").map({ String(cString: $0) }) else {
      return
    }
    let margin = 40.0
    var items: [SceneItem] = []
    var y = margin
    for lines in paragraphs {
      for line in lines {
        y += style.leading
        items += line.sceneItems(at: Point(margin, y))
      }
      y += 0.6 * style.size
    }
    let scene = Scene(
      id: "page", title: "Specimen", description: "A page of prose.",
      size: Size(width: width + 2 * margin, height: y + margin), ground: Color(0xFFFFFF),
      items: items)
    let bytes = try pdf([scene], properties: DocumentProperties(title: "Specimen"))
    guard let file = fopen(folder + "/page.pdf", "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
