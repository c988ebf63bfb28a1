public import Records

/// The claims of lecture section 3: (3.1) to (3.32), Proposition 1, Remarks 1 to 3, Figures 3 to 5.
///
/// O(1): instances of fixed size, at most 20 samples of 40 features.
public func diagonalNetworkClaims() -> [Claim] {
  landscapeClaims() + networkFlowClaims() + initialisationClaims()
}
