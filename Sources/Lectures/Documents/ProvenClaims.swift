package import Records

extension Lecture {
  /// The expected values of the labs that have numbers with proven bounds, by id.
  package func quantitiesOfLabs() throws -> [(id: String, quantities: [Quantity])] {
    try labs.compactMap { entry in
      guard proven.contains(where: { $0.id.hasPrefix(entry.id + ".") }), let lab = try entry.make?()
      else { return nil }
      return (id: entry.id, quantities: lab.expected.map { Quantity($0.name, $0.value) })
    }
  }

  /// That numbers, as figures and labs quote them, lie within the bounds that were proven: a claim for each
  /// of them that has such numbers.
  ///
  /// - Parameter numbers: The numbers of figures and labs at their usual parameters, by id.
  package func claimsOfBounds(_ numbers: [(id: String, quantities: [Quantity])]) -> [Claim] {
    numbers.compactMap { id, quantities in
      let own = proven.filter { $0.id.hasPrefix(id + ".") }
      guard !own.isEmpty else { return nil }
      let misses = own.map { enclosure -> Double in
        guard let found = quantities.first(where: { "\(id).\($0.name)" == enclosure.id }) else {
          return .nan
        }
        let room = [enclosure.lower - found.value, found.value - enclosure.upper, 0].worst
        return room / [abs(found.value), 1e-300].worst
      }
      return Claim(
        id: id + "-bounds",
        statement: "The numbers of \(id) whose bounds are proven lie within them.",
        residual: misses.worst, tolerance: 1e-9,
        reason: "relative; a solver’s last digits may lie beyond bounds that are narrower")
    }
  }
}
