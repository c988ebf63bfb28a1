import Drawing

/// The parts of a presentation in one package (ECMA-376, parts 1 and 2), the same for equal slides.
struct PresentationFile {
  var title: String
  var author: String
  var software: String
  /// What it is made of, such as `Talk: my-talk.md`.
  var origin: String
  var language: String
  /// The width of slides, in points; they are 540 high.
  var width: Int
  var slides: [PresentationSlide]

  private static let height = 540
  /// English metric units to the point.
  private static let unit = 12_700

  private static let names =
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    + "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
  private static let office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// The file.
  var bytes: [UInt8] {
    var parts: [(name: String, bytes: [UInt8])] = []
    func add(_ name: String, _ text: String) {
      parts.append((name, Array((PresentationFile.head + text).utf8)))
    }
    func link(_ name: String, _ targets: [(type: String, target: String)]) {
      let items = targets.enumerated().map { index, link in
        let type =
          link.type.hasPrefix("http") ? link.type : "\(PresentationFile.office)/\(link.type)"
        return "<Relationship Id=\"rId\(index + 1)\" Type=\"\(type)\" Target=\"\(link.target)\"/>"
      }
      add(
        name,
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          + items.joined() + "</Relationships>")
    }
    add("[Content_Types].xml", contentTypes)
    link(
      "_rels/.rels",
      [
        ("officeDocument", "ppt/presentation.xml"),
        (
          "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
          "docProps/core.xml"
        ), ("extended-properties", "docProps/app.xml"),
      ])
    add("docProps/core.xml", coreProperties)
    add(
      "docProps/app.xml",
      "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
        + "<Application>\(xmlEscaped(software))</Application></Properties>")
    add("ppt/presentation.xml", presentation)
    link(
      "ppt/_rels/presentation.xml.rels",
      [
        ("slideMaster", "slideMasters/slideMaster1.xml"),
        ("notesMaster", "notesMasters/notesMaster1.xml"), ("theme", "theme/theme1.xml"),
      ] + slides.indices.map { ("slide", "slides/slide\($0 + 1).xml") })
    add("ppt/slideMasters/slideMaster1.xml", master)
    link(
      "ppt/slideMasters/_rels/slideMaster1.xml.rels",
      [("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")])
    add("ppt/slideLayouts/slideLayout1.xml", layout)
    link(
      "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
      [("slideMaster", "../slideMasters/slideMaster1.xml")])
    add("ppt/theme/theme1.xml", theme)
    add("ppt/theme/theme2.xml", theme)
    add("ppt/notesMasters/notesMaster1.xml", notesMaster)
    link("ppt/notesMasters/_rels/notesMaster1.xml.rels", [("theme", "../theme/theme2.xml")])
    for (index, slide) in slides.enumerated() {
      let number = index + 1
      add("ppt/slides/slide\(number).xml", self.slide(slide))
      link(
        "ppt/slides/_rels/slide\(number).xml.rels",
        [
          ("slideLayout", "../slideLayouts/slideLayout1.xml"),
          ("notesSlide", "../notesSlides/notesSlide\(number).xml"),
        ]
          + (slide.isEmpty
            ? []
            : [
              ("image", "../media/slide\(number).png"), ("image", "../media/slide\(number).svg"),
            ]))
      add("ppt/notesSlides/notesSlide\(number).xml", notes(slide))
      link(
        "ppt/notesSlides/_rels/notesSlide\(number).xml.rels",
        [
          ("notesMaster", "../notesMasters/notesMaster1.xml"),
          ("slide", "../slides/slide\(number).xml"),
        ])
      guard !slide.isEmpty else { continue }
      parts.append(("ppt/media/slide\(number).png", slide.png))
      parts.append(("ppt/media/slide\(number).svg", slide.svg))
    }
    // The archive's comment, which follows its length at the end, is read without unpacking.
    let note = Array("Software: \(software); \(origin)".utf8.prefix(2000))
    let length = [
      UInt8(truncatingIfNeeded: note.count), UInt8(truncatingIfNeeded: note.count >> 8),
    ]
    return Array(zipFile(parts).dropLast(2)) + length + note
  }

  private var contentTypes: String {
    let own = "application/vnd.openxmlformats-officedocument.presentationml"
    var parts = [
      ("/ppt/presentation.xml", "\(own).presentation.main+xml"),
      ("/ppt/slideMasters/slideMaster1.xml", "\(own).slideMaster+xml"),
      ("/ppt/slideLayouts/slideLayout1.xml", "\(own).slideLayout+xml"),
      ("/ppt/notesMasters/notesMaster1.xml", "\(own).notesMaster+xml"),
      ("/ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
      ("/ppt/theme/theme2.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
      ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
      (
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
      ),
    ]
    for number in slides.indices.map({ $0 + 1 }) {
      parts.append(("/ppt/slides/slide\(number).xml", "\(own).slide+xml"))
      parts.append(("/ppt/notesSlides/notesSlide\(number).xml", "\(own).notesSlide+xml"))
    }
    let defaults = [
      ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
      ("xml", "application/xml"), ("png", "image/png"), ("svg", "image/svg+xml"),
    ]
    return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + defaults.map { "<Default Extension=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }.joined()
      + parts.map { "<Override PartName=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }.joined()
      + "</Types>"
  }

  private var coreProperties: String {
    "<cp:coreProperties "
      + "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\(xmlEscaped(title))</dc:title>"
      + "<dc:creator>\(xmlEscaped(author))</dc:creator><dc:language>\(xmlEscaped(language))"
      + "</dc:language></cp:coreProperties>"
  }

  private var presentation: String {
    let list = slides.indices.map { "<p:sldId id=\"\(256 + $0)\" r:id=\"rId\($0 + 4)\"/>" }
    return "<p:presentation \(PresentationFile.names)>"
      + "<p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>"
      + "<p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst>"
      + "<p:sldIdLst>\(list.joined())</p:sldIdLst>"
      + "<p:sldSz cx=\"\(width * PresentationFile.unit)\" "
      + "cy=\"\(PresentationFile.height * PresentationFile.unit)\"/>"
      + "<p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>"
  }

  // MARK: Shapes

  /// A place on the page, in points.
  private func frame(_ tag: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
    let unit = PresentationFile.unit
    return "<\(tag):xfrm><a:off x=\"\(x * unit)\" y=\"\(y * unit)\"/>"
      + "<a:ext cx=\"\(width * unit)\" cy=\"\(height * unit)\"/></\(tag):xfrm>"
  }

  private func placeholder(
    _ id: Int, _ name: String, _ type: String, frame: String, body: String, anchor: String = "t"
  ) -> String {
    "<p:sp><p:nvSpPr><p:cNvPr id=\"\(id)\" name=\"\(name)\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/>"
      + "</p:cNvSpPr><p:nvPr><p:ph \(type)/></p:nvPr></p:nvSpPr>"
      + "<p:spPr>\(frame)\(frame.isEmpty ? "" : "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>")"
      + "</p:spPr><p:txBody><a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" "
      + "anchor=\"\(anchor)\"><a:normAutofit/></a:bodyPr><a:lstStyle/>\(body)</p:txBody></p:sp>"
  }

  private func paragraphs(_ lines: [String], size: Int? = nil, isBold: Bool = false) -> String {
    let look =
      " lang=\"\(xmlEscaped(language))\"" + (size.map { " sz=\"\($0 * 100)\"" } ?? "")
      + (isBold ? " b=\"1\"" : "")
    let texts = lines.flatMap { $0.split(separator: "\n").map(String.init) }
    return texts.isEmpty
      ? "<a:p><a:endParaRPr\(look)/></a:p>"
      : texts.map {
        "<a:p><a:r><a:rPr\(look)/><a:t>\(xmlEscaped($0))</a:t></a:r></a:p>"
      }.joined()
  }

  private func tree(_ shapes: String) -> String {
    "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
      + "<p:grpSpPr/>\(shapes)</p:spTree>"
  }

  private var titleFrame: String { frame("a", 54, 30, width - 108, 48) }

  private func slide(_ slide: PresentationSlide) -> String {
    let opening = frame("a", 54, 190, width - 108, 90)
    var shapes = placeholder(
      2, "Title", "type=\"title\"", frame: slide.isOpening ? opening : titleFrame,
      body: paragraphs([slide.title], size: slide.isOpening ? 40 : 23, isBold: true),
      anchor: slide.isOpening ? "b" : "t")
    if !slide.lines.isEmpty {
      shapes +=
        "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Text\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>"
        + "<p:spPr>\(frame("a", 54, 288, width - 108, 120))"
        + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>"
        + "<p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"/>"
        + "<a:lstStyle/>\(paragraphs(slide.lines, size: 20))</p:txBody></p:sp>"
    }
    if !slide.isEmpty {
      shapes +=
        "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"Slide\" descr=\"\(xmlEscaped(slide.alternative))\"/>"
        + "<p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>"
        + "<p:blipFill><a:blip r:embed=\"rId3\"><a:extLst>"
        + "<a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip "
        + "xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" "
        + "r:embed=\"rId4\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch>"
        + "</p:blipFill><p:spPr>\(frame("a", 0, 0, width, PresentationFile.height))"
        + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>"
    }
    return "<p:sld \(PresentationFile.names)><p:cSld>\(tree(shapes))</p:cSld>"
      + "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
  }

  private func notes(_ slide: PresentationSlide) -> String {
    let shapes =
      "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" "
      + "noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr>"
      + "</p:nvSpPr><p:spPr/></p:sp>"
      + placeholder(
        3, "Notes", "type=\"body\" idx=\"1\"", frame: "", body: paragraphs(slide.notes))
    return "<p:notes \(PresentationFile.names)><p:cSld>\(tree(shapes))</p:cSld>"
      + "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
  }

  // MARK: Masters

  private static let colorMap =
    "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" "
    + "accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" "
    + "accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>"
  private static let ground =
    "<p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>"

  /// The title of the master and of its layout.
  private var titleShape: String {
    placeholder(2, "Title", "type=\"title\"", frame: titleFrame, body: paragraphs(["Title"]))
  }

  private var master: String {
    let look =
      "<a:lvl1pPr algn=\"l\"><a:defRPr sz=\"2300\" b=\"1\"><a:solidFill><a:schemeClr val=\"tx1\"/>"
      + "</a:solidFill><a:latin typeface=\"+mj-lt\"/></a:defRPr></a:lvl1pPr>"
    return
      "<p:sldMaster \(PresentationFile.names)><p:cSld>\(PresentationFile.ground)\(tree(titleShape))"
      + "</p:cSld>\(PresentationFile.colorMap)<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" "
      + "r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>\(look)</p:titleStyle>"
      + "<p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"
  }

  private var layout: String {
    return "<p:sldLayout \(PresentationFile.names) type=\"titleOnly\" preserve=\"1\">"
      + "<p:cSld name=\"Title only\">\(tree(titleShape))</p:cSld>"
      + "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
  }

  private var notesMaster: String {
    let shapes =
      "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" "
      + "noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\" idx=\"2\"/>"
      + "</p:nvPr></p:nvSpPr><p:spPr>\(frame("a", 54, 54, 432, 243))"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:sp>"
      + placeholder(
        3, "Notes", "type=\"body\" sz=\"quarter\" idx=\"1\"", frame: frame("a", 54, 330, 432, 330),
        body: paragraphs(["Notes"]))
    return "<p:notesMaster \(PresentationFile.names)><p:cSld>\(PresentationFile.ground)"
      + "\(tree(shapes))</p:cSld>\(PresentationFile.colorMap)</p:notesMaster>"
  }

  private var theme: String {
    let colors = [
      ("dk1", "1B1D21"), ("lt1", "FFFFFF"), ("dk2", "5A6069"), ("lt2", "F3F6F9"),
      ("accent1", "1D5FA6"), ("accent2", "B81F2B"), ("accent3", "2E6B34"), ("accent4", "8A3B12"),
      ("accent5", "5A6069"), ("accent6", "C3C8CF"), ("hlink", "1D5FA6"), ("folHlink", "5A6069"),
    ].map { "<a:\($0.0)><a:srgbClr val=\"\($0.1)\"/></a:\($0.0)>" }.joined()
    func font(_ tag: String) -> String {
      "<a:\(tag)><a:latin typeface=\"Latin Modern Sans\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>"
        + "</a:\(tag)>"
    }
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>"
    let line = "<a:ln w=\"9525\">\(fill)</a:ln>"
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    func three(_ text: String) -> String { text + text + text }
    return "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
      + "name=\"Figures\"><a:themeElements><a:clrScheme name=\"Figures\">\(colors)</a:clrScheme>"
      + "<a:fontScheme name=\"Figures\">\(font("majorFont"))\(font("minorFont"))</a:fontScheme>"
      + "<a:fmtScheme name=\"Figures\"><a:fillStyleLst>\(three(fill))</a:fillStyleLst>"
      + "<a:lnStyleLst>\(three(line))</a:lnStyleLst><a:effectStyleLst>\(three(effect))"
      + "</a:effectStyleLst><a:bgFillStyleLst>\(three(fill))</a:bgFillStyleLst></a:fmtScheme>"
      + "</a:themeElements></a:theme>"
  }
}
