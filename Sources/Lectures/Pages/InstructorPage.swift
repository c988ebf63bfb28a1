import Drawing

/// The page of what is written for instructors: solutions, marks, expected values.
///
/// No page for students leads to it.
package struct InstructorPage: Sendable {
  let lecture: Lecture
  /// The files by their paths below the page's folder, with their sizes in bytes.
  let sheets: [(path: String, size: Int)]

  /// The page of a lecture's files for instructors.
  package init(of lecture: Lecture, sheets: [(path: String, size: Int)]) {
    self.lecture = lecture
    self.sheets = sheets
  }

  /// The page.
  package var html: String {
    let items = lecture.labs.map(\.id).map { lab in
      let links = sheets.filter { $0.path.hasPrefix(lab + ".") }.map { path, size in
        let text = path.dropFirst(lab.utf8.count + 1)
        return "<a href=\"\(path)\">\(text)</a>"
      }
      return "<p><b>\(lab)</b> \(links.joined(separator: ", "))</p>"
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="robots" content="noindex">
      <title>\(xmlEscaped(lecture.title)): for instructors</title>
      <style>\(Gallery.style)</style>
      </head>
      <body>
      <main>
      <h1>\(xmlEscaped(lecture.title)): for instructors</h1>
      <p>Solutions, marks and expected values; what students get is on \
      <a href="../index.html">the page of the figures</a>. Publish the output without this folder.</p>
      \(items.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }
}
