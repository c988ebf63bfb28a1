import Glibc

/// Compares a text with the one kept under `Goldens/` beside the test's file.
///
/// With `RECORD_GOLDENS=1` in the environment the text is written there, and the comparison still
/// fails: a recording run never passes. A text that differs is left beside the kept one with
/// `.changed` added to its name, to be looked at.
///
/// - Parameters:
///   - text: What was made now.
///   - name: The name of the kept file, with its ending.
///   - file: The test's file.
/// - Returns: nil when they are equal; otherwise one line that says where they differ.
package func goldenDifference(_ text: String, from name: String, file: String = #filePath)
  -> String?
{
  let folder = file.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Goldens"
  return keptDifference(text, from: "\(folder)/\(name)")
}

/// Compares a text with that of a file, as `goldenDifference` does.
package func keptDifference(_ text: String, from path: String) -> String? {
  let parts = path.split(separator: "/")
  let name = parts.last.map(String.init) ?? path
  let folder = parts.dropLast().reduce("") { $0 + "/" + $1 }
  if getenv("RECORD_GOLDENS").map({ String(cString: $0) }) == "1" {
    mkdir(folder, 0o755)
    return write(Array(text.utf8), to: path)
      ? "recorded \(path); look at it and run again without RECORD_GOLDENS"
      : "cannot write \(path)"
  }
  guard let bytes = read(path) else {
    return "\(path) is missing; record it with RECORD_GOLDENS=1"
  }
  let kept = String(decoding: bytes, as: UTF8.self)
  if kept == text { return nil }
  _ = write(Array(text.utf8), to: path + ".changed")
  let lines = (kept.split(separator: "\n"), text.split(separator: "\n"))
  let line = zip(lines.0, lines.1).enumerated().first { $0.element.0 != $0.element.1 }
  let place = line?.offset ?? min(lines.0.count, lines.1.count)
  return
    "\(name), line \(place + 1): expected '\(line.map { String($0.element.0) } ?? "the end")', "
    + "got '\(line.map { String($0.element.1) } ?? "another end")'; see \(path).changed"
}

/// The bytes of a file; nil when it cannot be read.
package func read(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// Writes a file; false when that fails.
package func write(_ bytes: [UInt8], to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let count = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && count == bytes.count
}
