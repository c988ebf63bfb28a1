import Records

/// The works of a BibTeX file.
package struct Bibliography: Sendable {
  /// The works in the order of the file.
  package let works: [Work]
  /// The places of the works by their keys.
  private let places: [String: Int]
  /// The keys of all entries.
  private let keys: [String]

  /// Reads a BibTeX file.
  ///
  /// Only works that are cited are looked at closely: what nobody prints is not refused.
  ///
  /// - Parameters:
  ///   - text: The file.
  ///   - file: Its name for messages.
  ///   - cited: The keys of the works that are cited; nil for all.
  /// - Throws: `SourceError` at the first fault.
  package init(_ text: String, file: String, cited: Set<String>? = nil) throws(SourceError) {
    do throws(LineError) {
      let entries = try BibTeX(text).entries
      var seen: [String: Int] = [:]
      var works: [Work] = []
      let parents = Dictionary(entries.map { ($0.key.lowercased(), $0) }) { first, _ in first }
      for entry in entries where cited?.contains(entry.key) ?? true {
        if let first = seen.updateValue(entry.line, forKey: entry.key) {
          throw LineError(
            entry.line,
            "the key \(quoted(entry.key)) is used twice; give this entry or that of line \(first) another"
          )
        }
        works.append(try Work(try entry.inheriting(from: parents)))
      }
      self.works = works
      keys = entries.map(\.key)
      places = Dictionary(works.enumerated().map { ($1.key, $0) }) { first, _ in first }
    } catch {
      throw error.inFile(file)
    }
  }

  /// The work of a key.
  package func work(
    _ key: String, line: Int, isAlone: Bool = false
  ) throws(LineError) -> Work {
    if let place = places[key] { return works[place] }
    throw LineError(
      line,
      "no work \(quoted(key)) in the bibliography" + (isAlone ? "; \\@ is the sign alone" : ""),
      suggestion: NearestName.to(key, among: keys))
  }
}

extension BibTeX.Entry {
  /// The entry with the fields that it lacks from those that it names under `crossref` and `xdata`.
  ///
  /// - Parameter parents: Entries by their keys in small letters.
  /// - Throws: `LineError` for a name that no entry has.
  func inheriting(from parents: [String: BibTeX.Entry]) throws(LineError) -> BibTeX.Entry {
    var whole = self
    var seen: Set<String> = [key.lowercased()]
    var waiting = names(of: "xdata") + names(of: "crossref")
    while !waiting.isEmpty {
      let (name, field) = waiting.removeFirst()
      guard seen.insert(name.lowercased()).inserted else { continue }
      guard let parent = parents[name.lowercased()] else {
        throw LineError(
          line, "the entry \(quoted(key)) takes fields from \(quoted(name)), which is no entry",
          suggestion: NearestName.to(name, among: parents.values.map(\.key).sorted()))
      }
      var fields = parent.fields
      if field == "crossref" {
        // The title of a book is no title of what stands in it.
        if fields["booktitle"] == nil { fields["booktitle"] = fields["title"] }
        for own in ["title", "author", "pages", "url", "doi", "eprint"] { fields[own] = nil }
      }
      whole.fields.merge(fields) { own, _ in own }
      waiting += parent.names(of: "xdata") + parent.names(of: "crossref")
    }
    return whole
  }

  /// The keys in a field, with the field's name.
  private func names(of field: String) -> [(name: String, field: String)] {
    (fields[field]?.text ?? "").split(separator: ",")
      .map { (String($0.trimmed), field) }.filter { !$0.0.isEmpty }
  }
}
