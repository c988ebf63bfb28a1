import Drawing

extension Setter {
  /// A fraction (Appendix G, rule 15), with a rule or without.
  mutating func fractionBox(
    _ fraction: Nucleus.Fraction, _ outer: MathStyle
  ) throws(FontError) -> Box {
    let style = fraction.level.map { MathStyle($0) } ?? outer
    let mark = empty()
    let leftReading = nextReading()
    var upper = try self.box(of: fraction.numerator, style.numerator)
    var lower = try self.box(of: fraction.denominator, style.denominator)
    let rightReading = nextReading()
    if fraction.isContinued {
      // \strut: 0.7 and 0.3 of the distance of lines.
      upper.height = max(upper.height, 0.84 * size)
      upper.depth = max(upper.depth, 0.36 * size)
    }
    let width = max(upper.width, lower.width)
    move(upper, x: (width - upper.width) / 2)
    move(lower, x: (width - lower.width) / 2)
    let (up, down) =
      fraction.hasRule
      ? ruledShifts(of: upper, lower, style) : stackedShifts(of: upper, lower, style)
    raise(&upper, by: up)
    raise(&lower, by: -down)
    if fraction.hasRule {
      let thickness = constant(.fractionRuleThickness, style)
      appendRule(
        x: 0, y: axis(style) - thickness / 2, width: width, height: thickness,
        source: fraction.numerator.range.lowerBound..<fraction.denominator.range.upperBound)
    }
    let content = self.box(since: mark, width: width, height: upper.height, depth: lower.depth)
    var row = mark
    append(try fractionDelimiterBox(fraction.left, style, reading: leftReading), to: &row)
    append(content, to: &row)
    if !fraction.isContinued {
      append(try fractionDelimiterBox(fraction.right, style, reading: rightReading), to: &row)
    }
    return row
  }

  private func ruledShifts(
    of upper: Box, _ lower: Box, _ style: MathStyle
  ) -> (up: Double, down: Double) {
    let half = constant(.fractionRuleThickness, style) / 2
    let up = constant(
      .fractionNumeratorShiftUp, display: .fractionNumeratorDisplayStyleShiftUp, style)
    let down = constant(
      .fractionDenominatorShiftDown, display: .fractionDenominatorDisplayStyleShiftDown, style)
    let upperGap = constant(
      .fractionNumeratorGapMin, display: .fractionNumeratorDisplayStyleGapMin, style)
    let lowerGap = constant(
      .fractionDenominatorGapMin, display: .fractionDenominatorDisplayStyleGapMin, style)
    return (
      max(up, upperGap + upper.depth + axis(style) + half),
      max(down, lowerGap + lower.height - axis(style) + half)
    )
  }

  private func stackedShifts(
    of upper: Box, _ lower: Box, _ style: MathStyle
  ) -> (up: Double, down: Double) {
    let up = constant(.stackTopShiftUp, display: .stackTopDisplayStyleShiftUp, style)
    let down = constant(.stackBottomShiftDown, display: .stackBottomDisplayStyleShiftDown, style)
    let least = constant(.stackGapMin, display: .stackDisplayStyleGapMin, style)
    let missing = (least - ((up - upper.depth) - (lower.height - down))) / 2
    return missing > 0 ? (up + missing, down + missing) : (up, down)
  }

  /// A root (Appendix G, rule 11).
  mutating func radicalBox(
    _ radical: Nucleus.Radical, _ style: MathStyle
  ) throws(FontError) -> Box {
    let mark = empty()
    var degree = try boxed(radical.degree, .scriptScript)
    let reading = nextReading()
    let thickness = constant(.radicalRuleThickness, style)
    let content = try self.box(of: radical.radicand, style.cramped)
    var gap = constant(.radicalVerticalGap, display: .radicalDisplayStyleVerticalGap, style)
    let sign = try stretched(
      "√", along: .vertical, to: content.total + gap + thickness, style, reading: reading,
      source: radical.range)
    let excess = sign.total - thickness - content.total - gap
    if excess > 0 { gap += excess / 2 }
    let up = content.height + gap + thickness - sign.height
    var x = 0.0
    if let degree {
      let before = constant(.radicalKernBeforeDegree, style)
      let after = max(constant(.radicalKernAfterDegree, style), -(degree.width + before))
      x = before + degree.width + after
      move(degree, x: before)
    }
    degree?.width = 0
    let raise = face.constant(.radicalDegreeBottomRaisePercent) * sign.total - (sign.depth - up)
    if let degree { move(degree, y: raise) }
    move(sign, x: x, y: up)
    move(content, x: x + sign.width)
    appendRule(
      x: x + sign.width, y: content.height + gap, width: content.width, height: thickness,
      source: radical.range)
    return self.box(
      since: mark, width: x + sign.width + content.width,
      height: max(
        content.height + gap + thickness + constant(.radicalExtraAscender, style),
        (degree?.height ?? 0) + raise),
      depth: max(content.depth, sign.depth - up))
  }
}
