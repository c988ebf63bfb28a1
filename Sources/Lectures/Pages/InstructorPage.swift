import Reports

/// The page of what is written for instructors: solutions, marks, expected values.
///
/// No page for students leads to it.
///
/// - Parameter sheets: The files by their paths below the page's folder, with their sizes in bytes.
package func instructorPage(
  of lecture: Lecture, sheets: [(path: String, size: Int)]
) -> String {
  let items = lecture.labs.map(\.id).map { lab in
    let links = sheets.filter { $0.path.hasPrefix(lab + ".") }.map { path, _ in
      "<a href=\"\(path)\">\(path.dropFirst(lab.utf8.count + 1))</a>"
    }
    return "<p><b>\(lab)</b> \(links.joined(separator: ", "))</p>"
  }
  let language = lecture.language
  let title = lecture.title + language.word(.colon) + language.word(.forInstructors)
  return plainPage(
    title: title, heading: title, language: language, robots: "noindex",
    """
    <p>\(language.word(.instructorPage)) <a href="../index.html">\(language.word(.pageOfFigures))</a>. \
    \(language.word(.withoutFolder))</p>
    \(items.joined(separator: "\n"))
    """)
}
