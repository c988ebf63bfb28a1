extension PictureFile {
  /// Cells of colour as a picture with one pixel for each, which is shown without smoothing.
  ///
  /// - Parameter rows: The colours, the upper row first; nil for what stays empty.
  /// - Returns: nil for rows of different lengths, and for more than 255 colours.
  public init?(cells rows: [[Color?]]) {
    guard let columns = rows.first?.count, columns > 0, rows.allSatisfy({ $0.count == columns })
    else { return nil }
    // The first entry is what is empty.
    var entries: [Color?: UInt8] = [nil: 0]
    var palette: [UInt8] = [0, 0, 0]
    var pixels: [UInt8] = []
    pixels.reserveCapacity((columns + 1) * rows.count)
    for row in rows {
      // Filter 0.
      pixels.append(0)
      for color in row {
        if let color, entries[color] == nil {
          guard let entry = UInt8(exactly: entries.count) else { return nil }
          entries[color] = entry
          palette += [color.red, color.green, color.blue]
        }
        pixels.append(entries[color] ?? 0)
      }
    }
    guard let packed = deflated(pixels) else { return nil }
    // Eight bits a pixel, each the place of a colour in the palette (3), no interlacing.
    let header =
      bigEndian(UInt32(columns)) + bigEndian(UInt32(rows.count)) + [8, 3, 0, 0, 0]
    let bytes =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + chunk("PLTE", palette) + chunk("tRNS", [0]) + chunk("IDAT", packed) + chunk("IEND", [])
    guard let file = try? PictureFile(bytes, isSharp: true) else { return nil }
    self = file
  }
}
