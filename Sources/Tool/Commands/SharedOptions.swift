import ArgumentParser
import Lectures
import Plotting
import Records
import Reports
import Typesetting

/// Where fonts are.
struct FontOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder with the fonts; may be repeated.", valueName: "dir"),
    completion: .directory)
  var fonts: [String] = []

  /// The fonts for a size.
  func set(for size: SizeClass) throws -> MathFonts { try mathFonts(for: size, folders: fonts) }
}

/// Whether results are kept from run to run.
struct KeepOptions: ParsableArguments {
  @Flag(help: "Compute everything anew, and keep nothing for the next run.")
  var fresh = false

  /// Where results are kept that depend on some fonts.
  func keep(_ fonts: MathFonts...) -> Subject.Keep {
    keptTexts(of: Tool.lecture, fonts: fonts, fresh: fresh)
  }
}

/// How documents are made: options that several commands share.
struct DocumentOptions: ParsableArguments {
  @OptionGroup var keeping: KeepOptions

  @Option(
    help: ArgumentHelp("A folder with other templates.", valueName: "dir"), completion: .directory)
  var templates: String?

  @OptionGroup var faces: FontOptions

  /// Where results are kept from run to run.
  func keep(_ fonts: MathFonts) -> Subject.Keep { keeping.keep(fonts) }
}

/// The value that a word names.
///
/// - Parameter what: What the values are, for the message.
/// - Throws: `UsageError` with the words that are known.
func choice<Value: RawRepresentable<String> & CaseIterable>(
  _ word: some StringProtocol, as what: String
) throws -> Value {
  if let value = Value(rawValue: String(word)) { return value }
  let known = Value.allCases.map(\.rawValue)
  let hint = NearestName.to(String(word), among: known).map { "; did you mean '\($0)'?" } ?? ""
  throw UsageError.other(
    "no \(what) '\(printable(String(word)))'; give \(known.dropLast().joined(separator: ", ")) "
      + "or \(known.last ?? "")\(hint)")
}

/// The values that a list separated by commas names, each once.
func choices<Value: RawRepresentable<String> & CaseIterable & Hashable>(
  _ list: String, as what: String
) throws -> [Value] {
  try list.split(separator: ",", omittingEmptySubsequences: false)
    .map { try choice($0, as: what) as Value }.distinct
}

/// What stands behind the last point of a path's name; nil for a folder's path or a name without one.
func fileEnding(of path: String) -> String? {
  guard !path.hasSuffix("/") else { return nil }
  return path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map(String.init)
}

/// Whether `-o` names a file, or standard output, and no folder: its ending is that of a format.
///
/// - Throws: `UsageError` for the ending of another format than the one asked for.
func namesFile<Format: RawRepresentable<String> & Equatable>(
  _ output: String, _ formats: [Format]
) throws -> Bool {
  guard let format = fileEnding(of: output).flatMap(Format.init) else { return output == "-" }
  guard formats == [format] else {
    throw UsageError.other(
      "-o \(printable(output)) names a file of \(format.rawValue); give -f \(format.rawValue), or a "
        + "folder with -o")
  }
  return true
}
