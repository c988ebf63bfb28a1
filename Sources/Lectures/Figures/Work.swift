extension LectureFigure {
  /// Says before a long computation how long it may take; a figure that takes data may do so before
  /// it works on them.
  public func announceWork() {
    // The operations a second that one processor is taken to do.
    let seconds = work / 1e10
    guard seconds >= 10 else { return }
    let time =
      seconds < 100 ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
    Warnings.announce("figure '\(id)': the computation takes up to about \(time) of a processor")
  }
}
