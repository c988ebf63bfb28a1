import ArgumentParser
import Drawing
import Glibc
import Lectures
import Plotting
import Records
import Templates
import Typesetting

/// The command `figures doctor`.
struct DoctorCommand: ParsableCommand, Verb {
  static var configuration: CommandConfiguration {
    Tool.verb(
      "doctor", "Check what the command needs of this machine.",
      """
      Looks for fonts, patterns for dividing words, templates, libraries, the cache, the
      folder that one stands in and the terminal. Each line says ok, or problem and what
      to do; exits 1 when there is a problem.

      Example: <command> doctor
      """)
  }

  @OptionGroup var options: ConsoleOptions

  @OptionGroup var faces: FontOptions

  func run() throws {
    let checks = Check.all(fonts: faces.fonts)
    let problems = checks.count { $0.remedy != nil }
    let list = checks.map { check in
      JSON.object([
        ("name", .string(check.name)), ("ok", .bool(check.remedy == nil)),
        ("found", .string(check.found)), ("remedy", check.remedy.map { .string($0) } ?? .null),
      ])
    }
    Journal.current.add([("problems", .number(Double(problems))), ("checks", .array(list))])
    if !Journal.current.isJSON {
      try console.result(
        lines: checks.map { check in
          guard let remedy = check.remedy else { return "ok       \(check.name): \(check.found)" }
          return "problem  \(check.name): \(check.found); \(remedy)"
        })
    }
    guard problems == 0 else {
      let names = checks.filter { $0.remedy != nil }.map(\.name).distinct
      throw CommandFailure(
        .claimFailed,
        "\(counted(problems, "problem")) (\(names.joined(separator: ", "))); "
          + "what to do stands beside each")
    }
  }
}

/// Something the command needs, and whether it is there.
private struct Check {
  let name: String
  /// What was found.
  let found: String
  /// What to do; nil when all is well.
  var remedy: String?

  /// All checks, in the order they are shown in.
  static func all(fonts: [String]) -> [Check] {
    [program] + fontFiles(fonts) + patterns + [templates] + libraries
      + [cache, folder(named: "this folder", "."), terminal]
  }

  private static var program: Check {
    Check(name: "program", found: programText(of: Tool.lecture))
  }

  private static func fontFiles(_ folders: [String]) -> [Check] {
    // Each face with the places where it may lie, the first that is there counting.
    var places: [(name: String, paths: [String])] = []
    do {
      for size in [SizeClass.text, .slide] {
        for path in try mathFonts(for: size, folders: folders).files {
          let name = path.split(separator: "/").last.map(String.init) ?? path
          if let index = places.firstIndex(where: { $0.name == name }) {
            places[index].paths.append(path)
          } else {
            places.append((name, [path]))
          }
        }
      }
    } catch {
      return [
        Check(
          // What to do follows in our own words.
          name: "fonts", found: String("\(error)".prefix { $0 != ";" }),
          remedy: "run 'apt-get install fonts-lmodern', or give --fonts DIR with every verb")
      ]
    }
    return places.map { name, paths in
      if let path = paths.first(where: { access($0, R_OK) == 0 }) {
        return Check(name: "font", found: path)
      }
      return Check(
        name: "font", found: "'\(name)' is in none of the folders",
        remedy: "run 'apt-get install fonts-lmodern', or give --fonts DIR with every verb")
    }
  }

  private static var patterns: [Check] {
    Hyphenation.sources.map { _, source in
      do {
        _ = try Hyphenation(source)
        return Check(name: "dividing words", found: source.path)
      } catch {
        return Check(
          name: "dividing words", found: "'\(source.path)' cannot be read",
          remedy: "run 'apt-get install \(source.package)'")
      }
    }
  }

  private static var templates: Check {
    do {
      let templates = try Templates()
      for name in Templates.shells { _ = try templates.text(named: name) }
      return Check(name: "templates", found: templates.folder)
    } catch {
      return Check(
        name: "templates", found: "\(error)", remedy: "install the command again, whole")
    }
  }

  private static var libraries: [Check] {
    runningLibraries().map { library in
      Check(
        name: "library", found: "\(library.name) \(library.version)",
        remedy: library.name == "qpdf" && !readsPhotographs
          ? "run 'apt-get install libqpdf30', on Debian 12 'apt-get install libqpdf29'" : nil)
    } + [
      Check(
        name: "pictures in SVG",
        found: drawsSVG
          ? "librsvg draws them"
          : "librsvg is not installed; handouts that show an SVG of your own need librsvg2-2")
    ]
  }

  private static var cache: Check {
    guard let home = KeptTexts.cacheFolder else {
      return Check(
        name: "cache", found: "neither XDG_CACHE_HOME nor HOME names a folder",
        remedy: "set HOME; until then everything is computed anew")
    }
    switch KeptTexts.state(of: home) {
    case .used: return Check(name: "cache", found: home)
    case .absent: return folder(named: "cache", home)
    case .foreign:
      return Check(
        name: "cache",
        found: "'\(home)' is a link, or another user's, or one that others may write",
        remedy: "remove it; until then everything is computed anew")
    }
  }

  /// Whether files can be made in a folder, which need not be there yet.
  private static func folder(named name: String, _ path: String) -> Check {
    do throws(SystemFault) {
      try checkFolderCanBeMade(path)
      return Check(name: name, found: path == "." ? "can be written" : "\(path), not made yet")
    } catch {
      return Check(
        name: name, found: "'\(path)' cannot be written: \(error.reason)",
        remedy: path == "."
          ? "go to another folder or name one with -o"
          : "make it writable; until then everything is computed anew")
    }
  }

  private static var terminal: Check {
    guard isatty(STDERR_FILENO) == 1 else {
      return Check(name: "terminal", found: "none; files are listed line by line")
    }
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    var size = winsize()
    let width = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 80
    guard !kind.isEmpty, kind != "dumb" else {
      return Check(name: "terminal", found: "a plain one; files are listed line by line")
    }
    return Check(name: "terminal", found: "\(kind), \(width) columns")
  }
}
