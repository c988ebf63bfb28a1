import Records
import Typesetting

/// How works are cited.
package enum CitationStyle: String, CaseIterable, Sendable {
  /// By authors and year, as in (Pesme et al., 2021).
  case authorYear = "author-year"
  /// By numbers in the order of the first citations, as in [1].
  case numeric
}

/// A published work, as a BibTeX entry has it.
package struct Work: Hashable, Sendable {
  /// The key that citations name.
  package var key: String
  /// The name of its place in the list.
  package var anchor = ""
  /// The kind of entry, such as `article`.
  package var kind: String
  /// The fields that are printed, by name: text with formulas between dollar signs.
  package var fields: [String: String]
  package var authors: [PersonName] = []
  /// Whether there are more authors than are named.
  package var hasMoreAuthors = false
  /// Whether the authors are the editors.
  package var isEdited = false
  /// Who edited the book that a work with authors stands in.
  package var bookEditors: [PersonName] = []
  /// Whether there are more of them than are named.
  package var hasMoreBookEditors = false
  /// Where the work can be read; nil where the entry has no address.
  package var address: String?

  /// The authors of a citation, as in `Pesme et al` with a stop behind.
  func who(in language: DocumentLanguage) -> String {
    let names = authors.map(\.short)
    return switch names.count {
    case 0: fields["organization"] ?? fields["institution"] ?? titleInWords(language)
    case 1 where !hasMoreAuthors: names[0]
    case 2 where !hasMoreAuthors: names[0] + language.word(.and) + names[1]
    default: "\(names[0]) et al."
    }
  }

  /// The authors and year of a citation, as in `Pesme et al., 2021`.
  package func label(in language: DocumentLanguage = .english) -> String {
    "\(who(in: language)), \(year(in: language))"
  }

  /// The year, or that there is none.
  package func year(in language: DocumentLanguage = .english) -> String {
    fields["year"] ?? language.word(.undated)
  }

  /// The authors in full, as in `S. Pesme, L. Pillaud-Vivien and N. Flammarion`.
  package func authorLine(in language: DocumentLanguage = .english) -> String {
    guard !authors.isEmpty else { return fields["organization"] ?? "" }
    let line =
      Work.line(of: authors, hasMore: hasMoreAuthors, areEditors: isEdited, in: language)
    return fields["collaboration"].map { "\(line) (\($0))" } ?? line
  }

  /// Names in full, as in `S. Pesme, L. Pillaud-Vivien and N. Flammarion`; behind those of editors,
  /// that they are.
  private static func line(
    of people: [PersonName], hasMore: Bool, areEditors: Bool, in language: DocumentLanguage
  ) -> String {
    var names = people.map(\.initialled)
    var line = names.last ?? ""
    if hasMore {
      line = names.joined(separator: ", ") + " et al."
    } else if names.count > 1 {
      names.removeLast()
      line = names.joined(separator: ", ") + language.word(.and) + line
    }
    guard areEditors else { return line }
    return line + " " + language.word(people.count == 1 && !hasMore ? .editor : .editors)
  }

  /// What a list by authors is sorted by: family names and initials, then year and title, without case
  /// and accents.
  package var sortingKey: String {
    let names =
      authors.isEmpty
      ? [fields["organization"] ?? fields["title"] ?? ""]
      : authors.map { "\($0.family)\u{2}\($0.initialled)" }
    let parts = names + [fields["year"] ?? "", fields["title"] ?? ""]
    return parts.map(unaccented).joined(separator: "\u{1}")
  }

  /// Where the work appeared, with volume and pages, without the year.
  package func place(in language: DocumentLanguage = .english) -> String {
    var parts: [String] = []
    if let journal = fields["journal"] {
      let number = fields["number"].map { "(\($0))" } ?? ""
      let volume = (fields["volume"] ?? "") + number
      parts.append(volume.isEmpty ? journal : "\(journal) \(volume)")
    } else if let book = fields["booktitle"] {
      let editors =
        bookEditors.isEmpty
        ? ""
        : Work.line(of: bookEditors, hasMore: hasMoreBookEditors, areEditors: true, in: language)
          + ", "
      parts.append("\(language.word(.inBook)) \(editors)\(book)")
    } else if let school = fields["school"] {
      parts.append("\(thesis(in: language)), \(school)")
    } else if let institution = fields["institution"] {
      let number = fields["number"].map { " \($0)" } ?? ""
      parts.append("\(report(in: language))\(number), \(institution)")
    } else if kind == "patent", let number = fields["number"] {
      parts.append(number)
    }
    if let version = fields["version"] {
      parts.append("\(language == .german ? "Version" : "version") \(version)")
    }
    if fields["journal"] == nil, let volume = fields["volume"] {
      parts.append("\(language.word(.volume)) \(volume)")
    }
    for name in ["series", "publisher"] { parts += fields[name].map { [$0] } ?? [] }
    parts += fields["edition"].map { [language.edition($0)] } ?? []
    parts += fields["howpublished"].map { [$0] } ?? []
    if let pages = fields["pages"] {
      let isOne = pages.allSatisfy { $0.isLetter || $0.isNumber }
      parts.append("\(language.word(isOne ? .page : .pages)) \(pages)")
    }
    if let note = fields["note"] { parts.append(note) }
    return parts.joined(separator: ", ")
  }

  /// What a thesis is called: as its entry says, or by the names that biblatex has for kinds of them.
  private func thesis(in language: DocumentLanguage) -> String {
    let type = fields["type"] ?? (kind == "mastersthesis" ? "mathesis" : "phdthesis")
    return switch type.lowercased() {
    case "mathesis", "mastersthesis": language.word(.mastersThesis)
    case "phdthesis": language.word(.thesis)
    default: type
    }
  }

  /// What a report is called: as its entry says, or by the name that biblatex has for it.
  private func report(in language: DocumentLanguage) -> String {
    guard let type = fields["type"], !["techreport", "report"].contains(type.lowercased()) else {
      return language.word(.report)
    }
    return type
  }

  /// The work as a list has it: the authors, plain text; the title, and what follows it with the
  /// year, both with formulas between dollar signs.
  package func entry(
    in language: DocumentLanguage
  ) -> (authors: String, title: String, rest: String) {
    func typeset(_ text: String) -> String { text.contains("$") ? text : language.typeset(text) }
    // A stop ends each part that has none of its own.
    func ended(_ text: String) -> String {
      text.isEmpty || ".?!…".contains(text.last ?? " ") ? text : text + "."
    }
    let (authors, title) = (ended(authorLine(in: language)), fields["title"] ?? "")
    let end = ended(title).dropFirst(title.count)
    var place = place(in: language)
    let seen = address == nil ? nil : fields["urldate"]
    let visit = seen.map { ", " + language.word(.accessed) + language.date($0) } ?? ""
    // What follows a full stop begins with a capital, but for an address.
    if let first = place.first, !place.prefix(while: { $0 != " " }).contains("/") {
      place = first.uppercased() + place.dropFirst()
    }
    return (
      authors.isEmpty ? "" : authors + " ", typeset(title),
      typeset(end + " " + (place.isEmpty ? "" : place + ", ") + ended(year(in: language) + visit))
    )
  }

  /// The address where nothing that is printed names it.
  package var otherAddress: String? {
    address.flatMap { address in
      fields.values.contains { $0.contains(address) } ? nil : address
    }
  }

  /// The title without its formulas' TeX.
  private func titleInWords(_ language: DocumentLanguage) -> String {
    fields["title"].flatMap { try? spoken($0, in: language.spoken) } ?? key
  }
}

extension Work {
  /// The kinds of BibTeX and biblatex; others are taken for `misc` unless they look like one.
  private static let kinds = [
    "article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings",
    "manual", "mastersthesis", "misc", "phdthesis", "proceedings", "techreport", "unpublished",
    "online", "electronic", "www", "report", "thesis", "collection", "software", "dataset",
    "patent", "preprint", "mvbook", "mvcollection", "mvproceedings", "mvreference", "bookinbook",
    "suppbook", "suppcollection", "suppperiodical", "periodical", "reference", "inreference",
    "artwork", "audio", "video", "image", "movie", "music", "legal", "letter", "standard", "set",
    "review", "performance",
  ]

  /// Names of biblatex for fields of BibTeX.
  private static let aliases = [
    "journaltitle": "journal", "date": "year", "eprinttype": "archiveprefix",
  ]

  private static let printed = [
    "title", "year", "journal", "booktitle", "volume", "number", "school", "institution",
    "organization", "type", "series", "publisher", "edition", "howpublished", "note", "pages",
    "subtitle", "booksubtitle", "version", "collaboration", "urldate",
  ]

  /// A work from an entry.
  ///
  /// - Throws: `LineError` for a field that is missing or cannot be printed.
  init(_ entry: BibTeX.Entry) throws(LineError) {
    (key, kind, fields) = (entry.key, entry.kind, [:])
    guard Work.kinds.contains(kind) || NearestName.to(kind, among: Work.kinds) == nil else {
      throw LineError(
        entry.line, "no entry of the kind \(quoted("@" + kind))",
        suggestion: NearestName.to(kind, among: Work.kinds))
    }
    var raw = entry.fields
    for (alias, name) in Work.aliases where raw[name] == nil { raw[name] = raw[alias] }
    if raw["school"] == nil, kind == "thesis" || kind.hasSuffix("sthesis") {
      raw["school"] = raw["institution"]
    }
    guard raw["title"] != nil else {
      let near = NearestName.to("title", among: raw.keys.sorted())
      throw LineError(
        entry.line,
        "the entry \(quoted(key)) lacks the field 'title'"
          + (near.map { "; it has \(quoted($0)): write title = {…}" } ?? ""))
    }
    for name in Work.printed {
      guard let value = raw[name] else { continue }
      if let line = entry.repeated[name] {
        throw LineError(line, "the field '\(name)' of \(quoted(key)) is given twice; remove one")
      }
      fields[name] = try Work.text(value, of: name)
    }
    for name in ["title", "booktitle"] {
      let part = fields.removeValue(forKey: name == "title" ? "subtitle" : "booksubtitle")
      if let whole = fields[name], let part { fields[name] = "\(whole): \(part)" }
    }
    // The title that what stands in a volume names it by is not told of the volume itself.
    if ["proceedings", "mvproceedings", "collection", "book"].contains(kind) {
      fields["booktitle"] = nil
    }
    // A date is its year, or two of them, and one that is empty is none.
    if entry.fields["year"] == nil { fields["year"] = fields["year"].map(Work.years) }
    if fields["year"]?.isEmpty ?? false { fields["year"] = nil }
    fields["pages"] = fields["pages"].map(Work.pages)
    // Numbers of reports may hold hyphens.
    if fields["journal"] != nil { fields["number"] = fields["number"].map(Work.pages) }
    let people = raw["author"] ?? raw["editor"]
    if let people {
      isEdited = raw["author"] == nil
      try Work.check(people, of: isEdited ? "editor" : "author")
      (authors, hasMoreAuthors) = try PersonName.list(people.text, line: people.line)
    }
    if !isEdited, let editors = raw["editor"] {
      try Work.check(editors, of: "editor")
      (bookEditors, hasMoreBookEditors) = try PersonName.list(editors.text, line: editors.line)
    }
    address = try Work.address(raw, line: entry.line)
    // Where the whole field is the address, it is printed once.
    if let how = raw["howpublished"], (try? TeXText.address(how.text, how.line)) == address {
      fields["howpublished"] = nil
    }
  }

  /// The years of a date such as `2009-03`, `2009/2017` or `-0043-03-15`.
  private static func years(_ date: String) -> String {
    let ends = date.split(separator: "/").map { end in
      let year = end.drop { $0 == "-" || $0 == "–" }.prefix { $0.isNumber }
      let isBefore = end.first == "-" || end.first == "–"
      return isBefore ? "−\(Int(year) ?? 0)" : String(year)
    }.filter { !$0.isEmpty }
    return ends.count == 2 && ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
  }

  /// Pages with the dash of ranges.
  private static func pages(_ text: String) -> String {
    var out = ""
    for character in text {
      out.append(character == "-" && out.last.map { $0.isNumber } ?? false ? "–" : character)
    }
    return out
  }

  private static func check(_ value: BibTeX.Value, of name: String) throws(LineError) {
    guard let string = value.undefined else { return }
    throw LineError(
      value.line,
      "the string \(quoted(string)) in the field '\(name)' is not defined; put words in braces")
  }

  private static func text(_ value: BibTeX.Value, of name: String) throws(LineError) -> String {
    try check(value, of: name)
    let text = try TeXText.plain(value.text, value.line)
    try telling(value.line, "in the field '\(name)': ") {
      for case .formula(let tex) in try dollarPieces(text) { _ = try MathText(tex) }
    }
    return text
  }

  /// The address of a work: its own, or that of an identifier whose place is known.
  private static func address(
    _ fields: [String: BibTeX.Value], line: Int
  ) throws(LineError) -> String? {
    func raw(_ name: String) throws(LineError) -> String? {
      guard let value = fields[name] else { return nil }
      let text = try TeXText.address(value.text, value.line)
      return text.isEmpty ? nil : text
    }
    func isAddress(_ text: String) -> Bool {
      ["https://", "http://"].contains { text.lowercased().hasPrefix($0) }
    }
    var found: (address: String, field: String)?
    if let url = try raw("url") {
      found = (url, "url")
    } else if let doi = try raw("doi") {
      let bare = doi.lowercased().hasPrefix("doi:") ? String(doi.dropFirst(4).trimmed) : doi
      if isAddress(bare) { found = (bare, "doi") }
      if bare.hasPrefix("10.") { found = ("https://doi.org/" + bare, "doi") }
    }
    if found == nil, let eprint = try raw("eprint") {
      let archive = try raw("archiveprefix")?.lowercased()
      // A class may stand behind the identifier, as in 2106.09524 [cs.LG].
      let bare = String(
        (eprint.lowercased().hasPrefix("arxiv:") ? String(eprint.dropFirst(6).trimmed) : eprint)
          .prefix { !$0.isWhitespace })
      // Other archives have identifiers too.
      let isArXiv =
        archive == "arxiv"
        || archive == nil && bare.first?.isNumber == true
          && bare.dropFirst(4).first == "."
      if isAddress(bare) {
        found = (bare, "eprint")
      } else if isArXiv || archive == nil && bare.contains("/") {
        found = ("https://arxiv.org/abs/" + bare, "eprint")
      }
    }
    if found == nil, let how = try? raw("howpublished"), isAddress(how),
      !how.contains(where: \.isWhitespace)
    {
      found = (how, "howpublished")
    }
    guard let found else { return nil }
    let place = fields[found.field]?.line ?? line
    guard try !checkedTarget(found.address, place).hasPrefix("#") else {
      throw LineError(
        place, "the link \(quoted(found.address)) leads to no page; write its address")
    }
    return found.address
  }
}

/// Letters in small, without accents, as lists are sorted; what is no letter stays as it is.
private func unaccented(_ text: String) -> String {
  let plain: [(letters: String, base: String)] = [
    ("àáâãäåāăą", "a"), ("çćĉċč", "c"), ("ďđð", "d"), ("èéêëēĕėęě", "e"), ("ĝğġģ", "g"),
    ("ìíîïĩīĭįı", "i"), ("ĺļľł", "l"), ("ñńņň", "n"), ("òóôõöøōŏő", "o"), ("ŕŗř", "r"),
    ("śŝşšș", "s"), ("ţťŧț", "t"), ("ùúûüũūŭůűų", "u"), ("ýÿŷ", "y"), ("źżž", "z"), ("æ", "ae"),
    ("œ", "oe"), ("ß", "ss"),
  ]
  return text.lowercased().map { letter in
    letter.isASCII
      ? String(letter) : plain.first { $0.letters.contains(letter) }?.base ?? String(letter)
  }.joined()
}
