import Records

/// A day as a number: the days from the first of January 1970, in the Gregorian calendar.
///
/// - Parameters:
///   - year: Any year; 0 is that before 1.
///   - month: From 1 to 12; others count on into the years beside.
///   - day: From 1; others count on into the months beside.
///   - hour: Hours after midnight, parts of one included.
public func day(_ year: Int, _ month: Int = 1, _ day: Int = 1, hour: Double = 0) -> Double {
  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March.
  let months = year * 12 + month - 1
  let (year, month) = (floorDivide(months, 12), months - floorDivide(months, 12) * 12 + 1)
  let shifted = month <= 2 ? year - 1 : year
  let era = floorDivide(shifted, 400)
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return Double(era * 146_097 + dayOfEra - 719_468) + hour / 24
}

/// Year, month and day of a number of days from the first of January 1970.
func calendar(_ days: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = days + 719_468
  let era = floorDivide(shifted, 146_097)
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let month = (5 * dayOfYear + 2) / 153
  return (
    yearOfEra + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
    dayOfYear - (153 * month + 2) / 5 + 1
  )
}

private func floorDivide(_ a: Int, _ b: Int) -> Int {
  Int((Double(a) / Double(b)).rounded(.down))
}

/// The steps of ticks in time: seconds, days, months.
private enum TimeStep {
  case seconds(Int), days(Int), months(Int)

  static let all: [TimeStep] = [
    .seconds(1), .seconds(5), .seconds(15), .seconds(30), .seconds(60), .seconds(300),
    .seconds(900), .seconds(1800), .seconds(3600), .seconds(3 * 3600), .seconds(6 * 3600),
    .seconds(12 * 3600), .days(1), .days(2), .days(7), .days(14),
    .months(1), .months(3), .months(6),
  ]

  /// The length, in days.
  var length: Double {
    switch self {
    case .seconds(let count): Double(count) / 86_400
    case .days(let count): Double(count)
    case .months(let count): Double(count) * 30.4
    }
  }
}

/// Ticks at round dates: seconds, minutes, hours, days, weeks from a Monday, months, quarters or years.
package func dateTicks(from start: Double, to end: Double, count: Int) -> [Tick] {
  guard start < end, abs(start) < 1e8, abs(end) < 1e8 else { return [] }
  let aim = (end - start) / Double(count)
  guard let step = TimeStep.all.first(where: { $0.length >= aim * 0.75 }) else {
    let first = calendar(Int(start.rounded(.down))).year
    let last = calendar(Int(end.rounded(.down))).year
    let years = roundTicks(from: Double(first), to: Double(last + 1), count: count)
    return dateTicks(
      at: years.filter { $0 == $0.rounded() }.map { day(Int($0)) }.filter {
        $0 >= start - 1e-9 && $0 <= end + 1e-9
      })
  }
  func multiples(of count: Int, perDay: Double, from origin: Double = 0) -> [Double] {
    let first = Int(((start - origin) * perDay / Double(count) - 1e-9).rounded(.up))
    let last = Int(((end - origin) * perDay / Double(count) + 1e-9).rounded(.down))
    return first <= last ? (first...last).map { Double($0 * count) / perDay + origin } : []
  }
  var values: [Double] = []
  switch step {
  case .seconds(let seconds): values = multiples(of: seconds, perDay: 86_400)
  // The fifth of January 1970 was a Monday.
  case .days(let days):
    values = multiples(of: days, perDay: 1, from: days.isMultiple(of: 7) ? 4 : 0)
  case .months(let months):
    let first = calendar(Int(start.rounded(.down)))
    var month = ((first.month - 1) / months) * months + 1
    while true {
      let value = day(first.year, month)
      if value > end + 1e-9 { break }
      if value >= start - 1e-9 { values.append(value) }
      month += months
    }
  }
  return dateTicks(at: values)
}

/// Ticks at given times, in the parts of the international form that tell them apart (ISO 8601); what
/// they leave out is said below the first of them, and the year again where it changes.
func dateTicks(at values: [Double]) -> [Tick] {
  let values = values.filter { abs($0) < 1e8 }.sorted()
  let dates = values.map { calendar(Int(($0 + 1e-9).rounded(.down))) }
  let isDaily = zip(values, dates).allSatisfy {
    abs($0.0 - day($0.1.year, $0.1.month, $0.1.day)) < 1e-9
  }
  let isMonthly = isDaily && dates.allSatisfy { $0.day == 1 }
  let isYearly = isMonthly && dates.allSatisfy { $0.month == 1 }
  let hasSeconds = zip(values, dates).contains { !seconds($0, $1).isMultiple(of: 60) }
  var year: Int?
  return zip(values, dates).map { value, date in
    if isYearly { return Tick(value, "\(date.year)") }
    if isMonthly { return Tick(value, "\(date.year)-\(two(date.month))") }
    let monthAndDay = "\(two(date.month))-\(two(date.day))"
    let isDay = isDaily || seconds(value, date) == 0
    let label = isDay ? monthAndDay : time(value, date, hasSeconds: hasSeconds)
    guard year != date.year else { return Tick(value, label) }
    year = date.year
    return Tick(value, "\(label)\n\(date.year)" + (isDay ? "" : "-\(monthAndDay)"))
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// The whole seconds after midnight.
private func seconds(_ value: Double, _ date: (year: Int, month: Int, day: Int)) -> Int {
  Int(((value - day(date.year, date.month, date.day)) * 86_400).rounded())
}

private func time(
  _ value: Double, _ date: (year: Int, month: Int, day: Int), hasSeconds: Bool
) -> String {
  let seconds = seconds(value, date)
  return "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    + (hasSeconds ? ":\(two(seconds % 60))" : "")
}

/// A date in the international form (ISO 8601), with its time where it is no whole day; a time is of whole
/// seconds.
///
/// - Parameter value: Days since the first of January 1970.
package func dateText(_ value: Double) -> String {
  guard abs(value) < 1e8 else { return Numeral(value, significant: 4).trimmed.plain }
  let rounded = (value * 86_400).rounded() / 86_400
  let date = calendar(Int((rounded + 1e-9).rounded(.down)))
  let year = String(repeating: "0", count: max(0, 4 - "\(date.year)".count)) + "\(date.year)"
  let written = "\(year)-\(two(date.month))-\(two(date.day))"
  let seconds = seconds(rounded, date)
  return seconds == 0
    ? written
    : "\(written) \(time(rounded, date, hasSeconds: !seconds.isMultiple(of: 60)))"
}
