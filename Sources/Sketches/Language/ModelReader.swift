import Records

/// Lines that name a model of the lecture.
extension LineReader {
  /// `data NAME(setting, …)`, behind the word `data`; nil for the name of a file.
  mutating func modelData(_ place: Place) throws(Fault) -> ModelLine? {
    var ahead = words
    let wordPlace = ahead.here
    guard case .name(let word) = try ahead.take().kind, ahead.next.kind == .sign("("),
      ahead.isAdjacent
    else { return nil }
    words = ahead
    let settings = try settingsInBrackets(of: word)
    try end("data")
    return ModelLine(
      kind: .data, word: word, settings: settings, place: place, wordPlace: wordPlace)
  }

  /// `NAME setting …`, behind the name; nil where no setting follows.
  mutating func modelSettings(_ word: String, _ place: Place) throws(Fault) -> ModelLine? {
    var ahead = words
    guard case .name = try ahead.take().kind, ahead.next.kind == .sign("=") else { return nil }
    var settings: [ModelSetting] = []
    while words.next.kind != .end {
      settings.append(try setting(of: word, among: settings))
      _ = try words.take(sign: ",")
    }
    return ModelLine(
      kind: .settings, word: word, settings: settings, place: place, wordPlace: place)
  }

  /// `NAME(setting, …)` behind the sign of equality of a definition; nil for a formula.
  mutating func modelRun(_ name: String, _ place: Place) throws(Fault) -> ModelLine? {
    var ahead = words
    let wordPlace = ahead.here
    guard case .name(let word) = try ahead.take().kind, ahead.next.kind == .sign("("),
      ahead.isAdjacent
    else { return nil }
    let bracket = ahead
    try ahead.take()
    if ahead.next.kind != .sign(")") {
      guard case .name = try ahead.take().kind, ahead.next.kind == .sign("=") else { return nil }
    }
    words = bracket
    let settings = try settingsInBrackets(of: word)
    try end("a run")
    return ModelLine(
      kind: .run(name), word: word, settings: settings, place: place, wordPlace: wordPlace)
  }

  private mutating func settingsInBrackets(of word: String) throws(Fault) -> [ModelSetting] {
    let opening = words.here
    try words.take()
    var settings: [ModelSetting] = []
    while words.next.kind != .sign(")") {
      settings.append(try setting(of: word, among: settings))
      guard try words.take(sign: ",") else { break }
    }
    guard try words.take(sign: ")") else {
      throw words.next.kind == .end
        ? Fault(opening, "this bracket has no partner; end with ')'")
        : fault("settings are parted by commas; write: \(word)(name=1, other=2)")
    }
    return settings
  }

  private mutating func setting(
    of word: String, among others: [ModelSetting]
  ) throws(Fault) -> ModelSetting {
    let place = words.here
    guard case .name(let name) = words.next.kind else {
      throw Fault(place, "a setting has a name; write: \(word)(name=1)")
    }
    if others.contains(where: { $0.name == name }) {
      throw Fault(place, "'\(printable(name))' is set twice; leave one out")
    }
    try words.take()
    let equals = words.here
    guard try words.take(sign: "=") else {
      throw Fault(equals, "'\(printable(name))' has no value; write: \(name)=1")
    }
    let start = words.here
    let first = try words.expression()
    guard try words.take(sign: "..") else {
      return ModelSetting(name: name, value: .one(first), place: place, equals: equals)
    }
    let bounds = Bounds(low: first, high: try words.expression(), place: start)
    let isLog = try words.take(word: "log")
    let count = try words.take(word: "count") ? try words.expression() : nil
    return ModelSetting(
      name: name, value: .range(bounds, isLog: isLog, count: count), place: place, equals: equals)
  }
}
