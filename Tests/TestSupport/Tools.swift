import CCairo
import Glibc

/// A folder for one test, removed with all it holds at the end.
package struct ScratchFolder: ~Copyable {
  package let path: String

  package init() {
    var template = Array("/tmp/figures-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
  }

  deinit { _ = run("rm -rf '\(path)'") }
}

/// Whether the tests run under a sanitizer.
///
/// `make sanitize` says so. A sanitizer costs time and addresses and bears no other preloaded
/// library: what tests do is done then too, but for their bounds on these.
package let isSanitized = getenv("SANITIZED") != nil

/// Whether bounds on times in seconds are tested: `make check-speed` says so, on a machine that does nothing else.
///
/// What always runs compares two times of the same minute, or counts.
package let isSpeedTested = getenv("CHECK_SPEED") != nil

/// The seconds that this thread has worked, whatever else the machine does.
package func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Runs a line in a shell.
///
/// - Returns: What it wrote to both outputs, and its exit status; 127 when a tool is missing.
package func run(_ line: String) -> (output: String, status: Int32) {
  guard let pipe = popen("{ \(line) ; } 2>&1", "r") else { return ("no shell", 127) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  let status = pclose(pipe)
  return (String(decoding: bytes, as: UTF8.self), status >> 8 & 0xFF)
}

/// A picture in memory: red, green and blue from 0 to 255 for each pixel, row by row.
package struct Pixels {
  package let width: Int
  package let height: Int
  package let values: [Double]

  /// Reads a PNG file; nil when that fails.
  package init?(png path: String) {
    guard let surface = cairo_image_surface_create_from_png(path) else { return nil }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      let data = cairo_image_surface_get_data(surface)
    else { return nil }
    width = Int(cairo_image_surface_get_width(surface))
    height = Int(cairo_image_surface_get_height(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    var values: [Double] = []
    values.reserveCapacity(3 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        // 32 bits a pixel in the machine's order: blue, green, red.
        let pixel = data + y * stride + 4 * x
        values += [Double(pixel[2]), Double(pixel[1]), Double(pixel[0])]
      }
    }
    self.values = values
  }

  private init(width: Int, height: Int, values: [Double]) {
    (self.width, self.height, self.values) = (width, height, values)
  }

  /// The picture with blocks of pixels replaced by their mean.
  package func reduced(by factor: Int) -> Pixels {
    let (w, h) = (width / factor, height / factor)
    var out = [Double](repeating: 0, count: 3 * w * h)
    for y in 0..<(h * factor) {
      for x in 0..<(w * factor) {
        for channel in 0..<3 {
          out[3 * (y / factor * w + x / factor) + channel] += values[3 * (y * width + x) + channel]
        }
      }
    }
    return Pixels(width: w, height: h, values: out.map { $0 / Double(factor * factor) })
  }

  /// The mean and the greatest difference of two pictures of one size; nil for different sizes.
  package func difference(from other: Pixels) -> (mean: Double, greatest: Double)? {
    guard width == other.width, height == other.height else { return nil }
    let differences = zip(values, other.values).map { abs($0 - $1) }
    return (differences.reduce(0, +) / Double(differences.count), differences.max() ?? 0)
  }
}

/// A line with one change at random: another word in a word's place, a word put in or left out, or
/// another character in a character's place.
///
/// - Parameter random: A number from 0 to less than its argument.
package func changed(
  _ line: String, words: [String], signs: String, _ random: (Int) -> Int
) -> String {
  var parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
  let part = random(parts.count)
  switch random(4) {
  case 0: parts[part] = words[random(words.count)]
  case 1: parts.insert(words[random(words.count)], at: part)
  case 2: parts.remove(at: part)
  default:
    var characters = Array(parts[part])
    if characters.isEmpty { characters = ["("] }
    characters[random(characters.count)] = Array(signs)[random(signs.count)]
    parts[part] = String(characters)
  }
  return parts.joined(separator: " ")
}
