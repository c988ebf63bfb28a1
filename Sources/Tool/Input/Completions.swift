import ArgumentParser
import Lectures
import Plotting
import Records
import Reports

/// The parser's script for bash, with parameters offered as they are typed: `u0=` has no quotes and
/// no space behind it.
func bashCompletion(_ script: String) -> String {
  let words = "__figures_add_completions -W \"$(__figures_custom_complete ---completion"
    .replacing("figures", with: Tool.lecture.command.replacing("-", with: "_"))
  return script.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    guard line.contains(words), line.contains(" -- --set ") else { return String(line) }
    let indent = line.prefix { $0 == " " }
    return """
      \(indent)compopt -o noquote 2>/dev/null
      \(line)
      \(indent)[[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
      """
  }.joined(separator: "\n")
}

/// What a shell offers for words that only the lecture knows: asked of the command at each key.
extension CompletionKind {
  /// The figures, by id and alias.
  static let figures = words { $0.figures.flatMap { [$0.id] + ($0.alias.map { [$0] } ?? []) } }

  /// The labs by id, and files.
  static let labs = custom { _, _, prefix in
    Tool.lecture.labs.map(\.id) + sources(prefix)
  }

  /// The claims of the lecture, by id.
  static let claims = words { lecture in lecture.claims().map(\.id) }

  /// The themes.
  static let themes = list(Theme.all.map(\.name))

  /// The named sizes.
  static let sizes = list(["column", "text", "slide"])

  /// Parameters of the figures that the line names, of all figures when it names none.
  static let settings = custom { words, _, prefix in
    let named = Tool.lecture.figures.filter { figure in
      words.contains(figure.id) || figure.alias.map { words.contains($0) } ?? false
    }
    let figures = named.isEmpty ? Tool.lecture.figures : named
    let settings = figures.flatMap(\.settings)
    guard let equals = prefix.firstIndex(of: "=") else {
      return Set(settings.map(\.name)).sorted().map { $0 + "=" }
    }
    let name = prefix[..<equals]
    return Set(settings.filter { $0.name == name }.map { "\($0.name)=\($0.value)" }).sorted()
  }

  /// A list separated by commas of some words: those that are not in it yet.
  static func commas(_ all: [String]) -> CompletionKind {
    custom { _, _, prefix in
      let given = prefix.split(separator: ",", omittingEmptySubsequences: false).dropLast()
      let start = given.map { $0 + "," }.joined()
      return all.filter { !given.contains($0[...]) }.map { start + $0 }
    }
  }

  private static func words(
    _ words: @escaping @Sendable (Lecture) -> [String]
  ) -> CompletionKind {
    custom { _, _, _ in words(Tool.lecture) }
  }

  /// Markdown files and folders that begin as a word does.
  private static func sources(_ prefix: String) -> [String] {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[...$0]) } ?? ""
    guard let opened = try? openFolder(folder.isEmpty ? "." : folder),
      let names = entryNames(in: opened)
    else { return [] }
    let files = names.filter { isMarkdown($0) && !$0.hasPrefix(".") }
    return files.sorted().map { folder + $0 }
  }
}
