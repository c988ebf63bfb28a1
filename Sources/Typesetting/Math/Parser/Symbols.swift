/// The symbols of the language: lines of names, each followed by its character.
///
/// Names and classes are those of LaTeX, amssymb and unicode-math; where these differ in the
/// character, as for `\phi`, unicode-math is followed.
enum Symbols {
  /// Names and characters of one kind.
  struct Table: Sendable {
    var title: String
    var atomClass: AtomClass
    var pairs: String
    var limits: MathAtom.Limits = .never
  }

  /// Letters that take alphabets: lower-case Greek is italic by default, upper-case upright.
  static let greek = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    """

  static let tables: [Table] = [
    Table(
      title: "ordinary symbols", atomClass: .ordinary,
      pairs: """
        infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ ell ℓ hbar ℏ
        hslash ℏ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ top ⊤ bot ⊥ angle ∠ measuredangle ∡
        sphericalangle ∢ neg ¬ lnot ¬ prime ′ dprime ″ trprime ‴ qprime ⁗ backprime ‵ complement ∁ mho ℧ surd √ therefore ∴
        because ∵ flat ♭ natural ♮ sharp ♯ spadesuit ♠ heartsuit ♡ diamondsuit ♢ clubsuit ♣
        checkmark ✓ square □ blacksquare ■ lozenge ◊ dag † ddag ‡ S § P ¶ pounds £ yen ¥ euro €
        degree ° imath 𝚤 jmath 𝚥 QED ∎ increment ∆
        """),
    Table(
      title: "binary operations", atomClass: .binary,
      pairs: """
        pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗
        oslash ⊘ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ sqcap ⊓ sqcup ⊔ uplus ⊎ setminus ∖
        smallsetminus ∖ amalg ⨿ diamond ⋄ dagger † ddagger ‡ wr ≀ bigcirc ○ bigtriangleup △
        bigtriangledown ▽ triangleleft ◁ triangleright ▷ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡
        ltimes ⋉ rtimes ⋊ dotplus ∔ intercal ⊺ veebar ⊻ barwedge ⊼ curlyvee ⋎ curlywedge ⋏
        Cap ⋒ Cup ⋓ circledast ⊛ circledcirc ⊚ circleddash ⊝ divideontimes ⋇ leftthreetimes ⋋
        rightthreetimes ⋌
        """),
    Table(
      title: "relations", atomClass: .relation,
      pairs: """
        le ≤ leq ≤ ge ≥ geq ≥ lt < gt > ne ≠ neq ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙ leqslant ⩽ geqslant ⩾
        leqq ≦ geqq ≧ lneqq ≨ gneqq ≩ lneq ⪇ gneq ⪈ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ lesssim ≲ gtrsim ≳
        lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ prec ≺ succ ≻ preceq ⪯
        succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ nprec ⊀ nsucc ⊁
        equiv ≡ nequiv ≢ sim ∼ nsim ≁ simeq ≃ nsimeq ≄ eqsim ≂ backsim ∽ approx ≈ napprox ≉
        approxeq ≊ cong ≅ ncong ≇ asymp ≍ doteq ≐ Doteq ≑ doteqdot ≑ triangleq ≜ coloneqq ≔
        coloneq ≔ eqqcolon ≕ eqcolon ≕ bumpeq ≏ Bumpeq ≎ circeq ≗ eqcirc ≖ stareq ≛
        eqdef ≝ measeq ≞ questeq ≟ between ≬ propto ∝ varpropto ∝
        in ∈ notin ∉ ni ∋ owns ∋ nni ∌ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ nsubseteq ⊈
        nsupseteq ⊉ subsetneq ⊊ supsetneq ⊋ Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑
        sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ dashv ⊣ models ⊧ vDash ⊨
        Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ bowtie ⋈ multimap ⊸ smile ⌣ frown ⌢
        vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵ Colon ∷
        """),
    Table(
      title: "arrows", atomClass: .relation,
      pairs: """
        to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
        Leftrightarrow ⇔ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹
        Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ mapsfrom ↤ hookrightarrow ↪
        hookleftarrow ↩ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕
        nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼
        leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ upharpoonright ↾ restriction ↾
        rightleftarrows ⇄ leftrightarrows ⇆ rightrightarrows ⇉ leftleftarrows ⇇ nrightarrow ↛
        nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ nleftrightarrow ↮ nLeftrightarrow ⇎
        twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢ rightsquigarrow ⇝
        leadsto ⇝ leftrightsquigarrow ↭ curvearrowleft ↶ curvearrowright ↷ looparrowleft ↫
        looparrowright ↬ Lsh ↰ Rsh ↱
        """),
    Table(
      title: "large operators", atomClass: .op,
      pairs: """
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
        bigodot ⨀ biguplus ⨄ bigsqcup ⨆
        """, limits: .inDisplay),
    Table(
      title: "integrals", atomClass: .op,
      pairs: "int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ oiiint ∰"),
    Table(
      title: "delimiters", atomClass: .opening,
      pairs: "lbrace { langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lbrack [ lparen ( llbracket ⟦"),
    Table(
      title: "delimiters", atomClass: .closing,
      pairs: "rbrace } rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rbrack ] rparen ) rrbracket ⟧"),
    Table(
      title: "delimiters", atomClass: .ordinary, pairs: "vert | Vert ‖ backslash \\"),
    Table(title: "punctuation", atomClass: .punctuation, pairs: "mathcolon :"),
    Table(
      title: "dots", atomClass: .inner,
      pairs: "ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ mathellipsis …"),
    Table(title: "dots", atomClass: .relation, pairs: "vdots ⋮ ddots ⋱"),
  ]

  /// Names of functions set upright; those of the second list take limits in display style.
  static let functions = """
    arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan
    tanh
    """
  static let functionsWithLimits = "det gcd inf lim max min sup Pr"

  /// Characters typed directly that are not letters, digits or of a table above.
  static let typed: [(scalar: Unicode.Scalar, set: Unicode.Scalar, atomClass: AtomClass)] = [
    ("+", "+", .binary), ("-", "\u{2212}", .binary), ("*", "∗", .binary),
    ("\u{2212}", "\u{2212}", .binary), ("·", "⋅", .binary),
    ("=", "=", .relation), ("<", "<", .relation), (">", ">", .relation),
    (":", "\u{2236}", .relation),
    (",", ",", .punctuation), (";", ";", .punctuation),
    ("(", "(", .opening), ("[", "[", .opening), (")", ")", .closing), ("]", "]", .closing),
    ("!", "!", .closing), ("?", "?", .closing),
    ("/", "/", .ordinary), ("|", "|", .ordinary), (".", ".", .ordinary), ("@", "@", .ordinary),
    ("\"", "\"", .ordinary), ("‖", "‖", .ordinary),
  ]

  /// What `\not` makes of a relation.
  static let negated = """
    = ≠ < ≮ > ≯ ≤ ≰ ≥ ≱ ∈ ∉ ∋ ∌ ∣ ∤ ∥ ∦ ∼ ≁ ≃ ≄ ≅ ≇ ≈ ≉ ≡ ≢ ⊂ ⊄ ⊃ ⊅ ⊆ ⊈ ⊇ ⊉ ≺ ⊀ ≻ ⊁ ⊢ ⊬ ⊨ ⊭
    ∃ ∄ → ↛ ← ↚ ↔ ↮ ⇒ ⇏ ⇐ ⇍ ⇔ ⇎ ≲ ≴ ≳ ≵ ⊑ ⋢ ⊒ ⋣ ⊴ ⋬ ⊵ ⋭ ⊲ ⋪ ⊳ ⋫
    """
}
