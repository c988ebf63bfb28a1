public import Records

/// What the lecture says, in its order, each by a route of its own; the chapters side by side.
public func lectureClaims() -> [Claim] {
  let chapters: [@Sendable () -> [Claim]] = [
    motivationClaims, leastSquaresClaims, diagonalNetworkClaims, noiseClaims,
    classificationClaims, generalisationClaims, paperClaims,
  ]
  return parallelMap(chapters.count) { chapters[$0]() }.flatMap { $0 }
}
