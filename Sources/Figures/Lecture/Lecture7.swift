/// Lecture 7 of Mathematics of Deep Learning: the implicit bias of descent algorithms.
package let lecture7 = Lecture(
  number: 7, title: "Implicit bias of descent algorithms",
  figures: [
    LectureEntry(TwoMinimisersFigure()),
    LectureEntry(InterpolatorsFigure()),
    LectureEntry(Projection()),
    LectureEntry(Networks()),
    LectureEntry(LossLandscape()),
    LectureEntry(PotentialFigure()),
    LectureEntry(L1ToL2Figure()),
    LectureEntry(SGDSparsityFigure()),
    LectureEntry(EffectiveAlphaFigure()),
    LectureEntry(MaxMarginFigure()),
  ])
