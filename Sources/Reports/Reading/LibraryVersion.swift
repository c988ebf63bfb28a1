internal import CMark

/// The library that reads Markdown, with the version that runs.
public func markdownLibrary() -> (name: String, version: String) {
  ("cmark-gfm", String(cString: cmark_version_string()))
}
