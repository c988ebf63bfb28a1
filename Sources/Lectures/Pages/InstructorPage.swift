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
  let title = "\(lecture.title): for instructors"
  return plainPage(
    title: title, heading: title, robots: "noindex",
    """
    <p>Solutions, marks and expected values; what students get is on \
    <a href="../index.html">the page of the figures</a>. Publish the output without this folder.</p>
    \(items.joined(separator: "\n"))
    """)
}
