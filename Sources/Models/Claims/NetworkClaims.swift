/// The claims of lecture section 3: (3.1) to (3.32), Proposition 1, Remarks 1 to 3, Figures 3 to 5.
public func diagonalNetworkClaims() -> [Claim] {
  landscapeClaims() + networkFlowClaims() + initialisationClaims()
}
