import Plotting

/// The days from the first of January 1970 to a date as tables and formulas have it (ISO 8601), parts of a
/// day for its time: 2024-03-31, 2024-03, 2024-03-31 12:30, 2024-03-31T12:30:15Z; nil for other words.
///
/// A time with an offset, such as +02:00, counts as that of Greenwich.
func day(ofDate text: String) -> Double? {
  let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
  let numbers = parts[0].split(separator: "-", omittingEmptySubsequences: false).map(wholeNumber)
  guard (2...3).contains(numbers.count), parts[0].prefix(5).last == "-",
    let year = numbers[0], let month = numbers[1], (1...12).contains(month),
    let date = numbers.count > 2 ? numbers[2] : 1,
    date >= 1, Double(date) <= day(year, month + 1) - day(year, month)
  else { return nil }
  guard parts.count > 1 else { return day(year, month, date) }
  guard numbers.count > 2, let seconds = seconds(ofTime: parts[1]) else { return nil }
  // One quotient, so that a round time is the double nearest to it, as ticks are.
  return (day(year, month, date) * 86_400 + seconds) / 86_400
}

/// A number of digits alone; nil for other words, and for more than four digits.
private func wholeNumber(_ digits: Substring) -> Int? {
  (1...4).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber }
    ? Int(digits) : nil
}

/// The seconds after midnight of a time such as 12:30, 12:30:15.5 or 12:30Z.
private func seconds(ofTime text: Substring) -> Double? {
  var time = text
  var offset = 0.0
  if time.hasSuffix("Z") {
    time.removeLast()
  } else if let sign = time.lastIndex(where: { "+-".contains($0) }) {
    let digits = time[time.index(after: sign)...].filter { $0 != ":" }
    guard digits.count == 2 || digits.count == 4, let number = wholeNumber(Substring(digits)) else {
      return nil
    }
    let minutes = digits.count == 2 ? 60 * number : 60 * (number / 100) + number % 100
    offset = Double(minutes) * (time[sign] == "-" ? -60 : 60)
    time = time[..<sign]
  }
  let parts = time.split(separator: ":", omittingEmptySubsequences: false)
  guard (2...3).contains(parts.count), parts.prefix(2).allSatisfy({ $0.count == 2 }),
    let hours = wholeNumber(parts[0]), let minutes = wholeNumber(parts[1]), hours < 24, minutes < 60
  else { return nil }
  var rest = 0.0
  if parts.count > 2 {
    guard parts[2].first?.isNumber == true, parts[2].allSatisfy({ $0.isNumber || $0 == "." }),
      let value = Double(parts[2]), value < 60
    else { return nil }
    rest = value
  }
  return Double(3600 * hours + 60 * minutes) + rest - offset
}

/// Whether words look like a date that is not written as 2024-12-31, such as 31.12.2024 or 12/31/2024.
func isOtherDate(_ text: String) -> Bool {
  let date = text.prefix { $0 != " " && $0 != "T" }
  let parts = date.split(omittingEmptySubsequences: false) { "./-".contains($0) }
  guard (2...3).contains(parts.count), parts.allSatisfy({ wholeNumber($0) != nil }) else {
    return false
  }
  let isYear = parts.map { $0.count == 4 }
  return isYear.count { $0 } == 1 && (isYear[0] || isYear[isYear.count - 1])
    && zip(parts, isYear).allSatisfy { $1 || $0.count <= 2 }
}

extension Words {
  /// The index after a date that begins at another, as 2021-06-01, 2021-06-01T12:30 or 2021-06; nil where a
  /// number stands.
  ///
  /// Whoever means a difference puts spaces about its sign. A month from October on is a date where it
  /// stands alone: 2000-10 is a difference in 2000-10*x.
  static func endOfDate(in line: [Character], from start: Int) -> Int? {
    func isDigits(_ from: Int, _ count: Int) -> Bool {
      from + count <= line.count
        && line[from..<from + count].allSatisfy { $0.isASCII && $0.isNumber }
    }
    func sign(_ index: Int) -> Character? { line.indices.contains(index) ? line[index] : nil }
    func ends(_ index: Int) -> Bool {
      guard let next = sign(index) else { return true }
      return !isInName(next) && next != "-" && (next != "." || sign(index + 1) == ".")
    }
    guard isDigits(start, 4), sign(start + 4) == "-", isDigits(start + 5, 2) else { return nil }
    let month = start + 7
    if sign(month) == "-", isDigits(month + 1, 2) {
      let end = month + 3
      guard sign(end) == "T", isDigits(end + 1, 2), sign(end + 3) == ":", isDigits(end + 4, 2)
      else { return ends(end) ? end : nil }
      var time = end + 6
      if sign(time) == ":", isDigits(time + 1, 2) { time += 3 }
      if sign(time) == "Z" { time += 1 }
      return ends(time) ? time : nil
    }
    guard ends(month), day(ofDate: String(line[start..<month])) != nil else { return nil }
    if sign(start + 5) == "0" { return month }
    let next = line[month...].first { !$0.isWhitespace }
    let before = line[..<start].last { !$0.isWhitespace }
    let isAlone =
      !(before.map { "+-*/^|".contains($0) } ?? false)
      && next.map { $0.isLetter || ",).".contains($0) } ?? true
    return isAlone && "12".contains(line[start]) ? month : nil
  }
}
