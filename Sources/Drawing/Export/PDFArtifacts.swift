extension PDFFile {
  /// Takes elements out of the structure tree and marks their content as artifacts.
  ///
  /// Cairo 1.16 knows no artifacts. Such content is drawn as `NonStruct`, which nothing else uses;
  /// here its marks in the pages' contents are replaced, and all references to it.
  mutating func makeArtifacts(_ elements: [Int]) throws(ExportError) {
    for number in numbers(where: { $0.hasPrefix("<< /Length ") }) {
      try replaceMarks(in: number)
    }
    let references = Set(elements.map { "\($0) 0 R" })
    for number in numbers(where: {
      $0.hasPrefix("[") || $0.hasPrefix("<< /Type /StructElem")
    }) {
      let lines = String(decoding: body(of: number), as: UTF8.self)
      // An entry of the parent tree has a line of its own and keeps its place.
      if lines.hasPrefix("[") {
        let kept = lines.split(separator: "\n", omittingEmptySubsequences: false).map { line in
          references.contains(line.trimmed) ? "  null" : String(line)
        }
        replace(number, with: kept.joined(separator: "\n"))
      } else if let children = PDFFile.children(in: lines) {
        let kept = children.list.filter { !references.contains($0) }
        let list = "/K [ " + kept.joined(separator: " ") + " ]"
        replace(number, with: lines.replacingCharacters(in: children.range, with: list))
      }
    }
    for number in elements { replace(number, with: "null") }
  }

  /// The references in the `/K` array of a structure element that has elements only.
  private static func children(
    in text: String
  ) -> (list: [String], range: Range<String.Index>)? {
    guard let start = text.firstRange(of: "/K [ "),
      let end = text[start.upperBound...].firstRange(of: " ]")
    else { return nil }
    let words = text[start.upperBound..<end.lowerBound].split(separator: " ")
    guard words.count % 3 == 0, !words.contains("<<") else { return nil }
    let list = stride(from: 0, to: words.count, by: 3).map {
      words[$0..<($0 + 3)].joined(separator: " ")
    }
    return (list, start.lowerBound..<end.upperBound)
  }

  /// Rewrites the marks of `NonStruct` in a page's content.
  private mutating func replaceMarks(in number: Int) throws(ExportError) {
    let bytes = body(of: number)
    guard let start = PDFFile.range(of: "stream\n", in: bytes[...])?.upperBound,
      let end = PDFFile.range(of: "\nendstream", in: bytes[start...])?.lowerBound,
      PDFFile.range(of: "/Filter /FlateDecode", in: bytes[..<start]) != nil,
      PDFFile.range(of: "/Subtype", in: bytes[..<start]) == nil,
      PDFFile.range(of: "/Length1", in: bytes[..<start]) == nil,
      let content = inflated(Array(bytes[start..<end])),
      PDFFile.range(of: "/NonStruct <<", in: content[...]) != nil
    else { return }
    var out: [UInt8] = []
    var rest = content[...]
    while let mark = PDFFile.range(of: "/NonStruct << /MCID ", in: rest),
      let close = PDFFile.range(of: ">> BDC", in: rest[mark.upperBound...])
    {
      out += rest[..<mark.lowerBound]
      out += Array("/Artifact << /Type /Pagination >> BDC".utf8)
      rest = rest[close.upperBound...]
    }
    out += rest
    guard let packed = deflated(out) else { throw .structure("a page cannot be packed") }
    let head = "<< /Length \(packed.count) /Filter /FlateDecode >>\nstream\n"
    replace(number, with: Array(head.utf8) + packed + Array("\nendstream".utf8))
  }

  private static func range(of text: String, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    var index = bytes.startIndex
    while index + wanted.count <= bytes.endIndex {
      if bytes[index] == first, bytes[index...].starts(with: wanted) {
        return index..<(index + wanted.count)
      }
      index += 1
    }
    return nil
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
