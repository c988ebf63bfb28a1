import Drawing
import Foundation
import Glibc
import Lectures
import Records

/// The formats of figures in motion.
enum Motion: String, CaseIterable, Sendable {
  case svg, apng, gif, mp4, webm

  /// The film of a format that ffmpeg writes; nil for those that we write ourselves.
  ///
  /// - Throws: `CommandFailure` with code 69 when ffmpeg is not installed.
  func film(looping: Bool) throws -> Film? {
    guard self != .svg, self != .apng else { return nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let places: [String] = path.split(separator: ":").map { $0 + "/ffmpeg" }
    let program = places.first { access($0, X_OK) == 0 }
    guard let program else {
      throw CommandFailure(
        .unavailable,
        "-f \(rawValue) needs ffmpeg, which is not installed; install the package ffmpeg "
          + "(apt install ffmpeg), or give -f svg,apng")
    }
    return Film(format: self, program: program, isLooping: looping)
  }
}

/// A film that ffmpeg writes.
struct Film {
  let format: Motion
  let program: String
  let isLooping: Bool

  private var options: [String] {
    let even = "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white"
    return switch format {
    case .svg, .apng: []
    case .gif:
      [
        "-vf", "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none", "-loop",
        isLooping ? "0" : "-1",
      ]
    case .mp4:
      [
        "-vf", even, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "16", "-threads", "1",
        "-movflags", "+faststart",
      ]
    case .webm:
      [
        "-vf", even, "-c:v", "libvpx-vp9", "-pix_fmt", "yuv420p", "-crf", "20", "-b:v", "0",
        "-threads", "1",
      ]
    }
  }

  /// The bytes of the film.
  ///
  /// - Throws: `CommandFailure` when a picture is too large, or ffmpeg fails: with its last line.
  func file(_ frames: [Scene], seconds: Double, dpi: Double) throws -> [UInt8] {
    var template = Array((NSTemporaryDirectory() + "/figures-film-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else {
      throw CommandFailure(.cannotWrite, "cannot make a temporary folder: \(systemReason())")
    }
    let folder = String(cString: made)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let width = String(frames.count).count
    for (index, frame) in frames.enumerated() {
      let number = String(repeating: "0", count: width - String(index).count) + String(index)
      let bytes = try CommandFailure.telling(.computation, "frame \(index + 1): ") {
        try png(frame, dpi: dpi)
      }
      guard
        FileManager.default.createFile(atPath: "\(folder)/\(number).png", contents: Data(bytes))
      else {
        throw CommandFailure(
          .cannotWrite, "cannot write into '\(printable(folder))': \(systemReason())")
      }
    }
    let result = "\(folder)/film.\(format.rawValue)"
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments =
      [
        "-nostdin", "-loglevel", "error", "-framerate",
        "\(frames.count * 1000)/\(max(1, Int((seconds * 1000).rounded())))", "-i",
        "\(folder)/%0\(width)d.png", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v",
        "+bitexact",
      ] + options + [result]
    let errors = "\(folder)/errors"
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errors)
    do {
      try process.run()
    } catch {
      throw CommandFailure(
        .unavailable, "-f \(format.rawValue): ffmpeg cannot be started; install the package ffmpeg")
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0, let bytes = try? readFile(result) else {
      let said =
        String(decoding: (try? readFile(errors)) ?? [], as: UTF8.self)
        .split(separator: "\n").last.map { ": " + printable(String($0)) } ?? ""
      throw CommandFailure(
        .computation, "-f \(format.rawValue): ffmpeg could not write the film\(said)")
    }
    return bytes
  }
}
