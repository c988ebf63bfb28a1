import Drawing
import Records

/// The page with thumbnails of all figures and links to their files.
package struct Gallery: Sendable {
  /// A figure of the gallery.
  package struct Entry: Sendable {
    let id: String
    let alias: String?
    let title: String
    let description: String
    /// The files by their paths below the output folder, with their sizes in bytes.
    let files: [(path: String, size: Int)]

    package init(_ figure: FigureFiles) {
      id = figure.rendering.id
      alias = figure.rendering.figure.alias
      title = figure.slide.scene.title
      description = figure.slide.scene.description
      files = figure.files.map { ($0.path, $0.bytes.count) }
    }
  }

  let lecture: Lecture
  let entries: [Entry]
  /// The students' files of handouts by their paths below the output folder, with their sizes in bytes.
  let handouts: [(path: String, size: Int)]

  /// The page of a lecture's files.
  package init(
    of lecture: Lecture, entries: [Entry], handouts: [(path: String, size: Int)]
  ) {
    self.lecture = lecture
    self.entries = entries
    self.handouts = handouts
  }

  /// The page; it loads the figures beside it and nothing else.
  package var html: String {
    let items = entries.map { entry in
      let name = entry.alias.map { "<span>\($0)</span> " } ?? ""
      return """
        <li id="\(entry.id)">
        <h2>\(name)\(xmlEscaped(entry.title))</h2>
        <a class="picture" href="figures/\(entry.id).svg"><picture>\
        <source srcset="figures/\(entry.id).dark.svg" media="screen and (prefers-color-scheme:dark)">\
        <img src="figures/\(entry.id).svg" alt="\(xmlEscaped(entry.description))" loading="lazy">\
        </picture></a>
        \(groups(entry).map(line).joined(separator: "\n"))
        </li>
        """
    }
    return plainPage(
      title: "\(lecture.title): the figures", heading: lecture.title,
      """
      <p>\(counted(entries.count, "figure")); also <a href="report.html">the report</a> with captions, \
      numbers and claims, and <a href="slides/index.html">the slides</a>.</p>
      <ol>
      \(items.joined(separator: "\n"))
      </ol>
      <h2>Handouts</h2>
      \(sheets.map(line).joined(separator: "\n"))
      """)
  }

  private struct Group {
    let name: String
    var links: [(text: String, path: String, size: Int)] = []
  }

  /// The pages of each handout, in the order in which they were written.
  private var sheets: [Group] {
    var groups: [Group] = []
    for (path, size) in handouts where path.hasSuffix(".html") || path.hasSuffix(".pdf") {
      let file = path.split(separator: "/").last ?? ""
      let name = String(file.prefix { $0 != "." })
      if groups.last?.name != name { groups.append(Group(name: name)) }
      groups[groups.count - 1].links.append((String(file.dropFirst(name.count + 1)), path, size))
    }
    return groups
  }

  private func groups(_ entry: Entry) -> [Group] {
    var groups = [Group(name: "Figure"), Group(name: "Data"), Group(name: "Steps")]
    for (path, size) in entry.files {
      let place = ["figures/", "data/", "slides/"].firstIndex { path.hasPrefix($0) } ?? 0
      let file = path[path.index(after: path.firstIndex(of: "/") ?? path.startIndex)...]
      let text = file.dropFirst(entry.id.count + 1)
      groups[place].links.append((String(text), path, size))
    }
    return groups.filter { !$0.links.isEmpty }
  }

  private func line(_ group: Group) -> String {
    let links = group.links.map { link in
      // Other files differ in size between versions of Cairo and HarfBuzz; this page does not.
      let isFixed = [".svg", ".csv", ".json"].contains { link.path.hasSuffix($0) }
      let size = isFixed ? " <small>\((link.size + 500) / 1000) kB</small>" : ""
      return "<a href=\"\(link.path)\">\(xmlEscaped(link.text))</a>\(size)"
    }
    return "<p><b>\(group.name)</b> \(links.joined(separator: ", "))</p>"
  }
}

/// A page without scripts.
///
/// - Parameter robots: What search engines may do, as the tag has it; nil for all.
func plainPage(title: String, heading: String, robots: String? = nil, _ body: String) -> String {
  """
  <!DOCTYPE html>
  <html lang="en">
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width,initial-scale=1">
  \(robots.map { "<meta name=\"robots\" content=\"\($0)\">\n" } ?? "")\
  <title>\(xmlEscaped(title))</title>
  <style>\(style)</style>
  </head>
  <body>
  <main>
  <h1>\(xmlEscaped(heading))</h1>
  \(body)
  </main>
  </body>
  </html>

  """
}

private let style = """
  :root{color-scheme:light dark;--ground:#fff;--ink:#1b1d21;--note:#5a6069;--rule:#c3c8cf;\
  --link:#1d5fa6}
  *{box-sizing:border-box}
  body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:80rem;background:var(--ground);\
  color:var(--ink);font:1rem/1.5 Charter,"Bitstream Charter",Georgia,"Times New Roman",serif;\
  overflow-wrap:break-word}
  h1{font-size:1.8rem;line-height:1.2;margin:0 0 .6rem;font-weight:600}
  h2{font-size:1.05rem;line-height:1.3;margin:0 0 .6rem;font-weight:600}
  h2 span,small{color:var(--note);font-weight:400}
  ol{list-style:none;margin:2rem 0 0;padding:0;display:grid;gap:2.5rem 2rem;\
  grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr))}
  a{color:var(--link)}
  p{margin:.4rem 0;font-size:.9rem}
  img{display:block;width:100%;height:auto;max-height:16rem;object-fit:contain;\
  border:1px solid var(--rule)}
  ol+h2{margin-top:3rem}
  @media screen and (prefers-color-scheme:dark){:root{--ground:#15181d;--ink:#e9ebee;--note:#a7adb6;\
  --rule:#4a515b;--link:#6fb4ff}}
  """
