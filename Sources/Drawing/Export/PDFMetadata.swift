/// The properties as an XMP packet (ISO 16684-1), which must agree with the Info dictionary.
func xmpPacket(_ properties: DocumentProperties) -> String {
  let title = xmlEscaped(properties.title)
  let about =
    properties.subject.isEmpty
    ? ""
    : "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">\(xmlEscaped(properties.subject))"
      + "</rdf:li></rdf:Alt></dc:description>\n"
  let keywords =
    properties.keywords.isEmpty
    ? ""
    : "<pdf:Keywords>\(xmlEscaped(properties.keywords.joined(separator: "; ")))</pdf:Keywords>\n"
  return """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" \
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
    <pdfuaid:part>1</pdfuaid:part>
    <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title)</rdf:li></rdf:Alt></dc:title>
    <dc:creator><rdf:Seq><rdf:li>\(xmlEscaped(properties.author))</rdf:li></rdf:Seq></dc:creator>
    <dc:language><rdf:Bag><rdf:li>\(properties.language)</rdf:li></rdf:Bag></dc:language>
    \(about)\(keywords)<xmp:CreatorTool>Figures</xmp:CreatorTool>
    </rdf:Description>
    </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="r"?>
    """
}
