internal import CQPDF
internal import Glibc

/// An object of a PDF that qpdf holds in memory.
///
/// It is valid within `editedPDF` alone. What goes wrong in a call is kept by qpdf and reported
/// when the file is written.
struct PDFObject {
  fileprivate let file: qpdf_data
  fileprivate let handle: qpdf_oh

  /// The value of a dictionary's key, or nothing, which removes the key; a stream's keys can be
  /// set.
  subscript(_ key: String) -> PDFObject? {
    get {
      let value = qpdf_oh_get_key_if_dict(file, handle, key)
      guard qpdf_oh_is_null(file, value) == 0 else { return nil }
      return PDFObject(file: file, handle: value)
    }
    nonmutating set {
      let dictionary =
        qpdf_oh_is_stream(file, handle) != 0 ? qpdf_oh_get_dict(file, handle) : handle
      if let newValue {
        qpdf_oh_replace_key(file, dictionary, key, newValue.handle)
      } else {
        qpdf_oh_remove_key(file, dictionary, key)
      }
    }
  }

  /// The items of an array, the object itself when it is anything else.
  var items: [PDFObject] {
    guard qpdf_oh_is_array(file, handle) != 0 else { return [self] }
    return (0..<qpdf_oh_get_array_n_items(file, handle)).map {
      PDFObject(file: file, handle: qpdf_oh_get_array_item(file, handle, $0))
    }
  }

  /// Puts other items in place of an array's.
  func replaceItem(_ index: Int, with item: PDFObject) {
    qpdf_oh_set_array_item(file, handle, Int32(index), item.handle)
  }

  var isDictionary: Bool { qpdf_oh_is_dictionary(file, handle) != 0 }
  var isArray: Bool { qpdf_oh_is_array(file, handle) != 0 }

  /// A name with its slash, nil when the object is none.
  var name: String? {
    var name: UnsafePointer<CChar>?
    var length = 0
    guard qpdf_oh_get_value_as_name(file, handle, &name, &length) != 0 else { return nil }
    return name.map { String(cString: $0) }
  }

  /// The text of a string, nil when the object is none.
  var text: String? {
    guard qpdf_oh_is_string(file, handle) != 0 else { return nil }
    return String(cString: qpdf_oh_get_utf8_value(file, handle))
  }

  /// The number by which others refer to it, 0 when it has none.
  var number: Int { Int(qpdf_oh_get_object_id(file, handle)) }

  // New objects of the same file.

  func null() -> PDFObject { PDFObject(file: file, handle: qpdf_oh_new_null(file)) }

  func integer(_ value: Int) -> PDFObject {
    PDFObject(file: file, handle: qpdf_oh_new_integer(file, Int64(value)))
  }

  func real(_ value: Double) -> PDFObject {
    PDFObject(file: file, handle: qpdf_oh_new_real_from_string(file, decimal(value, 2)))
  }

  func truth() -> PDFObject { PDFObject(file: file, handle: qpdf_oh_new_bool(file, 1)) }

  func name(_ name: String) -> PDFObject {
    PDFObject(file: file, handle: qpdf_oh_new_name(file, name))
  }

  func string(_ text: String) -> PDFObject {
    PDFObject(file: file, handle: qpdf_oh_new_unicode_string(file, text))
  }

  func array(_ items: [PDFObject]) -> PDFObject {
    let array = PDFObject(file: file, handle: qpdf_oh_new_array(file))
    for item in items { qpdf_oh_append_item(file, array.handle, item.handle) }
    return array
  }

  func dictionary(_ entries: KeyValuePairs<String, PDFObject>) -> PDFObject {
    let object = PDFObject(file: file, handle: qpdf_oh_new_dictionary(file))
    for (key, value) in entries { object[key] = value }
    return object
  }

  /// A dictionary others refer to by number.
  func indirect() -> PDFObject {
    PDFObject(file: file, handle: qpdf_make_indirect_object(file, handle))
  }

  func stream(_ bytes: [UInt8]) -> PDFObject {
    let stream = PDFObject(file: file, handle: qpdf_oh_new_stream(file))
    qpdf_oh_replace_stream_data(
      file, stream.handle, bytes, bytes.count, null().handle, null().handle)
    return stream
  }

  /// What a page's streams of content say, unpacked and joined.
  func content() -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    guard qpdf_oh_get_page_content_data(file, handle, &bytes, &count) & QPDFStatus.error == 0,
      let bytes
    else { return [] }
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}

/// What is at the top of a PDF.
struct PDFRoots {
  let trailer: PDFObject
  let catalogue: PDFObject
  let pages: [PDFObject]
}

/// A PDF whose objects were changed.
///
/// Objects are numbered in the order in which they are met from the trailer on, keys sorted,
/// whatever numbers and order they had. Only the streams are packed. The identifier is a hash of
/// what is written, so that equal files have equal identifiers.
///
/// - Throws: What `edit` throws; `ExportError.structure` when the file is damaged and
///   `ExportError.memory` when there is not enough memory.
func editedPDF(
  _ bytes: [UInt8], _ edit: (PDFRoots) throws(ExportError) -> Void
) throws(ExportError) -> [UInt8] {
  try withPDF(bytes) { file, roots throws(ExportError) in
    try edit(roots)
    try check(file)
    qpdf_init_write_memory(file)
    qpdf_set_object_stream_mode(file, qpdf_o_disable)
    qpdf_set_deterministic_ID(file, 1)
    qpdf_write(file)
    try check(file)
    guard let buffer = qpdf_get_buffer(file) else { throw .memory }
    return Array(UnsafeBufferPointer(start: buffer, count: qpdf_get_buffer_length(file)))
  }
}

/// The entry of a PDF's keywords, nil when the file is damaged or has none.
package func pdfKeywords(_ bytes: [UInt8]) -> String? {
  try? withPDF(bytes) { _, roots in roots.trailer["/Info"]?["/Keywords"]?.text }
}

private func withPDF<Result>(
  _ bytes: [UInt8], _ body: (qpdf_data, PDFRoots) throws(ExportError) -> Result
) throws(ExportError) -> Result {
  guard qpdf_is_here() != 0 else { throw .noQPDF }
  guard let file = qpdf_init() else { throw .memory }
  defer {
    var file: qpdf_data? = file
    qpdf_cleanup(&file)
  }
  qpdf_silence_errors(file)
  qpdf_set_suppress_warnings(file, 1)
  qpdf_set_attempt_recovery(file, 0)
  // qpdf reads from these bytes whenever it wants an object.
  let read = bytes.withUnsafeBytes { buffer in
    Swift.Result { () throws(ExportError) in
      qpdf_read_memory(
        file, "PDF", buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        UInt64(buffer.count), nil)
      try check(file)
      let count = qpdf_get_num_pages(file)
      try check(file)
      let object = { (handle: qpdf_oh) in PDFObject(file: file, handle: handle) }
      let roots = PDFRoots(
        trailer: object(qpdf_get_trailer(file)), catalogue: object(qpdf_get_root(file)),
        pages: (0..<max(0, Int(count))).map { object(qpdf_get_page_n(file, $0)) })
      return try body(file, roots)
    }
  }
  return try read.get()
}

/// Throws what qpdf could not do since it was last asked.
private func check(_ file: qpdf_data) throws(ExportError) {
  guard qpdf_has_error(file) != 0 else { return }
  let error = qpdf_get_error(file)
  let words = String(cString: qpdf_get_error_full_text(file, error))
  throw words.contains("bad_alloc") ? .memory : .structure(words)
}
