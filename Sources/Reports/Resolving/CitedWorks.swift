extension Resolver {
  /// The works that are cited anywhere, in the order of the list.
  func citedWorks() throws(LineError) -> [Work] {
    var keys: [String] = []
    for (citation, line) in index.citations {
      guard let bibliography = manuscript.bibliography else {
        // Without works the sign means nothing.
        if !citation.isBracketed, !citation.items.contains(where: \.looksCited) { continue }
        throw LineError(
          line,
          "the text cites works but the settings lack bibliography: file.bib; \\@ is the sign alone"
        )
      }
      for item in citation.items {
        let work = try bibliography.work(item.key, line: line, isAlone: !citation.isBracketed)
        if !keys.contains(work.key) { keys.append(work.key) }
      }
      guard index.environments.contains(.bibliography) else {
        throw LineError(
          line, "the text cites works but has no list of them; write ::: bibliography and :::")
      }
    }
    let works = manuscript.bibliography?.works ?? []
    switch front.citationStyle {
    case .authorYear:
      let cited = works.filter { keys.contains($0.key) }
      let order = cited.map(\.sortingKey)
      return told(
        cited.indices.sorted { (order[$0], $0) < (order[$1], $1) }.map { cited[$0] })
    // Numbers count the works in the order of their first citation.
    case .numeric: return keys.compactMap { key in works.first { $0.key == key } }
    }
  }

  /// Works with letters behind their years where authors and year are the same: 2020a and 2020b.
  private func told(_ works: [Work]) -> [Work] {
    let groups = Dictionary(grouping: works.indices) { works[$0].label(in: front.language) }
    var told = works
    for group in groups.values where (2...26).contains(group.count) {
      for (letter, place) in zip("abcdefghijklmnopqrstuvwxyz", group) {
        told[place].fields["year"]?.append(letter)
      }
    }
    return told
  }
}

extension Citation.Item {
  /// Whether the key is one of works only, a name with a year: `@smith2020`.
  fileprivate var looksCited: Bool {
    let year = key.reversed().drop { $0.isASCII && $0.isLowercase }.prefix {
      $0.isASCII && $0.isNumber
    }
    return key.first?.isLetter == true && year.count == 4 && "12".contains(year.last ?? "0")
  }
}

extension [Work] {
  /// Works with names for their places in the list, made of their keys: no two are the same, even
  /// where keys differ by signs that names lack.
  var anchored: [Work] {
    var taken: Set<String> = []
    return map { work in
      let stem = "ref-" + anchorName(work.key)
      var name = stem
      var count = 1
      while !taken.insert(name).inserted {
        count += 1
        name = "\(stem)-\(count)"
      }
      var work = work
      work.anchor = name
      return work
    }
  }
}
