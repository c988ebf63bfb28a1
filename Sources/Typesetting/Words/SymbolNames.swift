/// The names of characters, as they are read in each language.
enum SymbolNames {
  /// Letters whose second shape has no name of its own.
  static let curly: Set<Unicode.Scalar> = ["ε", "ϑ", "ϰ", "ϖ", "ϱ", "φ"]

  static let names = Translated.table(
    """
    α alpha | alpha | Alpha
    β beta | bêta | Beta
    γ gamma | gamma | Gamma
    δ delta | delta | Delta
    ε epsilon | epsilon | Epsilon
    ϵ epsilon | epsilon | Epsilon
    ζ zeta | zêta | Zeta
    η eta | êta | Eta
    θ theta | thêta | Theta
    ϑ theta | thêta | Theta
    ι iota | iota | Iota
    κ kappa | kappa | Kappa
    ϰ kappa | kappa | Kappa
    λ lambda | lambda | Lambda
    μ mu | mu | My
    ν nu | nu | Ny
    ξ xi | xi | Xi
    ο omicron | omicron | Omikron
    π pi | pi | Pi
    ϖ pi | pi | Pi
    ρ rho | rhô | Rho
    ϱ rho | rhô | Rho
    σ sigma | sigma | Sigma
    ς final sigma | sigma final | Schluss-Sigma
    τ tau | tau | Tau
    υ upsilon | upsilon | Ypsilon
    φ phi | phi | Phi
    ϕ phi | phi | Phi
    χ chi | khi | Chi
    ψ psi | psi | Psi
    ω omega | oméga | Omega
    ℓ script l | l de ronde | Schreibschrift-l
    ı dotless i | i sans point | i ohne Punkt
    ȷ dotless j | j sans point | j ohne Punkt
    ℑ imaginary part | partie imaginaire | Imaginärteil
    ℜ real part | partie réelle | Realteil
    ℵ aleph | aleph | Aleph
    ℶ beth | beth | Beth
    ℷ gimel | gimel | Gimel
    ℸ daleth | daleth | Daleth
    § section | section | Paragraf
    ¶ paragraph | paragraphe | Absatz
    ° degrees | degrés | Grad
    € euros | euros | Euro
    £ pounds | livres | Pfund
    ¥ yen | yens | Yen
    $ dollars | dollars | Dollar
    # number | dièse | Raute
    ℧ mho | mho | Mho
    ♭ flat | bémol | Erniedrigungszeichen
    ♮ natural | bécarre | Auflösungszeichen
    ♯ sharp | signe dièse | Kreuz
    ⊊ is a proper subset of | est strictement inclus dans | ist echte Teilmenge von
    ⊋ is a proper superset of | contient strictement | ist echte Obermenge von
    ⟦ open double bracket | crochet double ouvrant | Doppelklammer auf
    ⟧ close double bracket | crochet double fermant | Doppelklammer zu
    𝚤 dotless i | i sans point | i ohne Punkt
    𝚥 dotless j | j sans point | j ohne Punkt
    ℏ h bar | h barre | h quer
    ∞ infinity | l’infini | unendlich
    ∂ partial | d rond | partiell
    ∇ nabla | nabla | Nabla
    ∅ the empty set | l’ensemble vide | die leere Menge
    ∀ for all | pour tout | für alle
    ∃ there exists | il existe | es existiert
    ∄ there does not exist | il n’existe pas | es existiert kein
    ¬ not | non | nicht
    ′ prime | prime | Strich
    ″ double prime | seconde | Doppelstrich
    ‴ triple prime | tierce | Dreifachstrich
    ⁗ quadruple prime | quarte | Vierfachstrich
    ⊤ top | haut | oben
    ⊥ bottom | bas | unten
    ⟂ perpendicular to | perpendiculaire à | senkrecht auf
    ∥ parallel to | parallèle à | parallel zu
    ⋆ star | étoile | Stern
    ∗ asterisk | astérisque | Sternchen
    † dagger | obèle | Kreuzzeichen
    ‡ double dagger | double obèle | Doppelkreuzzeichen
    + plus | plus | plus
    - minus | moins | minus
    − minus | moins | minus
    * asterisk | astérisque | Sternchen
    ± plus or minus | plus ou moins | plus oder minus
    ∓ minus or plus | moins ou plus | minus oder plus
    × times | fois | mal
    ÷ divided by | divisé par | geteilt durch
    / slash | barre oblique | Schrägstrich
    ∖ set minus | privé de | ohne
    ⋅ centred dot | point médian | Malpunkt
    · centred dot | point médian | Malpunkt
    ∘ circle | rond | Kringel
    • bullet | puce | dicker Punkt
    ⊙ circled dot | point cerclé | Punkt im Kreis
    ⊕ circled plus | plus cerclé | Plus im Kreis
    ⊖ circled minus | moins cerclé | Minus im Kreis
    ⊗ circled times | croix cerclée | Mal im Kreis
    ∩ intersected with | inter | geschnitten mit
    ∪ united with | union | vereinigt mit
    ⊎ disjointly united with | union disjointe | disjunkt vereinigt mit
    ∧ and | et logique | logisches Und
    ∨ or | ou logique | logisches Oder
    = equals | égale | gleich
    ≠ is not equal to | est différent de | ist ungleich
    < is less than | est strictement inférieur à | ist kleiner als
    > is greater than | est strictement supérieur à | ist größer als
    ≤ is less than or equal to | est inférieur ou égal à | ist kleiner oder gleich
    ≥ is greater than or equal to | est supérieur ou égal à | ist größer oder gleich
    ⩽ is less than or slanted equal to | est inférieur ou égal penché à | ist kleiner oder schräg gleich
    ⩾ is greater than or slanted equal to | est supérieur ou égal penché à | ist größer oder schräg gleich
    ≪ is much less than | est très inférieur à | ist viel kleiner als
    ≫ is much greater than | est très supérieur à | ist viel größer als
    ≔ is defined as | est défini comme | ist definiert als
    ≕ defines | définit | definiert
    ≡ is identical to | est identique à | ist identisch mit
    ≈ is approximately equal to | est environ égal à | ist ungefähr gleich
    ≃ is asymptotically equal to | est asymptotiquement égal à | ist asymptotisch gleich
    ≅ is congruent to | est congru à | ist kongruent zu
    ∼ is similar to | est équivalent à | ist ähnlich zu
    ∝ is proportional to | est proportionnel à | ist proportional zu
    ≺ precedes | précède | liegt vor
    ≻ succeeds | succède à | liegt nach
    ⪯ precedes or equals | précède ou égale | liegt vor oder ist gleich
    ⪰ succeeds or equals | succède à ou égale | liegt nach oder ist gleich
    ∈ in | appartient à | Element von
    ∉ not in | n’appartient pas à | kein Element von
    ∋ contains | contient l’élément | enthält das Element
    ⊂ is a subset of | est inclus dans | ist Teilmenge von
    ⊆ is a subset of or equal to | est inclus dans ou égal à | ist Teilmenge von oder gleich
    ⊃ is a superset of | contient | ist Obermenge von
    ⊇ is a superset of or equal to | contient ou égale | ist Obermenge von oder gleich
    → tends to | tend vers | geht gegen
    ← is tended to by | est la limite de | ist Grenzwert von
    ↦ maps to | a pour image | wird abgebildet auf
    ⇒ implies | implique | impliziert
    ⇐ is implied by | est impliqué par | folgt aus
    ⇔ is equivalent to | équivaut à | ist gleichwertig mit
    ⟹ long implies | implique, flèche longue | impliziert, langer Pfeil
    ⟸ long is implied by | est impliqué par, flèche longue | folgt aus, langer Pfeil
    ⟺ long is equivalent to | équivaut à, flèche longue | ist gleichwertig mit, langer Pfeil
    ⟶ long arrow to | flèche longue vers | langer Pfeil nach
    ⟵ long arrow from | flèche longue depuis | langer Pfeil von
    ⟼ long maps to | a pour image, flèche longue | wird abgebildet auf, langer Pfeil
    ↑ up arrow | flèche vers le haut | Pfeil nach oben
    ↓ down arrow | flèche vers le bas | Pfeil nach unten
    ↾ restricted to | restreint à | eingeschränkt auf
    ↔ left and right arrow | flèche double | Pfeil nach links und rechts
    … dots | points de suspension | Punkte
    ⋯ centred dots | points médians | mittige Punkte
    ⋮ vertical dots | points verticaux | senkrechte Punkte
    ⋱ diagonal dots | points en diagonale | schräge Punkte
    , comma | virgule | Komma
    ; semicolon | point-virgule | Semikolon
    : colon | deux-points | Doppelpunkt
    ∶ colon | deux-points | Doppelpunkt
    . point | point | Punkt
    ! factorial | factorielle | Fakultät
    ? question mark | point d’interrogation | Fragezeichen
    % percent | pour cent | Prozent
    ( open parenthesis | parenthèse ouvrante | Klammer auf
    ) close parenthesis | parenthèse fermante | Klammer zu
    [ open bracket | crochet ouvrant | eckige Klammer auf
    ] close bracket | crochet fermant | eckige Klammer zu
    { open brace | accolade ouvrante | geschweifte Klammer auf
    } close brace | accolade fermante | geschweifte Klammer zu
    ⟨ open angle bracket | chevron ouvrant | spitze Klammer auf
    ⟩ close angle bracket | chevron fermant | spitze Klammer zu
    ⌊ open floor | partie entière par défaut ouvrante | untere Gaußklammer auf
    ⌋ close floor | partie entière par défaut fermante | untere Gaußklammer zu
    ⌈ open ceiling | partie entière par excès ouvrante | obere Gaußklammer auf
    ⌉ close ceiling | partie entière par excès fermante | obere Gaußklammer zu
    | vertical bar | barre verticale | senkrechter Strich
    ∣ divides | divise | teilt
    ‖ double bar | double barre | Doppelstrich-Zeichen
    """
  ).merging(rare) { own, _ in own }

  /// Relations and arrows that English reads by their names in the character database.
  private static let rare = Translated.table(
    """
    ≎ geometrically equivalent to | géométriquement équivalent à | geometrisch äquivalent zu
    ≑ geometrically equal to | géométriquement égal à | geometrisch gleich
    ⇓ downwards double arrow | flèche double vers le bas | Doppelpfeil nach unten
    ↰ upwards arrow with tip leftwards | flèche vers le haut à pointe à gauche | Pfeil nach oben mit Spitze links
    ∎ end of proof | fin de la démonstration | Beweisende
    ↱ upwards arrow with tip rightwards | flèche vers le haut à pointe à droite | Pfeil nach oben mit Spitze rechts
    ⇑ upwards double arrow | flèche double vers le haut | Doppelpfeil nach oben
    ⇕ up down double arrow | flèche double verticale | Doppelpfeil nach oben und unten
    _ low line | tiret bas | Unterstrich
    ≊ almost equal or equal to | presque égal ou égal à | fast gleich oder gleich
    ≍ equivalent to | équivalent à | äquivalent zu
    ⊡ squared dot operator | point encadré | Punkt im Kasten
    ⊟ squared minus | moins encadré | Minus im Kasten
    ⊞ squared plus | plus encadré | Plus im Kasten
    ⊠ squared times | croix encadrée | Mal im Kasten
    ≗ ring equal to | égal avec rond | gleich mit Kringel
    ⋏ curly logical and | et logique bouclé | geschwungenes logisches Und
    ⋎ curly logical or | ou logique bouclé | geschwungenes logisches Oder
    ↶ anticlockwise top semicircle arrow | flèche en demi-cercle vers la gauche | Halbkreispfeil nach links
    ↷ clockwise top semicircle arrow | flèche en demi-cercle vers la droite | Halbkreispfeil nach rechts
    ≐ approaches the limit | tend vers la limite | nähert sich dem Grenzwert
    ≖ ring in equal to | égal à rond | gleich um Kringel
    ≝ equal to by definition | égal par définition à | nach Definition gleich
    ≧ greater-than over equal to | supérieur à sur égal à | größer über gleich
    ≦ less-than over equal to | inférieur à sur égal à | kleiner über gleich
    ⪈ greater-than and single-line not equal to | supérieur et non égal simple à | größer und einfach ungleich
    ⪇ less-than and single-line not equal to | inférieur et non égal simple à | kleiner und einfach ungleich
    ≩ greater-than but not equal to | supérieur mais non égal à | größer, aber ungleich
    ≨ less-than but not equal to | inférieur mais non égal à | kleiner, aber ungleich
    ⋛ greater-than equal to or less-than | supérieur, égal ou inférieur à | größer, gleich oder kleiner
    ⋚ less-than equal to or greater-than | inférieur, égal ou supérieur à | kleiner, gleich oder größer
    ≳ greater-than or equivalent to | supérieur ou équivalent à | größer oder äquivalent zu
    ≲ less-than or equivalent to | inférieur ou équivalent à | kleiner oder äquivalent zu
    ≶ less-than or greater-than | inférieur ou supérieur à | kleiner oder größer
    ≷ greater-than or less-than | supérieur ou inférieur à | größer oder kleiner
    ↩ leftwards arrow with hook | flèche à crochet vers la gauche | Pfeil mit Haken nach links
    ↪ rightwards arrow with hook | flèche à crochet vers la droite | Pfeil mit Haken nach rechts
    ⇝ rightwards squiggle arrow | flèche ondulée vers la droite | Schlangenpfeil nach rechts
    ↢ leftwards arrow with tail | flèche à empennage vers la gauche | Pfeil mit Schaft nach links
    ↣ rightwards arrow with tail | flèche à empennage vers la droite | Pfeil mit Schaft nach rechts
    ↽ leftwards harpoon with barb downwards | harpon bas vers la gauche | Harpune nach links, Haken unten
    ↼ leftwards harpoon with barb upwards | harpon haut vers la gauche | Harpune nach links, Haken oben
    ⇁ rightwards harpoon with barb downwards | harpon bas vers la droite | Harpune nach rechts, Haken unten
    ⇀ rightwards harpoon with barb upwards | harpon haut vers la droite | Harpune nach rechts, Haken oben
    ⇆ leftwards arrow over rightwards arrow | flèche gauche sur flèche droite | Pfeil links über Pfeil rechts
    ⇄ rightwards arrow over leftwards arrow | flèche droite sur flèche gauche | Pfeil rechts über Pfeil links
    ⇋ leftwards harpoon over rightwards harpoon | harpon gauche sur harpon droit | Harpune links über Harpune rechts
    ⇌ rightwards harpoon over leftwards harpoon | harpon droit sur harpon gauche | Harpune rechts über Harpune links
    ↭ left right wave arrow | flèche ondulée double | Wellenpfeil nach links und rechts
    ⟷ long left right arrow | longue flèche double | langer Pfeil nach links und rechts
    ↫ leftwards arrow with loop | flèche à boucle vers la gauche | Pfeil mit Schleife nach links
    ↬ rightwards arrow with loop | flèche à boucle vers la droite | Pfeil mit Schleife nach rechts
    ↤ leftwards arrow from bar | est l’image de | ist Bild von
    ⇍ leftwards double arrow with stroke | n’est pas impliqué par | folgt nicht aus
    ⇎ left right double arrow with stroke | n’équivaut pas à | ist nicht gleichwertig mit
    ⇏ rightwards double arrow with stroke | n’implique pas | impliziert nicht
    ⊮ does not force | ne force pas | erzwingt nicht
    ≉ not almost equal to | pas environ égal à | nicht ungefähr gleich
    ≇ neither approximately nor actually equal to | ni congru ni égal à | weder kongruent noch gleich
    ↗ north east arrow | flèche vers le haut à droite | Pfeil nach rechts oben
    ↖ north west arrow | flèche vers le haut à gauche | Pfeil nach links oben
    ↘ south east arrow | flèche vers le bas à droite | Pfeil nach rechts unten
    ↙ south west arrow | flèche vers le bas à gauche | Pfeil nach links unten
    ≢ not identical to | pas identique à | nicht identisch mit
    ≱ neither greater-than nor equal to | ni supérieur ni égal à | weder größer noch gleich
    ≰ neither less-than nor equal to | ni inférieur ni égal à | weder kleiner noch gleich
    ≯ not greater-than | pas supérieur à | nicht größer als
    ≮ not less-than | pas inférieur à | nicht kleiner als
    ↚ leftwards arrow with stroke | flèche barrée vers la gauche | durchgestrichener Pfeil nach links
    ↛ rightwards arrow with stroke | ne tend pas vers | geht nicht gegen
    ↮ left right arrow with stroke | flèche double barrée | durchgestrichener Pfeil nach links und rechts
    ∤ does not divide | ne divise pas | teilt nicht
    ∌ does not contain as member | ne contient pas l’élément | enthält nicht das Element
    ∦ not parallel to | pas parallèle à | nicht parallel zu
    ⊀ does not precede | ne précède pas | liegt nicht vor
    ⊁ does not succeed | ne succède pas à | liegt nicht nach
    ≁ not tilde | pas équivalent à | nicht ähnlich zu
    ≄ not asymptotically equal to | pas asymptotiquement égal à | nicht asymptotisch gleich
    ⊈ neither a subset of nor equal to | ni inclus dans ni égal à | weder Teilmenge von noch gleich
    ⊉ neither a superset of nor equal to | ni contenant ni égal à | weder Obermenge von noch gleich
    ⊭ not true | n’est pas vrai | ist nicht wahr
    ⊬ does not prove | ne prouve pas | beweist nicht
    ≼ precedes or equal to | précède ou égal à | liegt vor oder gleich
    ≽ succeeds or equal to | succède ou égal à | liegt nach oder gleich
    ≾ precedes or equivalent to | précède ou équivalent à | liegt vor oder äquivalent zu
    ≿ succeeds or equivalent to | succède ou équivalent à | liegt nach oder äquivalent zu
    ≟ questioned equal to | égal à vérifier | fraglich gleich
    ↾ upwards harpoon with barb rightwards | restreint à | eingeschränkt auf
    ⊏ square image of | image carrée de | quadratisches Bild von
    ⊑ square image of or equal to | image carrée de ou égal à | quadratisches Bild von oder gleich
    ⊐ square original of | original carré de | quadratisches Urbild von
    ⊒ square original of or equal to | original carré de ou égal à | quadratisches Urbild von oder gleich
    ≛ star equals | égal avec étoile | gleich mit Stern
    √ square root | racine | Wurzelzeichen
    ⊲ normal subgroup of | sous-groupe distingué de | Normalteiler von
    ⊴ normal subgroup of or equal to | sous-groupe distingué de ou égal à | Normalteiler von oder gleich
    ⊳ contains as normal subgroup | contient comme sous-groupe distingué | enthält als Normalteiler
    ⊵ contains as normal subgroup or equal to | contient comme sous-groupe distingué ou égale | enthält als Normalteiler oder gleich
    ≜ delta equal to | égal avec delta | gleich mit Delta
    ↞ leftwards two headed arrow | flèche à deux pointes vers la gauche | Pfeil mit zwei Spitzen nach links
    ↠ rightwards two headed arrow | flèche à deux pointes vers la droite | Pfeil mit zwei Spitzen nach rechts
    ↕ up down arrow | flèche verticale | Pfeil nach oben und unten
    ℘ script capital p | p de Weierstrass | Weierstraß-p
    ∴ therefore | donc | folglich
    ∵ because | parce que | weil
    ∠ angle | angle | Winkel
    ∡ measured angle | angle mesuré | gemessener Winkel
    ∢ spherical angle | angle sphérique | Kugelwinkel
    ∁ complement | complément | Komplement
    ∆ increment | accroissement | Zuwachs
    & ampersand | esperluette | Et-Zeichen
    ⊢ right tack | prouve | beweist
    ⊣ left tack | est prouvé par | wird bewiesen von
    ⊨ true | satisfait | erfüllt
    ⊩ forces | force | erzwingt
    ⋘ very much less-than | très très inférieur à | sehr viel kleiner als
    ⋙ very much greater-than | très très supérieur à | sehr viel größer als
    ⊄ not a subset of | n’est pas inclus dans | ist nicht Teilmenge von
    ⊅ not a superset of | ne contient pas | ist nicht Obermenge von
    ℂ double-struck capital c | C majuscule ajouré | C groß mit Doppelstrich
    ℍ double-struck capital h | H majuscule ajouré | H groß mit Doppelstrich
    ℕ double-struck capital n | N majuscule ajouré | N groß mit Doppelstrich
    ℙ double-struck capital p | P majuscule ajouré | P groß mit Doppelstrich
    ℚ double-struck capital q | Q majuscule ajouré | Q groß mit Doppelstrich
    ℝ double-struck capital r | R majuscule ajouré | R groß mit Doppelstrich
    ℤ double-struck capital z | Z majuscule ajouré | Z groß mit Doppelstrich
    """)

  /// Large operators and names of functions with their articles.
  static let operations = Translated.table(
    """
    ∑ the sum | la somme | die Summe
    ∏ the product | le produit | das Produkt
    ∐ the coproduct | le coproduit | das Koprodukt
    ∫ the integral | l’intégrale | das Integral
    ∬ the double integral | l’intégrale double | das Doppelintegral
    ∭ the triple integral | l’intégrale triple | das Dreifachintegral
    ∮ the contour integral | l’intégrale curviligne | das Kurvenintegral
    ⋃ the union | la réunion | die Vereinigung
    ⋂ the intersection | l’intersection | der Durchschnitt
    ⨁ the direct sum | la somme directe | die direkte Summe
    ⨂ the tensor product | le produit tensoriel | das Tensorprodukt
    ⨀ the circled dot product | le produit de points cerclés | das Produkt mit Punkt im Kreis
    ⨄ the disjoint union | la réunion disjointe | die disjunkte Vereinigung
    ⨆ the square union | la réunion carrée | die eckige Vereinigung
    ⋁ the disjunction | la disjonction | die Disjunktion
    ⋀ the conjunction | la conjonction | die Konjunktion
    min the minimum | le minimum | das Minimum
    max the maximum | le maximum | das Maximum
    inf the infimum | la borne inférieure | das Infimum
    sup the supremum | la borne supérieure | das Supremum
    lim the limit | la limite | der Grenzwert
    """)

  /// Names of functions that are read in full.
  static let functions = Translated.table(
    """
    sin sine | sinus | Sinus
    cos cosine | cosinus | Kosinus
    tan tangent | tangente | Tangens
    cot cotangent | cotangente | Kotangens
    sec secant | sécante | Sekans
    csc cosecant | cosécante | Kosekans
    arcsin arc sine | arc sinus | Arkussinus
    arccos arc cosine | arc cosinus | Arkuskosinus
    arctan arc tangent | arc tangente | Arkustangens
    sinh hyperbolic sine | sinus hyperbolique | Sinus hyperbolicus
    cosh hyperbolic cosine | cosinus hyperbolique | Kosinus hyperbolicus
    tanh hyperbolic tangent | tangente hyperbolique | Tangens hyperbolicus
    coth hyperbolic cotangent | cotangente hyperbolique | Kotangens hyperbolicus
    ln natural log | logarithme népérien | natürlicher Logarithmus
    ker kernel | noyau | Kern
    det determinant | déterminant | Determinante
    dim dimension | dimension | Dimension
    deg degree | degré | Grad
    gcd greatest common divisor | plus grand commun diviseur | größter gemeinsamer Teiler
    hom homomorphisms | homomorphismes | Homomorphismen
    Pr probability | probabilité | Wahrscheinlichkeit
    """)

  static let sets = Translated.table(
    """
    R the reals | les réels | die reellen Zahlen
    N the naturals | les entiers naturels | die natürlichen Zahlen
    Z the integers | les entiers relatifs | die ganzen Zahlen
    Q the rationals | les rationnels | die rationalen Zahlen
    C the complex numbers | les complexes | die komplexen Zahlen
    """)

  static let accents: [Unicode.Scalar: Translated] = [
    "\u{302}": .init("hat", "chapeau", "Dach"), "\u{303}": .init("tilde", "tilde", "Tilde"),
    "\u{304}": .init("bar", "barre", "quer"), "\u{307}": .init("dot", "point", "Punkt"),
    "\u{308}": .init("double dot", "double point", "zwei Punkte"),
    "\u{20DB}": .init("triple dot", "triple point", "drei Punkte"),
    "\u{20D7}": .init("vector arrow", "flèche de vecteur", "Vektorpfeil"),
    "\u{30C}": .init("check", "antiflexe", "Hatschek"), "\u{306}": .init("breve", "brève", "Breve"),
    "\u{301}": .init("acute", "accent aigu", "Akut"),
    "\u{300}": .init("grave", "accent grave", "Gravis"),
    "\u{30A}": .init("ring", "rond en chef", "Ring"),
  ]
}
